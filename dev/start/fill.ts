import {
	type Booking,
	bookingError,
	type Client,
	type CreateBookingInput,
	type CreatedBooking,
	createClient,
} from '@betzenstein/client';
import { addDays } from '@betzenstein/shared';
import type { Access } from './access.ts';

/** How many approve, or how it ends. */
type Fate = { approvals: number } | { denied: string } | { canceled: string };

/** A booking to make, and what becomes of it; days from today, approvers counted from 0. */
type Stay = [
	inDays: number,
	days: number,
	firstName: string,
	partySize: number,
	party: number,
	description: string,
	fate: Fate,
];

const EVERYBODY: Fate = { approvals: Number.POSITIVE_INFINITY };
const CALENDAR_DAYS = 400;

// No word of a season: the days move with today.
const STAYS: Stay[] = [
	[3, 3, 'Katharina', 2, 0, 'Wanderwochenende', EVERYBODY],
	[9, 5, 'Jürgen', 4, 1, 'Mit den Enkeln, wir bringen Kuchen mit.', EVERYBODY],
	[17, 2, 'Łukasz', 3, 2, 'Klettern im Frankenjura', { approvals: 2 }],
	[
		23,
		3,
		'Moritz',
		8,
		1,
		'Spielewochenende mit der alten Klasse',
		{ denied: 'Da feiern wir Oma Hildes Geburtstag, nehmt ihr das Wochenende danach?' },
	],
	[23, 4, 'Anne-Marie', 10, 0, 'Oma Hilde wird 80', { approvals: 1 }],
	[33, 9, 'Sabine', 5, 2, 'Familienurlaub', EVERYBODY],
	[47, 2, 'Felix', 2, 1, 'Arbeitseinsatz: Hecke und Dachrinne', { approvals: 0 }],
	[54, 3, 'Björn', 6, 0, 'Chorprobe, wir sind leise', { approvals: 1 }],
	[61, 7, 'Šárka', 3, 2, 'Ruhe zum Schreiben', EVERYBODY],
	[
		75,
		4,
		'Theresa',
		4,
		1,
		'Besuch aus Wien',
		{ canceled: 'Die Kinder sind krank, wir versuchen es später noch einmal.' },
	],
	[90, 10, 'Jörg', 7, 0, 'Zwei Familien, vier Kinder, ein Hund', EVERYBODY],
	[112, 3, 'Clara', 2, 2, 'Hochzeitstag', { approvals: 0 }],
	[
		131,
		5,
		'Friederike',
		9,
		0,
		'Probenfreizeit der Theatergruppe',
		{ denied: 'Neun Leute, die wir nicht kennen, das ist uns zu viel.' },
	],
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
	for (const [inDays, days, firstName, partySize, party, description, fate] of STAYS) {
		const startDate = addDays(today, inDays);
		const created = await ask(viewer, {
			firstName,
			email: `${asciiOf(firstName)}@example.com`,
			startDate,
			endDate: addDays(startDate, days - 1),
			partySize,
			affiliation: names[party % names.length] ?? '',
			description,
			confirmLongStay: true,
		});
		if (created) await meetFate(fate, created.booking, { approvers, requester: as(created.bookingToken) });
		else log(`Demo: somebody else has ${firstName}'s days.`);
	}
}

async function ask(viewer: Client, input: CreateBookingInput): Promise<CreatedBooking | undefined> {
	try {
		return await viewer.booking.create.mutate(input);
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
