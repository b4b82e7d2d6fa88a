/** Every mail there can be, with facts as the services write them: for tests, and for the pictures in `docs/mails`. */
import type { AskedFacts, BookingFacts, MailFacts, MailKind } from '../src/domain/mail.ts';
import type { MailToRender } from '../src/mail/model.ts';

export interface MailExample {
	/** The files of `docs/mails` are called so. */
	name: string;
	/** When it is sent, for the docs. */
	occasion: string;
	mail: MailToRender;
}

export const HOUSE: MailToRender['house'] = {
	name: 'Betzenstein',
	parties: [
		{ name: 'Ingeborg', color: '#C1DBE3' },
		{ name: 'Cornelia', color: '#C7DFC5' },
		{ name: 'Angelika', color: '#DFAEB4' },
	],
	replies: true,
};

/** Anna's request, just submitted. */
export const bookingFacts = (changes: Partial<BookingFacts> = {}): BookingFacts => ({
	id: '0b9f6a3e-5d1c-4e57-9a0d-2f6c1e8b7a41',
	round: 1,
	revision: 1,
	status: 'Pending',
	was: null,
	startDate: '2027-07-30',
	endDate: '2027-08-03',
	firstName: 'Anna',
	partySize: 4,
	affiliation: 'Ingeborg',
	description: 'Die Kinder freuen sich schon auf die Höhle! 🦇\nWir bringen Bettwäsche mit und mähen den Rasen.',
	outstanding: ['Ingeborg', 'Cornelia', 'Angelika'],
	by: null,
	comment: null,
	from: null,
	at: '2027-03-01T10:00:00.000Z',
	...changes,
});

/** What approvers are asked on: the house is full before, and free after. */
const asked = (changes: Partial<AskedFacts> = {}): AskedFacts => ({
	today: '2027-03-01',
	approved: [],
	context: {
		before: {
			bookingId: '7a1c9d02-3e4f-4b5a-8c6d-9e0f1a2b3c4d',
			status: 'Confirmed',
			startDate: '2027-07-24',
			endDate: '2027-07-29',
			firstName: 'Łukasz',
			freeDays: 0,
		},
		after: null,
		holidays: [],
		year: 2027,
		share: { party: 'Ingeborg', days: 12, stays: 3 },
	},
	...changes,
});
const ASKED: Partial<BookingFacts> = { asked: asked() };

const CONFIRMED: Partial<BookingFacts> = {
	status: 'Confirmed',
	was: 'Pending',
	outstanding: [],
	by: 'Angelika',
	comment: 'Schön, dass ihr kommt!',
	revision: 4,
};
const DENIED: Partial<BookingFacts> = {
	status: 'Denied',
	was: 'Pending',
	outstanding: ['Ingeborg', 'Angelika'],
	by: 'Cornelia',
	comment: 'An dem Wochenende kommen schon die Handwerker für das Dach.\nIm August wäre es kein Problem.',
	revision: 2,
};
const PROPOSED: Partial<BookingFacts> = {
	...DENIED,
	proposal: { startDate: '2027-08-13', endDate: '2027-08-17' },
};
const CANCELED: Partial<BookingFacts> = { status: 'Canceled', was: 'Pending', revision: 2 };
const UNPLANNED: Partial<BookingFacts> = {
	status: 'Canceled',
	was: 'Confirmed',
	outstanding: [],
	comment: 'Leider ist Paul krank geworden.',
	revision: 5,
};
const MOVED: Partial<BookingFacts> = {
	round: 2,
	revision: 2,
	startDate: '2027-08-06',
	endDate: '2027-08-15',
	was: 'Pending',
	from: { startDate: '2027-07-30', endDate: '2027-08-03' },
	asked: asked({
		today: '2027-07-25',
		context: {
			before: {
				bookingId: '7a1c9d02-3e4f-4b5a-8c6d-9e0f1a2b3c4d',
				status: 'Pending',
				startDate: '2027-08-04',
				endDate: '2027-08-04',
				firstName: 'Šárka',
				freeDays: 1,
			},
			after: null,
			holidays: [{ date: '2027-08-15', name: 'Mariä Himmelfahrt' }],
			year: 2027,
			share: { party: 'Ingeborg', days: 0, stays: 0 },
		},
	}),
};
const SHORTENED: Partial<BookingFacts> = {
	status: 'Confirmed',
	was: 'Confirmed',
	endDate: '2027-08-01',
	from: { startDate: '2027-07-30', endDate: '2027-08-03' },
	outstanding: [],
	revision: 5,
};
const REOPENED: Partial<BookingFacts> = { ...ASKED, was: 'Denied', round: 2, revision: 3 };

type Roles = MailFacts['roles'];
const REQUESTER: Roles = ['requester'];
const APPROVER: Roles = ['approver'];
const BOTH: Roles = ['requester', 'approver'];

/** The approver whom all mails to approvers are written to here. */
const READER = 'Angelika';
const partyOf = (roles: Roles): string | null => (roles.includes('approver') ? READER : null);

const WAITING = [
	bookingFacts({ outstanding: ['Cornelia', 'Angelika'], asked: { today: '2027-07-25', approved: ['Ingeborg'] } }),
	bookingFacts({
		id: '5c2d7e90-1f4b-4a86-b3c5-7d9e0a1b2c3d',
		startDate: '2027-08-14',
		endDate: '2027-08-14',
		firstName: 'Šárka',
		partySize: 1,
		affiliation: 'Cornelia',
		description: null,
		outstanding: ['Angelika'],
		asked: { today: '2027-07-25', approved: ['Ingeborg', 'Cornelia'] },
	}),
	bookingFacts({
		id: '9e8d7c6b-5a49-4382-a716-0f1e2d3c4b5a',
		round: 2,
		startDate: '2027-12-28',
		endDate: '2028-01-02',
		firstName: 'Anne-Marie',
		partySize: 7,
		affiliation: 'Angelika',
		description: 'Silvester mit Freunden, falls es geht.',
		outstanding: ['Ingeborg', 'Angelika'],
		asked: { today: '2027-07-25', approved: ['Cornelia'] },
	}),
];

const NOTES =
	'Der Schlüssel hängt bei Ingeborg am Haken, zweite Tür links.\nHeizung: erst den roten Hebel, dann eine Viertelstunde warten.\n\nMüll: schwarze Tonne donnerstags, siehe https://abfall.example.com/betzenstein\nWLAN: Höhlenbär, Passwort steht am Router.';

const about = (
	[name, occasion, kind]: readonly [string, string, MailKind],
	roles: Roles,
	changes: Partial<BookingFacts> = {},
	personalLink = false,
): MailExample => ({
	name,
	occasion,
	mail: {
		kind,
		facts: { roles, personalLink, booking: bookingFacts({ ...(roles === BOTH && { firstName: READER }), ...changes }) },
		mayQuote: true,
		party: partyOf(roles),
		house: HOUSE,
	},
});

const person = (
	[name, occasion, kind]: readonly [string, string, MailKind],
	roles: Roles,
	changes: Partial<MailFacts> = {},
): MailExample => ({
	name,
	occasion,
	mail: {
		kind,
		facts: { roles, personalLink: true, booking: null, ...changes },
		mayQuote: true,
		party: partyOf(roles),
		house: HOUSE,
	},
});

/** The same mail to somebody who has never used their personal link. */
export const unquoted = ({ mail, ...example }: MailExample): MailExample => ({
	...example,
	mail: { ...mail, mayQuote: false },
});

/** Most of them quote; with `mayQuote: false` each of these is another mail. */
export const MAIL_EXAMPLES: readonly MailExample[] = [
	about(['submitted-approver', 'Somebody asks for days: each approver is asked', 'Submitted'], APPROVER, ASKED),
	unquoted(
		about(
			['submitted-approver-new', 'The same, to an approver who has never used her personal link', 'Submitted'],
			APPROVER,
			ASKED,
		),
	),
	about(['submitted-requester', 'The receipt', 'Submitted'], REQUESTER),
	unquoted(
		about(
			['submitted-requester-first', 'The receipt of the first request brings the personal link', 'Submitted'],
			REQUESTER,
			{},
			true,
		),
	),
	about(
		['submitted-both', 'An approver asked without her own link: receipt and question in one', 'Submitted'],
		BOTH,
		ASKED,
	),
	about(['approved-requester', 'One of several has approved', 'Approved'], REQUESTER, {
		was: 'Pending',
		by: 'Cornelia',
		comment: 'Gern! Gießt ihr bitte die Tomaten?',
		outstanding: ['Ingeborg', 'Angelika'],
		revision: 2,
	}),
	about(['confirmed-requester', 'The last has approved', 'Confirmed'], REQUESTER, CONFIRMED),
	about(['confirmed-approver', 'The same, to approvers', 'Confirmed'], APPROVER, CONFIRMED),
	about(['confirmed-both', 'The same, to an approver who comes', 'Confirmed'], BOTH, CONFIRMED),
	about(['denied-requester', 'An approver has denied', 'Denied'], REQUESTER, DENIED),
	about(['denied-approver', 'The same, to approvers', 'Denied'], APPROVER, DENIED),
	about(['denied-both', 'The same, to an approver who had asked', 'Denied'], BOTH, DENIED),
	about(
		['denied-proposal-requester', 'An approver has denied, and proposes other days', 'Denied'],
		REQUESTER,
		PROPOSED,
	),
	about(['denied-proposal-approver', 'The same, to approvers', 'Denied'], APPROVER, PROPOSED),
	about(['denied-confirmed-requester', 'An approver has denied what was confirmed', 'Denied'], REQUESTER, {
		...DENIED,
		was: 'Confirmed',
		outstanding: [],
		revision: 5,
	}),
	about(['denied-confirmed-approver', 'The same, to approvers', 'Denied'], APPROVER, {
		...DENIED,
		was: 'Confirmed',
		outstanding: [],
		revision: 5,
	}),
	about(['dates-shrunk-requester', 'Fewer of the same days', 'DatesShrunk'], REQUESTER, {
		was: 'Pending',
		endDate: '2027-08-01',
		from: { startDate: '2027-07-30', endDate: '2027-08-03' },
		outstanding: ['Ingeborg', 'Angelika'],
		revision: 3,
	}),
	about(['shortened-requester', 'A confirmed stay is shortened', 'DatesShrunk'], REQUESTER, SHORTENED),
	about(['shortened-approver', 'The same, to approvers', 'DatesShrunk'], APPROVER, SHORTENED),
	about(['shortened-both', 'The same, to an approver who comes', 'DatesShrunk'], BOTH, SHORTENED),
	about(['dates-moved-approver', 'Other days: approvers are asked again', 'DatesMoved'], APPROVER, MOVED),
	about(['reopened-approver', 'A denied request is open again', 'Reopened'], APPROVER, REOPENED),
	about(['reopened-moved-approver', 'The same, on other days', 'Reopened'], APPROVER, {
		...REOPENED,
		...MOVED,
		was: 'Denied',
	}),
	about(['canceled-requester', 'A request is canceled', 'Canceled'], REQUESTER, CANCELED),
	about(['canceled-approver', 'The same, to approvers', 'Canceled'], APPROVER, CANCELED),
	about(['canceled-both', 'The same, to an approver who had asked', 'Canceled'], BOTH, CANCELED),
	about(['canceled-confirmed-requester', 'A confirmed stay is canceled', 'Canceled'], REQUESTER, UNPLANNED),
	about(['canceled-confirmed-approver', 'The same, to approvers', 'Canceled'], APPROVER, UNPLANNED),
	about(['canceled-confirmed-by-house', 'The operator or the system canceled a confirmed stay', 'Canceled'], APPROVER, {
		...UNPLANNED,
		comment: null,
		firstName: 'Gast',
		description: null,
	}),
	about(['canceled-denied-requester', 'A denied request is canceled', 'Canceled'], REQUESTER, {
		...CANCELED,
		was: 'Denied',
		outstanding: ['Ingeborg'],
	}),
	about(['reminder-approver', 'A request without an answer starts within 7 days', 'Reminder'], APPROVER, {
		was: 'Pending',
		outstanding: ['Angelika'],
		revision: 3,
		asked: asked({ today: '2027-07-23', approved: ['Ingeborg', 'Cornelia'] }),
	}),
	{
		...about(['before-arrival-requester', 'A confirmed stay begins in three days', 'BeforeArrival'], REQUESTER),
		mail: {
			kind: 'BeforeArrival',
			facts: { roles: REQUESTER, personalLink: false, booking: bookingFacts({ ...CONFIRMED, by: null }), notes: NOTES },
			mayQuote: true,
			party: null,
			house: HOUSE,
		},
	},
	person(['days-free', 'Days that somebody watches became free', 'DaysFree'], [], {
		personalLink: false,
		free: { ranges: [{ startDate: '2027-07-30', endDate: '2027-08-03' }], calendarGeneration: 1 },
	}),
	person(['days-free-several', 'The same, for several ranges at once', 'DaysFree'], [], {
		personalLink: false,
		free: {
			ranges: [
				{ startDate: '2027-07-30', endDate: '2027-08-03' },
				{ startDate: '2027-08-01', endDate: '2027-08-08' },
				{ startDate: '2027-08-03', endDate: '2027-08-03' },
			],
			calendarGeneration: 1,
		},
	}),
	person(['digest-approver', 'Sunday: what has waited for five days', 'Digest'], APPROVER, {
		personalLink: false,
		waiting: WAITING,
	}),
	person(['made-approver', 'Somebody decides for a party from now on', 'MadeApprover'], APPROVER),
	person(['link-recovery', 'The personal link was asked for', 'LinkRecovery'], []),
	person(['link-rotated', 'The personal link was replaced', 'LinkRotated'], []),
	person(['forgotten', 'The last mail', 'Forgotten'], [], { personalLink: false }),
	person(['forgotten-approver', 'The last mail about bookings, to an approver', 'Forgotten'], APPROVER, {
		personalLink: false,
	}),
];

/** As long as everything may be, and nowhere a place to break. */
export const LONGEST_MAIL: MailToRender = {
	kind: 'Submitted',
	facts: {
		roles: ['approver'],
		personalLink: false,
		booking: bookingFacts({
			startDate: '2027-12-30',
			endDate: '2028-02-02',
			firstName: 'W'.repeat(40),
			affiliation: 'W'.repeat(40),
			description: 'W'.repeat(500),
			outstanding: ['W'.repeat(40), 'Ingeborg'],
			asked: asked({ approved: ['W'.repeat(40)] }),
		}),
	},
	mayQuote: true,
	party: 'W'.repeat(40),
	house: { ...HOUSE, name: 'W'.repeat(80) },
};
