/** Every page in every state that is worth looking at. What happens on a page is done with the keyboard alone. */
import { type Booking, type DayRange, isolated } from '@betzenstein/shared';
import { emailOf, PARTIES, type PartyName } from '@betzenstein/testing/house/environment';
import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Keyboard } from './keyboard.ts';

/** The day on which the clock of these houses stands, a Tuesday. */
export const TODAY = '2027-04-20';

/** A page to look at. */
export interface State {
	name: string;
	/** What it shows, for the gallery. */
	about: string;
	/** Prepares the house and answers with the path to open. */
	open: (house: PagesHouse) => Promise<string>;
	/** What the reader does then. */
	act?: (reader: Keyboard, house: PagesHouse) => Promise<void>;
	/** Shown when all is done. */
	shows: string;
	/** Answers with an error status that belong to this state; browsers report them. */
	forgives?: RegExp;
}

const REFUSED = /status of 4\d\d/;
const MESSAGE = 'Die Kinder freuen sich schon auf die Höhle!\nWir bringen Bettwäsche mit und mähen den Rasen.';
const WORD = 'Gern! Gießt ihr bitte die Tomaten?';
const REASON = 'An dem Wochenende kommen schon die Handwerker für das Dach.';

async function watchTwo(house: PagesHouse): Promise<void> {
	const anna = await house.as.person('anna@example.com');
	await anna.watch.add({ startDate: '2027-05-05', endDate: '2027-05-09' });
	await anna.watch.add({ startDate: '2027-05-14', endDate: '2027-05-18' });
}

type Action = 'approve' | 'deny';
const mailed = async (house: PagesHouse, approver: PartyName, booking: Booking, action: Action) =>
	`/a#${await house.link.action(approver, booking.id, action, booking.round)}`;

async function decide(house: PagesHouse, approver: PartyName, booking: Booking, action: Action): Promise<void> {
	const client = house.client(await house.link.action(approver, booking.id, action, booking.round));
	await client.action.perform.mutate(action === 'deny' ? { comment: REASON, acknowledgeConfirmed: true } : {});
}

const OTHER_DAYS: DayRange = { startDate: '2027-06-11', endDate: '2027-06-15' };

/** Denied by Cornelia, who proposes other days. */
async function propose(house: PagesHouse, booking: Booking): Promise<void> {
	const client = house.client(await house.link.action('Cornelia', booking.id, 'deny', booking.round));
	await client.action.perform.mutate({ comment: REASON, proposal: OTHER_DAYS });
}

/** Types a reason for a denial, and other days. */
async function typeProposal(
	reader: Keyboard,
	{ startDate, endDate }: { startDate: string; endDate?: string },
): Promise<void> {
	await reader.fill('Warum passt es nicht?', REASON);
	await reader.press('Andere Tage vorschlagen');
	await reader.fillDay('Erster Tag', startDate);
	if (endDate) await reader.fillDay('Letzter Tag', endDate);
}

async function confirm(house: PagesHouse, booking: Booking): Promise<void> {
	for (const approver of PARTIES) await decide(house, approver, booking, 'approve');
}

const NOTES =
	'Der Schlüssel hängt am Haken, zweite Tür links.\nMüll: donnerstags, siehe https://abfall.example.com/betzenstein.\n\nWLAN: Höhlenbär';

async function writeNotes(house: PagesHouse, approver: PartyName, text = NOTES): Promise<void> {
	const client = house.client(await house.link.approver(approver));
	const { revision } = await client.house.notes.query();
	await client.house.setNotes.mutate({ text, revision });
}

const asked = (house: PagesHouse) => house.ask({ description: MESSAGE });

/** The link to a booking that `prepare` has brought into its state. */
const bookingLink =
	(prepare: (house: PagesHouse, booking: Booking, token: string) => Promise<unknown> = async () => {}) =>
	async (house: PagesHouse): Promise<string> => {
		const { booking, bookingToken } = await asked(house);
		await prepare(house, booking, bookingToken);
		return `/b#${bookingToken}`;
	};

/** A house where a family has been asking for days; answers with a request that Cornelia and Angelika have not answered. */
export async function fill(house: PagesHouse): Promise<Booking> {
	const first = await house.ask({
		startDate: '2027-05-05',
		endDate: '2027-05-09',
		firstName: 'Łukasz',
		email: 'lukasz@example.com',
		affiliation: 'Angelika',
		partySize: 2,
	});
	await confirm(house, first.booking);
	const second = await house.ask({
		startDate: '2027-04-24',
		endDate: '2027-04-24',
		firstName: 'Anne-Marie',
		email: 'annemarie@example.com',
		affiliation: 'Cornelia',
		partySize: 1,
	});
	await confirm(house, second.booking);
	const third = await house.ask({
		startDate: '2027-04-29',
		endDate: '2027-05-02',
		email: 'anna@example.com',
		description: MESSAGE,
	});
	await decide(house, 'Ingeborg', third.booking, 'approve');
	await house.ask({
		startDate: '2027-05-14',
		endDate: '2027-05-18',
		firstName: 'Friederike',
		email: 'friederike@example.com',
		affiliation: 'Cornelia',
		partySize: 6,
	});
	const denied = await house.ask({ startDate: '2027-06-11', endDate: '2027-06-13' });
	await decide(house, 'Cornelia', denied.booking, 'deny');
	return third.booking;
}

const pending: State[] = [
	{
		name: 'a-approve',
		about: 'Approving from a mail',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'approve'),
		shows: 'Zustimmen',
	},
	{
		name: 'a-approved',
		about: 'Approved; others are still asked',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'approve'),
		act: (reader) => reader.press('Zustimmen'),
		shows: 'Danke, du hast zugestimmt',
	},
	{
		name: 'a-approve-word',
		about: 'Something to say with it',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'approve'),
		act: async (reader) => {
			await reader.press('Etwas dazu schreiben');
			await reader.fill('Deine Nachricht dazu', WORD);
		},
		shows: 'ebenso wer sonst über die Anfrage entscheidet.',
	},
	{
		name: 'a-approved-last',
		about: 'The last approval confirms',
		open: async (house) => {
			const { booking } = await asked(house);
			for (const approver of ['Ingeborg', 'Angelika'] as const) await decide(house, approver, booking, 'approve');
			return mailed(house, 'Cornelia', booking, 'approve');
		},
		act: (reader) => reader.press('Zustimmen'),
		shows: 'Die Tage sind fest.',
	},
	{
		name: 'a-approve-last',
		about: 'Between two stays, over a holiday, and nobody else has to answer',
		open: async (house) => {
			const booking = await fill(house);
			await decide(house, 'Angelika', booking, 'approve');
			return mailed(house, 'Cornelia', booking, 'approve');
		},
		shows: 'nur deine Antwort fehlt noch',
	},
	{
		name: 'a-deny',
		about: 'Denying from a mail asks for the reason',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'deny'),
		shows: 'Warum passt es nicht?',
	},
	{
		name: 'a-deny-no-reason',
		about: 'Without a reason nothing is denied',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'deny'),
		act: (reader) => reader.press('Ablehnen'),
		shows: 'Bitte gib einen Grund an.',
		forgives: REFUSED,
	},
	{
		name: 'a-deny-proposal',
		about: 'Other days can be proposed with it',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'deny'),
		act: async (reader) => {
			await typeProposal(reader, OTHER_DAYS);
			await reader.tabTo('Ablehnen');
		},
		shows: 'Freitag bis Dienstag, 5 Tage.',
	},
	{
		name: 'a-denied-proposal',
		about: 'Denied, and other days proposed',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'deny'),
		act: async (reader) => {
			await typeProposal(reader, OTHER_DAYS);
			await reader.press('Ablehnen');
		},
		shows: 'mit deiner Begründung und deinem Vorschlag',
	},
	{
		name: 'a-deny-proposal-half',
		about: 'Half a proposal is none',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'deny'),
		act: async (reader) => {
			await typeProposal(reader, { startDate: OTHER_DAYS.startDate });
			await reader.press('Ablehnen');
		},
		shows: 'Bitte wähle den letzten Tag.',
		forgives: REFUSED,
	},
	{
		name: 'a-denied',
		about: 'Denied',
		open: async (house) => mailed(house, 'Cornelia', (await asked(house)).booking, 'deny'),
		act: async (reader) => {
			await reader.fill('Warum passt es nicht?', REASON);
			await reader.press('Ablehnen');
		},
		shows: 'Du hast abgelehnt',
	},
	{
		name: 'a-deny-confirmed',
		about: 'Denying a Confirmed booking must be meant',
		open: async (house) => {
			const { booking } = await asked(house);
			await confirm(house, booking);
			return mailed(house, 'Cornelia', booking, 'deny');
		},
		act: async (reader) => {
			await reader.fill('Warum passt es nicht?', REASON);
			await reader.press('Ablehnen');
		},
		shows: 'Diese Buchung ist schon bestätigt',
		forgives: REFUSED,
	},
	{
		name: 'a-deny-acknowledged',
		about: 'A Confirmed booking, denied and meant',
		open: async (house) => {
			const { booking } = await asked(house);
			await confirm(house, booking);
			return mailed(house, 'Cornelia', booking, 'deny');
		},
		act: async (reader) => {
			await reader.fill('Warum passt es nicht?', REASON);
			await reader.press('Ja, ich lehne diese bestätigte Buchung ab.');
			await reader.press('Ablehnen');
		},
		shows: 'Du hast abgelehnt',
	},
	{
		name: 'a-already-done',
		about: 'A used link says by whom and when',
		open: async (house) => {
			const { booking } = await asked(house);
			await decide(house, 'Angelika', booking, 'deny');
			return mailed(house, 'Cornelia', booking, 'approve');
		},
		shows: 'Das ist schon erledigt',
	},
	{
		name: 'a-outdated',
		about: 'An outdated link shows old and new dates',
		open: async (house) => {
			const { booking, bookingToken } = await asked(house);
			const changes: DayRange = { startDate: '2027-05-28', endDate: '2027-06-01' };
			await house.client(bookingToken).booking.edit.mutate({ id: booking.id, revision: booking.revision, changes });
			return mailed(house, 'Cornelia', booking, 'approve');
		},
		shows: 'Die Anfrage hat sich geändert',
	},
	{
		name: 'a-past',
		about: 'The stay is over',
		open: async (house) => {
			const { booking } = await asked(house);
			house.travelTo('2027-05-19');
			return mailed(house, 'Cornelia', booking, 'approve');
		},
		shows: 'Der Aufenthalt ist schon vorbei',
	},
	{
		name: 'a-canceled',
		about: 'The booking was canceled',
		open: async (house) => {
			const { booking, bookingToken } = await asked(house);
			await house.client(bookingToken).booking.cancel.mutate({ id: booking.id });
			return mailed(house, 'Cornelia', booking, 'approve');
		},
		shows: 'Das hat sich erledigt',
	},
];

const own: State[] = [
	{
		name: 'b-pending',
		about: 'A Pending booking, with a mail that did not arrive',
		open: bookingLink(async (house, booking) => {
			await decide(house, 'Ingeborg', booking, 'approve');
			await house.sql`update mail set state = 'failed', failure = 'bounced' where booking_id = ${booking.id} and person_id = (select id from person where email = 'angelika@example.com')`;
		}),
		shows: `Es fehlt noch die Antwort von ${isolated('Cornelia')} und ${isolated('Angelika')}.`,
	},
	{
		name: 'b-edit',
		about: 'Changing it; other days are asked for again',
		open: bookingLink(),
		act: async (reader) => {
			await reader.press('Ändern');
			await reader.fillDay('Letzter Tag', '2027-05-20');
			await reader.tabTo('Speichern');
		},
		shows: 'Dafür wird noch einmal gefragt.',
	},
	{
		name: 'b-edited',
		about: 'Changed',
		open: bookingLink(),
		act: async (reader) => {
			await reader.press('Ändern');
			await reader.fillDay('Letzter Tag', '2027-05-20');
			await reader.fill('Wie viele kommen?', '5');
			await reader.press('Speichern');
		},
		shows: 'Gespeichert',
	},
	{
		name: 'b-edit-taken',
		about: 'The new days are taken, and the message holds a link',
		open: bookingLink((house) =>
			house.ask({ firstName: 'Łukasz', startDate: '2027-05-20', endDate: '2027-05-23', email: 'lukasz@example.com' }),
		),
		act: async (reader) => {
			await reader.press('Ändern');
			await reader.fillDay('Letzter Tag', '2027-05-20');
			await reader.press('Speichern');
		},
		shows: 'Diese Tage sind schon belegt',
		forgives: REFUSED,
	},
	{
		name: 'b-edit-long',
		about: 'A long stay must be confirmed; a text breaks a rule',
		open: bookingLink(),
		act: async (reader) => {
			await reader.press('Ändern');
			await reader.fillDay('Letzter Tag', '2027-05-24');
			await reader.fill('Nachricht dazu', 'Fotos auf www.beispiel.de');
			await reader.press('Speichern');
		},
		shows: 'Bitte ohne Link',
		forgives: REFUSED,
	},
	{
		name: 'b-edit-stale',
		about: 'Somebody else changed it meanwhile: what was typed stays',
		open: bookingLink(),
		act: async (reader, house) => {
			await reader.press('Ändern');
			await reader.fill('Nachricht dazu', 'Wir kommen erst am Abend.');
			await house.sql`update booking set revision = revision + 1, party_size = 5`;
			await reader.press('Speichern');
			await reader.press('Neu laden');
		},
		shows: 'Neu geladen',
		forgives: REFUSED,
	},
	{
		name: 'b-cancel',
		about: 'Canceling asks once more',
		open: bookingLink(),
		act: (reader) => reader.press('Stornieren'),
		shows: 'Wirklich stornieren?',
	},
	{
		name: 'b-canceled',
		about: 'Canceled',
		open: bookingLink(),
		act: async (reader) => {
			await reader.press('Stornieren');
			await reader.press('Ja, stornieren');
		},
		shows: 'Diese Buchung ist storniert.',
	},
	{
		name: 'b-confirmed',
		about: 'A Confirmed booking',
		open: bookingLink(confirm),
		shows: 'Die Tage sind fest.',
	},
	{
		name: 'b-notes',
		about: 'A Confirmed booking, with the notes of the house',
		open: bookingLink(async (house, booking) => {
			await confirm(house, booking);
			await writeNotes(house, 'Cornelia');
		}),
		shows: 'Der Schlüssel hängt am Haken',
	},
	{
		name: 'b-confirmed-cancel',
		about: 'Canceling a Confirmed one needs a reason',
		open: bookingLink(confirm),
		act: async (reader) => {
			await reader.press('Stornieren');
			await reader.press('Ja, stornieren');
		},
		shows: 'Bitte gib einen Grund an.',
		forgives: REFUSED,
	},
	{
		name: 'b-first-name',
		about: 'A Confirmed one lets the first name be changed',
		open: bookingLink(confirm),
		act: async (reader) => {
			await reader.press('Vornamen ändern');
			await reader.fill('Dein Vorname', 'Anna-Lena');
			await reader.press('Speichern');
		},
		shows: 'Gespeichert',
	},
	{
		name: 'b-shorten',
		about: 'Leaving early, or coming later',
		open: bookingLink(confirm),
		act: async (reader) => {
			await reader.press('Kürzer bleiben');
			await reader.fillDay('Letzter Tag', '2027-05-16');
			await reader.tabTo('Speichern');
		},
		shows: 'Für mehr oder andere Tage',
	},
	{
		name: 'b-shorten-others',
		about: 'Other days are not to be had so',
		open: bookingLink(confirm),
		act: async (reader) => {
			await reader.press('Kürzer bleiben');
			await reader.fillDay('Letzter Tag', '2027-05-20');
			await reader.press('Speichern');
		},
		shows: 'Dieser Tag gehört nicht zu deinem Aufenthalt.',
	},
	{
		name: 'b-shortened',
		about: 'Shortened; the approvals, one with a word, stay',
		open: bookingLink(async (house, booking) => {
			const first = house.client(await house.link.action('Ingeborg', booking.id, 'approve', booking.round));
			await first.action.perform.mutate({ comment: WORD });
			for (const approver of ['Cornelia', 'Angelika'] as const) await decide(house, approver, booking, 'approve');
		}),
		act: async (reader) => {
			await reader.press('Kürzer bleiben');
			await reader.fillDay('Letzter Tag', '2027-05-16');
			await reader.press('Speichern');
		},
		shows: 'Die anderen Tage sind wieder frei.',
	},
	{
		name: 'b-denied',
		about: 'A Denied booking',
		open: bookingLink((house, booking) => decide(house, 'Cornelia', booking, 'deny')),
		shows: `${isolated('Cornelia')} hat abgelehnt.`,
	},
	{
		name: 'b-denied-proposal',
		about: 'Denied, with other days instead: they are free',
		open: bookingLink(propose),
		shows: 'Diese Tage sind gerade frei.',
	},
	{
		name: 'b-denied-proposal-taken',
		about: 'Somebody else has asked for them meanwhile',
		open: bookingLink(async (house, booking) => {
			await propose(house, booking);
			await house.ask({ firstName: 'Łukasz', ...OTHER_DAYS, email: 'lukasz@example.com' });
		}),
		shows: 'Diese Tage sind gerade nicht frei.',
	},
	{
		name: 'b-proposal-asked',
		about: 'Asked for: whoever proposed them has agreed',
		open: bookingLink(propose),
		act: (reader) => reader.press('Diese Tage anfragen'),
		shows: `Es fehlt noch die Antwort von ${isolated('Ingeborg')} und ${isolated('Angelika')}.`,
	},
	{
		name: 'b-proposal-edit',
		about: 'Or asking again with something else: the form starts with the days proposed',
		open: bookingLink(propose),
		act: (reader) => reader.press('Noch einmal anfragen'),
		shows: 'Freitag bis Dienstag, 5 Tage.',
	},
	{
		name: 'b-reopen',
		about: 'Asking again',
		open: bookingLink((house, booking) => decide(house, 'Cornelia', booking, 'deny')),
		act: (reader) => reader.press('Noch einmal anfragen'),
		shows: 'Erster Tag',
	},
	{
		name: 'b-reopened',
		about: 'Asked again, with other days',
		open: bookingLink((house, booking) => decide(house, 'Cornelia', booking, 'deny')),
		act: async (reader) => {
			await reader.press('Noch einmal anfragen');
			await reader.fillDay('Erster Tag', '2027-05-17');
			await reader.press('Noch einmal anfragen');
		},
		shows: 'Noch einmal angefragt',
	},
	{
		name: 'b-past',
		about: 'A stay that is over',
		open: bookingLink(async (house, booking) => {
			await confirm(house, booking);
			house.travelTo('2027-05-19');
		}),
		shows: 'Dieser Aufenthalt ist vorbei.',
	},
	{
		name: 'b-link-sent',
		about: 'Asking for the personal link',
		open: bookingLink(),
		act: async (reader) => {
			await reader.press('Zum Kalender');
			await reader.fill('Deine E-Mail-Adresse', 'anna@example.com');
			await reader.press('Link zuschicken');
		},
		shows: 'Wenn wir diese Adresse kennen',
	},
];

const personal = (who: string) => async (house: PagesHouse) => {
	await fill(house);
	return `/p#${await house.link.person(who.includes('@') ? who : emailOf(who))}`;
};

const persons: State[] = [
	{
		name: 'p-requester',
		about: 'Somebody’s bookings',
		open: personal('anna@example.com'),
		shows: `Hallo ${isolated('Anna')}`,
	},
	{
		name: 'p-approver',
		about: 'An approver: first what waits for her',
		open: personal('Cornelia'),
		shows: 'Wartet auf deine Antwort',
	},
	{
		name: 'p-arrived',
		about: 'A request that came while she was reading',
		open: personal('Cornelia'),
		act: async (_, house) => {
			await house.ask({
				startDate: '2027-08-03',
				endDate: '2027-08-04',
				firstName: 'Frida',
				email: 'frida@example.com',
			});
		},
		shows: 'Eine neue Anfrage wartet auf dich.',
	},
	{
		name: 'p-approved',
		about: 'Approved in place',
		open: personal('Cornelia'),
		act: (reader) => reader.press('Zustimmen'),
		shows: 'Danke, du hast zugestimmt',
	},
	{
		name: 'p-deny',
		about: 'Denying in place',
		open: personal('Cornelia'),
		act: async (reader) => {
			await reader.press('Ablehnen');
			await reader.fill('Warum passt es nicht?', REASON);
		},
		shows: 'Warum passt es nicht?',
	},
	{
		name: 'p-history',
		about: 'All requests, unfolded, and one of them with its history',
		open: personal('Cornelia'),
		act: async (reader) => {
			await reader.press('Alle Anfragen zeigen');
			// In no other list on the page: as long as this one is being read, Tab goes round.
			await reader.press(`Antworten und Verlauf: ${isolated('Łukasz')}`);
		},
		shows: 'Was bisher geschah',
	},
	{
		name: 'p-notes',
		about: 'Writing the notes of the house',
		open: personal('Cornelia'),
		act: async (reader) => {
			await reader.press('Hinweise für das Haus');
			await reader.fill('Was muss man im Haus wissen?', NOTES);
			await reader.press('Speichern');
		},
		shows: 'Gespeichert',
	},
	{
		name: 'p-notes-stale',
		about: 'Somebody else wrote them meanwhile: what was typed stays',
		open: personal('Cornelia'),
		act: async (reader, house) => {
			await reader.press('Hinweise für das Haus');
			await reader.fill('Was muss man im Haus wissen?', 'Der Schlüssel liegt bei mir.');
			await writeNotes(house, 'Ingeborg');
			await reader.press('Speichern');
			await reader.press('Neuen Stand zeigen');
		},
		shows: 'So steht es jetzt da.',
		forgives: REFUSED,
	},
	{
		name: 'p-shares',
		about: 'Who has how many days of a year',
		open: personal('Cornelia'),
		act: (reader) => reader.press('Wer wie viele Tage hat'),
		shows: '5 Tage, ein Aufenthalt',
	},
	{
		name: 'p-watching',
		about: 'What somebody watches, and one of it no more',
		open: async (house) => {
			await watchTwo(house);
			return `/p#${await house.link.person('anna@example.com')}`;
		},
		act: (reader) => reader.press('Nicht mehr beobachten: 05.–09.05.2027'),
		shows: '05.–09.05.2027 beobachtest du nicht mehr.',
	},
	{
		name: 'p-only-watches',
		about: 'The link of the mail about free days ends what else its reader watches',
		open: async (house) => {
			await watchTwo(house);
			return `/p#${await house.link.watches('anna@example.com')}`;
		},
		shows: '14.–18.05.2027 (',
	},
	{
		name: 'p-feed',
		about: 'Subscribing to one’s own stays',
		open: personal('Cornelia'),
		act: (reader) => reader.press('Kalender abonnieren'),
		shows: 'Die Adresse ist geheim',
	},
	{
		name: 'p-forget',
		about: 'Being forgotten must be meant',
		open: personal('anna@example.com'),
		act: async (reader) => {
			await reader.press('Alles über mich löschen');
			await reader.press('Alles löschen');
		},
		shows: 'Bitte setze das Häkchen',
	},
	{
		name: 'p-forgotten',
		about: 'Forgotten',
		open: personal('anna@example.com'),
		act: async (reader) => {
			await reader.press('Alles über mich löschen');
			await reader.press('Ja, löscht alles über mich.');
			await reader.press('Alles löschen');
		},
		shows: 'Alles gelöscht',
	},
	{
		name: 'p-rotated',
		about: 'A new link is on its way',
		open: personal('anna@example.com'),
		act: async (reader) => {
			await reader.press('Meinen Link ersetzen');
			await reader.press('Neuen Link schicken');
		},
		shows: 'Dein neuer Link ist unterwegs',
	},
	{
		name: 'p-data',
		about: 'What is stored about oneself, a mail among it, to read and as a file',
		open: async (house) => {
			const path = await personal('anna@example.com')(house);
			const text = 'Hallo Anna!\n\nDeine Anfrage ist angekommen.\n\nZu deiner Buchung:\n[Link]';
			await house.sql`update mail set state = 'sent', sent_at = created_at,
				content = ${house.sql.json({ subject: 'Deine Anfrage · Betzenstein', html: '', text, calendar: null })}`;
			return path;
		},
		act: async (reader) => {
			await reader.press('Meine Daten ansehen');
			await reader.press('20.04.2027');
			await reader.press('Als Datei herunterladen');
		},
		shows: 'liegt jetzt bei deinen Downloads',
	},
];

const monthly = async (house: PagesHouse) => {
	await fill(house);
	return `/c#${house.calendarToken}`;
};

async function typeRequest(reader: Keyboard): Promise<void> {
	await reader.fillDay('Erster Tag', '2027-05-21');
	await reader.fillDay('Letzter Tag', '2027-05-24');
	await reader.fill('Wie viele kommen?', '3');
	await reader.choose('Cornelia');
	await reader.fill('Dein Vorname', 'Šárka');
	await reader.fill('Deine E-Mail-Adresse', 'sarka@example.com');
	await reader.fill('Nachricht dazu', 'Wir kommen mit dem Zug.');
}

const calendars: State[] = [
	{ name: 'c-month', about: 'The month, and the form to ask for days', open: monthly, shows: 'April 2027' },
	{
		name: 'c-newcomer',
		about: 'How it works, for somebody new',
		open: monthly,
		act: (reader) => reader.press('Zum ersten Mal hier?'),
		shows: 'Wer eine Woche vor dem ersten Tag noch nicht geantwortet hat',
	},
	{
		name: 'c-next-month',
		about: 'The next month',
		open: monthly,
		act: (reader) => reader.press('Monat danach'),
		shows: `${isolated('Friederike')}, 6 Personen, angefragt`,
	},
	{
		name: 'c-first-day',
		about: 'The first day is chosen: how long it is free, and who comes then',
		open: monthly,
		act: (reader) => reader.onDays('ArrowDown', 'ArrowLeft', 'Enter'),
		shows: 'Frei bis 28.04.2027',
	},
	{
		name: 'c-chosen',
		about: 'Days are chosen, in the grid as in the form',
		open: monthly,
		act: (reader) => reader.onDays('ArrowDown', 'ArrowLeft', 'Enter', 'ArrowRight', 'ArrowRight', 'Enter'),
		shows: '26.–28.04.2027: Montag bis Mittwoch, 3 Tage.',
	},
	{
		name: 'c-taken-day',
		about: 'A taken day cannot be chosen, but says whose it is',
		open: monthly,
		act: (reader) => reader.onDays('PageDown', 'ArrowLeft', 'ArrowLeft', 'Enter'),
		shows: `14.–18.05.2027: ${isolated('Friederike')}`,
	},
	{
		name: 'c-in-the-way',
		about: 'Somebody is in the way of days that are being typed',
		open: monthly,
		act: async (reader) => {
			await reader.fillDay('Erster Tag', '2027-05-10');
			await reader.fillDay('Letzter Tag', '2027-05-16');
		},
		shows: 'Sag mir Bescheid, wenn diese Tage frei werden',
	},
	{
		name: 'c-year',
		about: 'The year',
		open: monthly,
		act: (reader) => reader.press('Jahr'),
		shows: 'Dezember 2027',
	},
	{
		name: 'c-list',
		about: 'What comes, and what is free in between',
		open: monthly,
		act: (reader) => reader.press('Liste'),
		shows: 'Danach ist alles frei.',
	},
	{
		name: 'c-end',
		about: 'The calendar ends where booking ends',
		open: async (house) => (await monthly(house)).replace('/c', '/c?monat=2028-12'),
		shows: 'Dezember 2028',
	},
	{
		name: 'c-feed',
		about: 'Subscribing to the house’s stays, and the address copied',
		open: monthly,
		act: async (reader) => {
			await reader.press('Kalender abonnieren');
			await reader.press('Adresse kopieren');
		},
		shows: 'Kopiert',
	},
	{
		name: 'c-shares',
		about: 'Who has how many days of a year',
		open: monthly,
		act: (reader) => reader.press('Wer wie viele Tage hat'),
		shows: '5 Tage, ein Aufenthalt',
	},
	{
		name: 'c-errors',
		about: 'Nothing filled in',
		open: monthly,
		act: async (reader) => {
			await reader.fillDay('Erster Tag', '2027-05-21');
			await reader.press('Tage anfragen');
		},
		shows: 'Bitte wähle den letzten Tag.',
		forgives: REFUSED,
	},
	{
		name: 'c-many-errors',
		about: 'The way from several errors to one of them',
		open: monthly,
		act: async (reader) => {
			await reader.press('Tage anfragen');
			await reader.tabTo('Letzter Tag: ');
		},
		shows: '5 Angaben fehlen oder stimmen nicht:',
		forgives: REFUSED,
	},
	{
		name: 'c-remembered',
		about: 'A device that remembers the link; a text that gets long',
		open: monthly,
		act: async (reader) => {
			await reader.fill('Nachricht dazu', 'Wir freuen uns sehr! '.repeat(23));
			await reader.press('Auf diesem Gerät merken');
		},
		shows: 'Dieses Gerät merkt sich den Link.',
	},
	{
		name: 'c-taken',
		about: 'Somebody was faster',
		open: monthly,
		act: async (reader) => {
			await typeRequest(reader);
			await reader.fillDay('Erster Tag', '2027-05-18');
			await reader.press('Tage anfragen');
		},
		shows: 'Diese Tage sind schon belegt',
		forgives: REFUSED,
	},
	{
		name: 'c-watched',
		about: 'Being told when they become free',
		open: monthly,
		act: async (reader) => {
			await typeRequest(reader);
			await reader.fillDay('Erster Tag', '2027-05-18');
			await reader.press('Sag mir Bescheid, wenn diese Tage frei werden');
		},
		shows: 'Sobald niemand mehr',
	},
	{
		name: 'c-watch-whom',
		about: 'Being told needs an address',
		open: monthly,
		act: async (reader) => {
			await reader.fillDay('Erster Tag', '2027-05-16');
			await reader.fillDay('Letzter Tag', '2027-05-18');
			await reader.press('Sag mir Bescheid, wenn diese Tage frei werden');
		},
		shows: 'Bitte gib eine gültige E-Mail-Adresse an',
		forgives: REFUSED,
	},
	{
		name: 'c-days',
		about: 'Opened from the mail about days that became free',
		open: async (house) => `${await monthly(house)}/2027-07-01/2027-07-05`,
		act: (reader) => reader.tabTo('Erster Tag'),
		shows: 'Juli 2027',
	},
	{
		name: 'c-asked',
		about: 'Asked for',
		open: monthly,
		act: async (reader) => {
			await typeRequest(reader);
			await reader.press('Tage anfragen');
		},
		shows: 'Anfrage gestellt',
	},
	{
		name: 'c-person',
		about: 'An approver asks with her own link',
		open: async (house) => {
			await fill(house);
			return `/c#${await house.link.approver('Cornelia')}`;
		},
		shows: 'Deine Zustimmung gilt damit als gegeben.',
	},
	{
		name: 'c-without',
		about: 'Without a link',
		open: async () => '/c',
		shows: 'Frag sonst in der Familie danach',
		forgives: REFUSED,
	},
];

const fromCalendar: State[] = [
	{
		name: 'c-approver-request',
		about: 'An approver opens a request from the calendar',
		open: async (house) => {
			await fill(house);
			return `/c?monat=2027-05#${await house.link.approver('Angelika')}`;
		},
		act: (reader) => reader.press('14.–18.05.2027'),
		shows: 'Zum Kalender',
	},
];

const links: State[] = [
	{
		name: 'link-missing',
		about: 'Opened without a link',
		open: async () => '/b',
		shows: 'Bitte öffne noch einmal den Link aus deiner Mail',
	},
	{
		name: 'link-broken',
		about: 'A link that was cut off',
		open: async () => '/b#eyJhbGciOiJIUzI1NiJ9.cut',
		shows: 'Dieser Link geht nicht',
		forgives: REFUSED,
	},
	{
		name: 'link-elsewhere',
		about: 'A good link on the wrong page',
		open: async (house) => `/b#${await house.link.approver('Cornelia')}`,
		shows: 'Dein Link führt auf eine andere Seite',
	},
	{
		name: 'link-ended',
		about: 'A calendar link that has been replaced',
		open: async (house) => {
			await house.sql`update house set calendar_generation = calendar_generation + 1`;
			return `/c#${house.calendarToken}`;
		},
		shows: 'Frag in der Familie danach.',
		forgives: REFUSED,
	},
	{
		name: 'privacy',
		about: 'What is stored about whom, for how long and where',
		open: async () => '/datenschutz',
		shows: 'Wo es liegt',
	},
	{ name: 'home', about: 'The address alone', open: async () => '/', shows: 'Willkommen' },
	{
		name: 'not-found',
		about: 'An address where nothing is; a link is pasted that is none',
		open: async () => '/kalender',
		act: async (reader) => {
			await reader.press('Link einfügen');
			await reader.fill('Dein Link', 'https://haus.example/c');
			await reader.press('Öffnen');
		},
		shows: 'Das ist kein ganzer Link zum Haus.',
		forgives: REFUSED,
	},
];

export const STATES: readonly State[] = [...pending, ...own, ...persons, ...calendars, ...fromCalendar, ...links];
