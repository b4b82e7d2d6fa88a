/** Carrying out what the rules decide: the booking, its mails, and those who watch the days that become free. */
import { afterChange } from '@betzenstein/server/domain/answer';
import type { BookingState } from '@betzenstein/server/domain/booking';
import type { Person } from '@betzenstein/server/domain/caller';
import { asks, type Change, type Notice } from '@betzenstein/server/domain/verdict';
import type { LoadedBooking } from '@betzenstein/server/domain/view';
import { freedDays, watchesFulfilled } from '@betzenstein/server/domain/watch';
import { tokenOf } from './holders.ts';
import { type FakeMail, type Rows, staysIn, todayIn } from './rows.ts';

/**
 * @param before the booking before; undefined for a new one
 * @param bringsPersonalLink is it the requester's first?
 */
export function save(
	rows: Rows,
	change: Change,
	before: LoadedBooking | undefined,
	bringsPersonalLink = false,
): LoadedBooking {
	const after = before
		? afterChange(before, change)
		: { state: change.booking, events: change.events, mailFailedFor: new Set<string>(), requesterMailFailed: false };
	const { state } = after;
	rows.bookings.set(state.id, after);
	rows.mails.push(
		...change.notices.map((notice) =>
			mailOf(rows, notice, state, bringsPersonalLink && notice.personId === state.requesterId),
		),
	);
	tellWatchers(rows, before?.state ?? null, state);
	return after;
}

function mailOf(rows: Rows, notice: Notice, { id: bookingId, round }: BookingState, isFirst: boolean): FakeMail {
	const { kind, personId, roles } = notice;
	const person = personWithId(rows, personId);
	const held = { personId, generation: person.generation, bookingId };
	const decides = (action: 'approve' | 'deny') => tokenOf(rows, { kind: 'action', ...held, action, round });
	return {
		kind,
		to: person.email,
		bookingId,
		tokens: {
			...(isFirst && { person: tokenOf(rows, person) }),
			...(roles.includes('requester') && { booking: tokenOf(rows, { kind: 'booking', ...held }) }),
			...(asks(notice) && { approve: decides('approve'), deny: decides('deny') }),
		},
	};
}

function tellWatchers(rows: Rows, before: BookingState | null, after: BookingState): void {
	const freed = freedDays(before, after);
	const fulfilled = watchesFulfilled(rows.watches, { freed, held: staysIn(rows), today: todayIn(rows) });
	rows.watches = rows.watches.filter((watch) => !fulfilled.includes(watch));
	for (const personId of new Set(fulfilled.map((watch) => watch.personId))) {
		const { email, generation } = personWithId(rows, personId);
		const watch = tokenOf(rows, { kind: 'watch', personId, generation });
		rows.mails.push({ kind: 'DaysFree', to: email, bookingId: null, tokens: { watch } });
	}
}

/** Whoever has a role in a booking is there. */
const personWithId = ({ people }: Rows, id: string): Person => people.find(({ personId }) => personId === id) as Person;
