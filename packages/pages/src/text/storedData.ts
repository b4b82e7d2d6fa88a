/** What is stored about a person, in words. Bookings are shown as everywhere else. */
import {
	type EventType,
	type ExportedData,
	type ExportedEvent,
	type ExportedMail,
	formatRange,
	isolated,
	type OpenRecord,
	type Via,
	type Watch,
} from '@betzenstein/shared';
import { listed } from '@betzenstein/shared/german';
import { instant } from './words.ts';

/** A heading and the lines below it. */
export interface StoredList {
	title: string;
	lines: string[];
}

/** Everything but the bookings. Lists of which nothing is stored are left out. */
export function storedLists(data: ExportedData, timeZone: string): { person: StoredList; others: StoredList[] } {
	const { person, bookings, events, mails, watches } = data;
	const when = (at: Date): string => instant(at, timeZone);
	const days = new Map(bookings.map((booking) => [booking.id, ` (${formatRange(booking)})`]));
	const daysOf = (bookingId: string | null): string => days.get(bookingId ?? '') ?? '';
	const others = [
		{ title: 'Was du getan hast', lines: events.map((event) => `${when(event.at)}: ${deed(event, daysOf)}`) },
		{ title: 'Mails an dich', lines: mails.map((mail) => `${when(mail.createdAt)}: ${mailText(mail, daysOf)}`) },
		{ title: 'Tage, die du beobachtest', lines: watches.map((watch) => watchText(watch, when)) },
	];
	return { person: aboutPerson(person, when), others: others.filter(({ lines }) => lines.length > 0) };
}

type When = (at: Date) => string;
type DaysOf = (bookingId: string | null) => string;

function aboutPerson({ email, firstNames, createdAt, approverOf }: ExportedData['person'], when: When): StoredList {
	const names = firstNames.length === 0 ? [] : [`Vorname: ${listed(firstNames.map(isolated))}`];
	const party = approverOf === null ? [] : [`Du entscheidest für ${isolated(approverOf)}.`];
	return {
		title: 'Über dich',
		lines: [`E-Mail-Adresse: ${email}`, ...names, `Gespeichert seit ${when(createdAt)}`, ...party],
	};
}

const DEEDS: OpenRecord<EventType, string> = {
	Submitted: 'angefragt',
	Approved: 'zugestimmt',
	Denied: 'abgelehnt',
	Confirmed: 'bestätigt',
	DatesShrunk: 'Tage gekürzt',
	DatesMoved: 'Tage geändert',
	Reopened: 'noch einmal angefragt',
	Canceled: 'storniert',
	Expired: 'verfallen',
};

const VIA: OpenRecord<Via, string> = {
	calendar: 'mit dem Kalenderlink',
	person: 'mit deinem persönlichen Link',
	booking: 'mit dem Link deiner Buchung',
	action: 'mit einem Link aus einer Mail',
	operator: 'durch die Verwaltung',
	system: 'von selbst',
};

function deed({ type, via, bookingId, proposal, comment }: ExportedEvent, daysOf: DaysOf): string {
	const proposed = proposal ? `, vorgeschlagen: ${formatRange(proposal)}` : '';
	const said = comment === null ? '' : `: „${isolated(comment)}“`;
	return `${DEEDS[type] ?? type}${daysOf(bookingId)}, ${VIA[via] ?? via}${proposed}${said}`;
}

/** What a mail was about, by its kind. */
const MAILS: Record<string, string> = {
	Submitted: 'neue Anfrage',
	Approved: 'Zustimmung',
	Confirmed: 'Bestätigung',
	Denied: 'Ablehnung',
	DatesShrunk: 'weniger Tage',
	DatesMoved: 'andere Tage',
	Reopened: 'noch einmal angefragt',
	Canceled: 'Stornierung',
	Reminder: 'Erinnerung',
	BeforeArrival: 'vor deiner Anreise',
	DaysFree: 'frei gewordene Tage',
	Digest: 'was auf dich wartet',
	MadeApprover: 'du entscheidest mit',
	LinkRecovery: 'dein persönlicher Link',
	LinkRotated: 'dein neuer persönlicher Link',
	Forgotten: 'deine Daten sind gelöscht',
};

const SENT: Record<ExportedMail['state'], string> = {
	queued: 'noch nicht verschickt',
	sent: 'verschickt',
	failed: 'nicht angekommen',
};

const mailText = ({ kind, state, bookingId }: ExportedMail, daysOf: DaysOf): string =>
	`${MAILS[kind] ?? kind}${daysOf(bookingId)}, ${SENT[state]}`;

const watchText = ({ createdAt, ...days }: Watch, when: When): string =>
	`${formatRange(days)}, seit ${when(createdAt)}`;
