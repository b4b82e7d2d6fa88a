/** Asking for days, and everything that happens to a booking then: what the server does with its tables. */
import type { CommandResult } from '@betzenstein/server/domain/answer';
import { type Asker, partiesOf, rolesIn, type Seen, seenBy, unanswered } from '@betzenstein/server/domain/booking';
import type { BookingHolder, Person, Viewer } from '@betzenstein/server/domain/caller';
import { type Command, decide, submit } from '@betzenstein/server/domain/decide';
import { RefusedError } from '@betzenstein/server/domain/errors';
import { addressOf, checkParty, contentOf, isRemembered } from '@betzenstein/server/domain/form';
import { type LoadedBooking, viewInContext, viewOf } from '@betzenstein/server/domain/view';
import {
	type BookingChanges,
	type BookingPage,
	type CreateBookingInput,
	type CreatedBooking,
	type DayRange,
	dayIn,
	type PageInput,
	refusal,
} from '@betzenstein/shared';
import { tokenOf } from './holders.ts';
import {
	bookingIn,
	bookingsIn,
	circumstancesIn,
	inTheWay,
	isTaken,
	newId,
	newPerson,
	pendingOf,
	type Rows,
	todayIn,
} from './rows.ts';
import { save } from './save.ts';

export function create(rows: Rows, caller: Viewer | Person, input: CreateBookingInput): CreatedBooking {
	const email = addressOf(caller, input.email);
	checkParty(rows.house, input.affiliation, 'affiliation');
	const {
		requestKey,
		startDate,
		endDate,
		firstName,
		partySize,
		affiliation,
		description = null,
		confirmLongStay,
	} = input;
	const { now } = rows;
	const content = contentOf(caller, { ...input, email });
	const remembered = requestKey === undefined ? undefined : rows.requests.get(requestKey);
	if (remembered && isRemembered(remembered.createdAt, now)) {
		if (remembered.content !== content) throw new RefusedError(refusal('ID_REUSED'));
		return answer(bookingIn(rows, remembered.bookingId) as LoadedBooking);
	}
	const known = rows.people.find((person) => person.email === email);
	const requester = known ?? newPerson(rows, email);
	const asked = [...rows.bookings.values()].filter(({ state }) => state.requesterId === requester.personId);
	const id = newId(rows);
	const verdict = submit(
		{ id, requesterId: requester.personId, startDate, endDate, firstName, partySize, affiliation, description },
		{
			confirmLongStay,
			approvers: rows.people.flatMap(({ personId, approverOf: party }) => (party ? { party, personId } : [])),
			inTheWay: inTheWay(rows, { startDate, endDate }),
			address: {
				pending: pendingOf(rows, requester.personId),
				submittedToday: asked.filter(({ state }) => dayIn(rows.house.timeZone, state.createdAt) === todayIn(rows))
					.length,
				secondsToTomorrow: secondsToTomorrow(rows),
			},
		},
		caller,
		circumstancesIn(rows),
	);
	if (verdict.kind === 'refused') throw new RefusedError(verdict.refusal);
	if (!known) rows.people.push(requester);
	const created = save(rows, verdict, undefined, caller.kind === 'viewer' && asked.length === 0);
	if (requestKey !== undefined) rows.requests.set(requestKey, { content, bookingId: id, createdAt: now });
	return answer(created);

	function answer(loaded: LoadedBooking): CreatedBooking {
		const { id: bookingId, requesterId: personId } = loaded.state;
		const holder: BookingHolder = { kind: 'booking', personId, generation: 1, bookingId };
		const roles = rolesIn(loaded.state, caller.kind === 'person' ? caller : holder);
		return { booking: viewOf(loaded, roles, todayIn(rows)), bookingToken: tokenOf(rows, holder) };
	}
}

/** The first second at which it is another day; days are not always 24 hours long. */
function secondsToTomorrow(rows: Rows): number {
	const today = todayIn(rows);
	let [before, after] = [0, 26 * 3_600];
	while (after - before > 1) {
		const middle = Math.floor((before + after) / 2);
		const day = dayIn(rows.house.timeZone, new Date(rows.now.getTime() + middle * 1_000));
		if (day > today) after = middle;
		else before = middle;
	}
	return after;
}

/** @throws RefusedError when the rules refuse; nothing is changed then */
export function change(
	rows: Rows,
	caller: Asker,
	id: string,
	commandFor: (seen: Seen | undefined) => Command,
): CommandResult {
	const loaded = bookingIn(rows, id);
	const seen = seenBy(loaded?.state, caller);
	const verdict = decide(seen, commandFor(seen), caller, circumstancesIn(rows));
	if (verdict.kind === 'refused') throw new RefusedError(verdict.refusal);
	// They are there: whoever does not see the booking has been refused by now.
	const [before, { roles }] = [loaded as LoadedBooking, seen as Seen];
	const after = verdict.kind === 'changed' ? save(rows, verdict, before) : before;
	return { verdict, booking: viewOf(after, roles, todayIn(rows)), state: after.state };
}

/** What is in the way of changes to the days of the booking that is seen. */
export function inTheWayOf(rows: Rows, seen: Seen | undefined, { startDate, endDate }: BookingChanges) {
	if (!seen) return [];
	const { booking } = seen;
	return inTheWay(rows, { startDate: startDate ?? booking.startDate, endDate: endDate ?? booking.endDate }, booking.id);
}

/** Days that are to be proposed instead of a booking's own. */
export const proposed = (rows: Rows, id: string, proposal: DayRange | undefined) =>
	proposal && { ...proposal, isTaken: isTaken(rows, proposal, id) };

/** @throws RefusedError `NOT_FOUND` */
export function get(rows: Rows, caller: Asker, id: string) {
	const loaded = bookingIn(rows, id);
	const seen = seenBy(loaded?.state, caller);
	if (!loaded || !seen) throw new RefusedError(refusal('NOT_FOUND'));
	return viewInContext(rows.house, loaded, seen.roles, todayIn(rows));
}

type List = 'mine' | 'outstanding' | 'history';

/** Which bookings are in a person's list (BR-023). */
const BELONGS: Record<List, (booking: LoadedBooking['state'], personId: string) => boolean> = {
	mine: ({ requesterId }, personId) => requesterId === personId,
	outstanding: (booking, personId) =>
		booking.status === 'Pending' && unanswered(booking, partiesOf(booking, personId)).length > 0,
	history: (booking, personId) => booking.status !== 'Canceled' && partiesOf(booking, personId).length > 0,
};

/** A page, newest activity first. @throws RefusedError `INVALID_INPUT` for a cursor of another list or person */
export function list(rows: Rows, caller: Person, name: List, { cursor, limit = 20 }: PageInput): BookingPage {
	const own = `${name} ${caller.personId} `;
	if (cursor != null && !cursor.startsWith(own))
		throw new RefusedError(refusal('INVALID_INPUT', { fields: [{ path: 'cursor', issue: 'foreign_cursor' }] }));
	const found = bookingsIn(rows)
		.filter(({ state }) => BELONGS[name](state, caller.personId))
		.map((loaded) => ({ loaded, position: `${own}${loaded.state.lastActivityAt.toISOString()} ${loaded.state.id}` }))
		.filter(({ position }) => cursor == null || position < cursor)
		.sort((a, b) => (a.position > b.position ? -1 : 1));
	const page = found.slice(0, limit);
	return {
		items: page.map(({ loaded }) => viewInContext(rows.house, loaded, rolesIn(loaded.state, caller), todayIn(rows))),
		nextCursor: found.length > limit ? (page.at(-1)?.position ?? null) : null,
	};
}

/** BR-028: what falls due as the clock is moved. */
export function expire(rows: Rows): void {
	const today = todayIn(rows);
	for (const { state } of bookingsIn(rows))
		if (state.status === 'Pending' && state.endDate < today)
			change(rows, { kind: 'system' }, state.id, () => ({ type: 'expire' }));
}
