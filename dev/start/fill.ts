import { type Booking, bookingError, type Client, createClient } from '@betzenstein/client';
import { addDays } from '@betzenstein/shared';
import type { Access } from './access.ts';

/** A booking to make, and what becomes of it. */
interface Stay {
	/** From today. */
	inDays: number;
	days: number;
	firstName: string;
	partySize: number;
	/** Which approver's, counted from 0. */
	party: number;
	description: string;
	fate: Fate;
}

/** How many approve, or how it ends. */
type Fate = { approvals: number } | { denied: string } | { canceled: string };

const EVERYBODY: Fate = { approvals: Number.POSITIVE_INFINITY };
const CALENDAR_DAYS = 400;

// No word of a season: the days move with today.
const STAYS: Stay[] = [
	{
		inDays: 3,
		days: 3,
		firstName: 'Katharina',
		partySize: 2,
		party: 0,
		description: 'Wanderwochenende',
		fate: EVERYBODY,
	},
	{
		inDays: 9,
		days: 5,
		firstName: 'Jürgen',
		partySize: 4,
		party: 1,
		description: 'Mit den Enkeln, wir bringen Kuchen mit.',
		fate: EVERYBODY,
	},
	{
		inDays: 17,
		days: 2,
		firstName: 'Łukasz',
		partySize: 3,
		party: 2,
		description: 'Klettern im Frankenjura',
		fate: { approvals: 2 },
	},
	{
		inDays: 23,
		days: 3,
		firstName: 'Moritz',
		partySize: 8,
		party: 1,
		description: 'Spielewochenende mit der alten Klasse',
		fate: { denied: 'Da feiern wir Oma Hildes Geburtstag, nehmt ihr das Wochenende danach?' },
	},
	{
		inDays: 23,
		days: 4,
		firstName: 'Anne-Marie',
		partySize: 10,
		party: 0,
		description: 'Oma Hilde wird 80',
		fate: { approvals: 1 },
	},
	{ inDays: 33, days: 9, firstName: 'Sabine', partySize: 5, party: 2, description: 'Familienurlaub', fate: EVERYBODY },
	{
		inDays: 47,
		days: 2,
		firstName: 'Felix',
		partySize: 2,
		party: 1,
		description: 'Arbeitseinsatz: Hecke und Dachrinne',
		fate: { approvals: 0 },
	},
	{
		inDays: 54,
		days: 3,
		firstName: 'Björn',
		partySize: 6,
		party: 0,
		description: 'Chorprobe, wir sind leise',
		fate: { approvals: 1 },
	},
	{
		inDays: 61,
		days: 7,
		firstName: 'Šárka',
		partySize: 3,
		party: 2,
		description: 'Ruhe zum Schreiben',
		fate: EVERYBODY,
	},
	{
		inDays: 75,
		days: 4,
		firstName: 'Theresa',
		partySize: 4,
		party: 1,
		description: 'Besuch aus Wien',
		fate: { canceled: 'Die Kinder sind krank, wir versuchen es später noch einmal.' },
	},
	{
		inDays: 90,
		days: 10,
		firstName: 'Jörg',
		partySize: 7,
		party: 0,
		description: 'Zwei Familien, vier Kinder, ein Hund',
		fate: EVERYBODY,
	},
	{
		inDays: 112,
		days: 3,
		firstName: 'Clara',
		partySize: 2,
		party: 2,
		description: 'Hochzeitstag',
		fate: { approvals: 0 },
	},
	{
		inDays: 131,
		days: 5,
		firstName: 'Friederike',
		partySize: 9,
		party: 0,
		description: 'Probenfreizeit der Theatergruppe',
		fate: { denied: 'Neun Leute, die wir nicht kennen, das ist uns zu viel.' },
	},
];

/**
 * Puts believable bookings in every state into an empty calendar, as their requesters and approvers would; leaves
 * another one as it is.
 */
export async function fillCalendar(access: Access, log: (line: string) => void): Promise<void> {
	const as = (token: string) => createClient({ url: access.apiUrl, token });
	const viewer = as(access.calendarToken);
	const { today } = await viewer.house.info.query();
	const { entries } = await viewer.calendar.range.query({ from: today, to: addDays(today, CALENDAR_DAYS - 1) });
	if (entries.length > 0) return log('Demo: the calendar has entries already and stays as it is.');

	log('Demo: filling the calendar …');
	const names = Object.keys(access.approvers);
	const approvers = Object.values(access.approvers).map(as);
	for (const stay of STAYS) {
		const created = await ask(viewer, stay, { today, affiliation: names[stay.party % names.length] ?? '' });
		if (created) await meetFate(stay.fate, created.booking, { approvers, requester: as(created.bookingToken) });
		else log(`Demo: somebody else has ${stay.firstName}'s days.`);
	}
}

async function ask(viewer: Client, stay: Stay, { today, affiliation }: { today: string; affiliation: string }) {
	const { inDays, days, firstName, partySize, description } = stay;
	const startDate = addDays(today, inDays);
	try {
		return await viewer.booking.create.mutate({
			firstName,
			email: `${asciiOf(firstName)}@example.com`,
			startDate,
			endDate: addDays(startDate, days - 1),
			partySize,
			affiliation,
			description,
			confirmLongStay: true,
		});
	} catch (error) {
		if (bookingError(error)?.reason === 'DATES_TAKEN') return undefined;
		throw error;
	}
}

const asciiOf = (name: string): string =>
	name
		.toLowerCase()
		.normalize('NFD')
		.replaceAll('ł', 'l')
		.replaceAll(/[^a-z]/g, '');

async function meetFate(
	fate: Fate,
	{ id: bookingId, round }: Booking,
	{ approvers, requester }: { approvers: Client[]; requester: Client },
) {
	if ('canceled' in fate) {
		await requester.booking.cancel.mutate({ id: bookingId, comment: fate.canceled });
	} else if ('denied' in fate) {
		await approvers.at(-1)?.approval.deny.mutate({ bookingId, round, comment: fate.denied });
	} else {
		for (const approver of approvers.slice(0, fate.approvals))
			await approver.approval.approve.mutate({ bookingId, round });
	}
}
