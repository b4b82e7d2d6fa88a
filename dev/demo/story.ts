import { isDeepStrictEqual } from 'node:util';
import { type Booking, bookingError, type Client } from '@betzenstein/client';
import { addDays, type DayRange, formatRange } from '@betzenstein/shared';
import { freeDays } from './freeDays.ts';
import { must, type Stage, waitsFor } from './stage.ts';

/** Somebody with the link to their own booking. */
interface Requester {
	name: string;
	client: Client;
	booking: Booking;
}

/** Days for a demo lie this far ahead, and are looked for in what one call shows. */
const EARLIEST_IN_DAYS = 14;
const CALENDAR_DAYS = 400;

/** Plays all of it. The days it takes are free again in the end. @throws StoryBroken where it is not as it should be */
export async function playStory(stage: Stage): Promise<void> {
	const { tell } = stage;
	const [annasDays, clarasDays, clarasOtherDays] = await findDays(stage);

	tell(`\n1. Anna asks for ${formatRange(annasDays)}.`);
	const anna = await ask(stage, 'Anna', annasDays);

	tell('\n2. Everybody agrees.');
	await approveByAll(stage, anna);

	tell(`\n3. Bernd asks for days of Anna's.`);
	await clash(stage, anna);

	tell(`\n4. Clara asks for ${formatRange(clarasDays)} and is denied.`);
	const clara = await ask(stage, 'Clara', clarasDays);
	await denyByLast(stage, clara);

	tell(`\n5. Clara asks again, for ${formatRange(clarasOtherDays)}.`);
	await reopen(stage, clara, clarasOtherDays);
	await approveByAll(stage, clara);

	tell('\n6. Both cannot come after all.');
	await cancel(stage, anna, 'Wir sind leider krank geworden.');
	await cancel(stage, clara, 'Das Auto ist kaputt.');
	await mustBeGone(stage, [anna, clara]);

	tell(`\nWhat happened to Clara's booking:`);
	for (const line of timelineOf(clara.booking, stage.house.timeZone)) tell(`   ${line}`);
}

async function findDays({ house, viewer, tell }: Stage): Promise<[DayRange, DayRange, DayRange]> {
	const to = addDays(house.today, CALENDAR_DAYS - 1);
	const { entries } = await viewer.calendar.range.query({ from: house.today, to });
	tell(`Stays in the calendar of ${house.name} from ${house.today}: ${entries.length}`);
	const found = freeDays(entries, addDays(house.today, EARLIEST_IN_DAYS), [5, 3, 4]) as [DayRange, DayRange, DayRange];
	must(found[2].endDate <= to, `there are not enough free days until ${to}`);
	return found;
}

async function ask(
	{ house, viewer, holderOf, emailOf, tell, approvers }: Stage,
	name: string,
	days: DayRange,
): Promise<Requester> {
	const { booking, bookingToken } = await viewer.booking.create.mutate({
		firstName: name,
		email: emailOf(name),
		...days,
		partySize: 4,
		affiliation: house.parties[0]?.name ?? '',
		description: 'Ein paar Tage Ruhe',
	});
	tell(`   ${booking.status}, ${booking.totalDays} days, waits for ${waitsFor(booking).join(', ')}`);
	must(booking.status === 'Pending', `a new booking is ${booking.status}`);
	must(
		waitsFor(booking).length === approvers.length,
		`a new booking waits for ${waitsFor(booking).length} approvers, not for ${approvers.length}`,
	);
	return { name, client: holderOf(bookingToken), booking };
}

async function approveByAll({ approvers, tell }: Stage, requester: Requester): Promise<void> {
	for (const [index, { name, client }] of approvers.entries()) {
		const { id: bookingId, round } = requester.booking;
		const { outcome, decidedBy, booking } = await client.approval.approve.mutate({ bookingId, round });
		const waiting = waitsFor(booking);
		tell(`   ${name} approves: ${booking.status}${waiting.length > 0 ? `, waits for ${waiting.join(', ')}` : ''}`);
		const isLast = index === approvers.length - 1;
		must(
			outcome === 'done' && decidedBy?.party === name,
			`the approval of ${name} is ${outcome}, by ${decidedBy?.party}`,
		);
		must(
			booking.status === (isLast ? 'Confirmed' : 'Pending'),
			`after ${index + 1} of ${approvers.length} approvals it is ${booking.status}`,
		);
		requester.booking = booking;
	}
}

async function clash({ house, viewer, emailOf, tell }: Stage, { name, booking }: Requester): Promise<void> {
	const startDate = addDays(booking.startDate, 2);
	const wish = { startDate, endDate: addDays(startDate, 1), partySize: 2, affiliation: house.parties[0]?.name ?? '' };
	const refused = await viewer.booking.create.mutate({ firstName: 'Bernd', email: emailOf('Bernd'), ...wish }).then(
		() => undefined,
		(error: unknown) => {
			if (!bookingError(error)) throw error;
			return bookingError(error);
		},
	);
	must(refused !== undefined, `two bookings hold ${formatRange(wish)}`);
	tell(`   Refused, ${refused.reason}: ${refused.message}`);
	const { status, endDate } = booking;
	const winner = { firstName: name, status, startDate: booking.startDate, endDate };
	must(
		refused.reason === 'DATES_TAKEN' && isDeepStrictEqual(refused.details.conflicts, [winner]),
		`the refusal does not name ${name}'s booking alone: ${JSON.stringify(refused)}`,
	);
}

async function denyByLast({ approvers, tell }: Stage, requester: Requester): Promise<void> {
	const denier = approvers.at(-1);
	must(denier !== undefined, 'nobody is there to decide');
	const { id: bookingId, round } = requester.booking;
	const comment = 'Da kommt der Kaminkehrer.';
	const { booking } = await denier.client.approval.deny.mutate({ bookingId, round, comment });
	tell(`   ${denier.name} denies, "${comment}": ${booking.status}`);
	must(booking.status === 'Denied', `after a denial it is ${booking.status}`);
	requester.booking = await requester.client.booking.get.query({ id: bookingId });
	tell(`   ${requester.name} may now: ${requester.booking.availableActions.join(', ')}`);
	must(requester.booking.availableActions.includes('reopen'), 'a denied booking cannot be reopened');
}

async function reopen({ approvers, tell }: Stage, requester: Requester, days: DayRange): Promise<void> {
	const { id, revision, round } = requester.booking;
	const booking = await requester.client.booking.reopen.mutate({ id, revision, changes: days });
	tell(`   ${booking.status}, round ${booking.round}, waits for ${waitsFor(booking).join(', ')}`);
	must(
		booking.status === 'Pending' && booking.round === round + 1,
		`reopened, it is ${booking.status} in round ${booking.round}`,
	);
	must(waitsFor(booking).length === approvers.length, 'approvals of the round before still count');
	requester.booking = booking;
}

async function cancel({ tell }: Stage, requester: Requester, comment: string): Promise<void> {
	const { outcome, booking, willBeTold } = await requester.client.booking.cancel.mutate({
		id: requester.booking.id,
		comment,
	});
	tell(`   ${requester.name} cancels, "${comment}": ${booking.status}; a mail goes to ${willBeTold.join(', ')}`);
	must(outcome === 'done' && booking.status === 'Canceled', `cancelled, it is ${booking.status}`);
	requester.booking = booking;
}

async function mustBeGone({ viewer }: Stage, requesters: Requester[]): Promise<void> {
	for (const { name, booking } of requesters) {
		const { entries } = await viewer.calendar.range.query({ from: booking.startDate, to: booking.endDate });
		must(
			!entries.some((entry) => entry.detail === 'full' && entry.bookingId === booking.id),
			`${name}'s booking is still in the calendar`,
		);
	}
}

function timelineOf({ timeline }: Booking, timeZone: string): string[] {
	return timeline.map(({ at, type, actor, comment, from, to }) => {
		const time = at.toLocaleTimeString('de-DE', { timeZone });
		const days = from && to ? `, ${formatRange(from)} -> ${formatRange(to)}` : '';
		return `${time} ${type} by ${actor.name}${days}${comment === undefined ? '' : `, "${comment}"`}`;
	});
}
