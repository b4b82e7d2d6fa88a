/** What is stored about a person, in words. Bookings are shown as everywhere else. */
import {
	type EventType,
	type ExportedData,
	type ExportedEvent,
	type ExportedMail,
	type ExportedOperation,
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
	lines: StoredLine[];
}

/** A line, or one with a longer text of several lines behind it. */
export type StoredLine = string | { line: string; text: string };

/** Everything but the bookings. Lists of which nothing is stored are left out. */
export function storedLists(data: ExportedData, timeZone: string): { person: StoredList; others: StoredList[] } {
	const { person, bookings, events, mails, watches, linkRequests, operations } = data;
	const when = (at: Date): string => instant(at, timeZone);
	const days = new Map(bookings.map((booking) => [booking.id, ` (${formatRange(booking)})`]));
	const daysOf = (bookingId: string | null): string => days.get(bookingId ?? '') ?? '';
	const others = [
		{ title: 'Was du getan hast', lines: events.map((event) => `${when(event.at)}: ${deed(event, daysOf)}`) },
		{ title: 'Mails an dich', lines: mails.map((mail) => mailLine(mail, when, daysOf)) },
		{ title: 'Tage, die du beobachtest', lines: watches.map((watch) => watchText(watch, when)) },
		{ title: 'Wann nach deinem Link gefragt wurde', lines: linkRequests.map(({ at }) => when(at)) },
		{
			title: 'Was die Verwaltung getan hat',
			lines: operations.map((done) => `${when(done.at)}: ${operationText(done, daysOf)}`),
		},
	];
	return { person: aboutPerson(person, when), others: others.filter(({ lines }) => lines.length > 0) };
}

type When = (at: Date) => string;
type DaysOf = (bookingId: string | null) => string;

function aboutPerson(person: ExportedData['person'], when: When): StoredList {
	const { email, firstNames, createdAt, lastAskedAt, linkUsedAt, approverOf } = person;
	const names = firstNames.length === 0 ? [] : [`Vorname: ${listed(firstNames.map(isolated))}`];
	const party = approverOf === null ? [] : [`Du entscheidest für ${isolated(approverOf)}.`];
	return {
		title: 'Über dich',
		lines: [
			`E-Mail-Adresse: ${email}`,
			...names,
			`Gespeichert seit ${when(createdAt)}`,
			`Zuletzt gebraucht: ${when(lastAskedAt)}`,
			linkUsedAt
				? `Persönlicher Link zum ersten Mal benutzt: ${when(linkUsedAt)}`
				: 'Persönlicher Link: noch nie benutzt',
			...party,
		],
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

/** With the text behind it, as long as that is stored. */
function mailLine(mail: ExportedMail, when: When, daysOf: DaysOf): StoredLine {
	const { kind, createdAt, state, bookingId, sentAt, deliveredAt, subject, text } = mail;
	const sent = sentAt ? ` ${when(sentAt)}` : '';
	const arrived = deliveredAt ? `, angekommen ${when(deliveredAt)}` : '';
	const line = `${when(createdAt)}: ${MAILS[kind] ?? kind}${daysOf(bookingId)}, ${SENT[state]}${sent}${arrived}`;
	return subject === null && text === null ? line : { line, text: `${subject ?? ''}\n\n${text ?? ''}` };
}

const OPERATIONS: Record<string, string> = {
	block: 'deine Adresse gesperrt',
	unblock: 'die Sperre deiner Adresse aufgehoben',
	'rotate-person': 'dir einen neuen persönlichen Link geschickt',
	'replace-approver': 'dich entscheiden lassen',
	'cancel-leaked': 'deine Buchung storniert',
	'send-again': 'eine Mail an dich noch einmal verschickt',
};

function operationText({ command, bookingId, party }: ExportedOperation, daysOf: DaysOf): string {
	return `${OPERATIONS[command] ?? command}${daysOf(bookingId)}${party === null ? '' : ` für ${isolated(party)}`}`;
}

const watchText = ({ createdAt, ...days }: Watch, when: When): string =>
	`${formatRange(days)}, seit ${when(createdAt)}`;
