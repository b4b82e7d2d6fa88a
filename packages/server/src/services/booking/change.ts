/** One path for everything that happens to an existing booking: lock, load, decide, write. */
import type {
	ApproveInput,
	Booking,
	BookingStatus,
	CancelBookingInput,
	CancelResult,
	DayRange,
	Decision,
	DenyInput,
	EditBookingInput,
	ReopenBookingInput,
} from '@betzenstein/shared';
import { and, count, eq } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { booking } from '../../db/schema/index.ts';
import { type Asker, type BookingState, isVisible, rolesIn } from '../../domain/booking.ts';
import type { BookingHolder, Person } from '../../domain/caller.ts';
import { type Change, type Circumstances, type Command, decide, type NoChange } from '../../domain/decide.ts';
import { RefusedError } from '../../domain/errors.ts';
import { checkParty } from '../house.ts';
import { present, type Services } from '../services.ts';
import { type LoadedBooking, loadBookings, loadHolding } from './load.ts';
import { saveChange } from './save.ts';
import { viewOf } from './view.ts';

export async function editBooking(services: Services, caller: Person | BookingHolder, { id, ...edit }: EditBookingInput): Promise<Booking> {
	checkParty(services.house, edit.changes.affiliation, 'changes.affiliation');
	return (await changeBooking(services, caller, id, { type: 'edit', ...edit })).booking;
}

export async function reopenBooking(
	services: Services,
	caller: Person | BookingHolder,
	{ id, ...reopen }: ReopenBookingInput,
): Promise<Booking> {
	checkParty(services.house, reopen.changes?.affiliation, 'changes.affiliation');
	return (await changeBooking(services, caller, id, { type: 'reopen', ...reopen })).booking;
}

export async function cancelBooking(
	services: Services,
	caller: Person | BookingHolder,
	{ id, comment }: CancelBookingInput,
): Promise<CancelResult> {
	const { verdict, booking } = await changeBooking(services, caller, id, { type: 'cancel', comment });
	if (verdict.kind === 'unchanged') return { outcome: 'already-done', booking, willBeTold: [] };
	return { outcome: 'done', booking, willBeTold: namesOf(verdict) };
}

export async function approveBooking(services: Services, caller: Person, { bookingId, round }: ApproveInput): Promise<Decision> {
	return decisionOf(await changeBooking(services, caller, bookingId, { type: 'approve', round }));
}

export async function denyBooking(services: Services, caller: Person, { bookingId, ...deny }: DenyInput): Promise<Decision> {
	return decisionOf(await changeBooking(services, caller, bookingId, { type: 'deny', ...deny }));
}

function decisionOf({ verdict, booking }: Changed): Decision {
	const outcome = verdict.kind === 'changed' ? 'done' : verdict.outcome === 'outdated' ? 'outdated' : 'already-done';
	return { outcome, booking, ...(verdict.decidedBy && { decidedBy: verdict.decidedBy }) };
}

/** Everybody who gets a mail about a change, by the name the caller knows them by. */
function namesOf({ booking, notices }: Change): string[] {
	return notices.map(({ personId }) => booking.approvals.find((approval) => approval.personId === personId)?.party ?? booking.firstName);
}

/** What came of a command, and the booking as it is now for this caller. */
export interface Changed {
	verdict: Change | NoChange;
	booking: Booking;
}

/** @throws RefusedError when the rules refuse; nothing is written then. */
export function changeBooking(services: Services, caller: Asker, id: string, command: Command): Promise<Changed> {
	return services.db.write(async (tx) => {
		const [loaded] = await loadBookings(tx, [id]);
		return applyCommand({ services, tx, caller, loaded, command });
	});
}

interface Application {
	services: Services;
	/** A write: the house's lock is held. */
	tx: Tx;
	caller: Asker;
	/** The booking as it is under the lock; undefined if there is none. */
	loaded: LoadedBooking | undefined;
	command: Command;
}

/** Decide and write, inside a write that has loaded the booking. @throws RefusedError when the rules refuse */
export async function applyCommand({ services, tx, caller, loaded, command }: Application): Promise<Changed> {
	const { now, today } = present(services);
	// Nothing more is looked up for somebody who may not see the booking: it would take longer than for one that is not there.
	const seen = loaded && isVisible(loaded.state, rolesIn(loaded.state, caller)) ? loaded.state : undefined;
	const circumstances: Circumstances = {
		now,
		today,
		limits: services.house.limits,
		inTheWay: seen ? await inTheWay(tx, seen, command) : [],
		address: {
			pending: seen && command.type === 'reopen' ? await pendingOf(tx, seen.requesterId) : 0,
			submittedToday: 0,
			secondsToTomorrow: 0,
		},
	};
	const verdict = decide(loaded?.state, command, caller, circumstances);
	if (verdict.kind === 'refused') throw new RefusedError(verdict.refusal);
	// Without a booking everything is refused.
	let after = loaded as LoadedBooking;
	if (verdict.kind === 'changed') {
		await saveChange(tx, services, {
			change: verdict,
			now,
			personId: 'personId' in caller ? caller.personId : null,
			was: after.state.status,
		});
		[after] = (await loadBookings(tx, [verdict.booking.id])) as [LoadedBooking];
	}
	return { verdict, booking: viewOf(after, caller, today) };
}

/** The bookings that hold a day of what this command would make the booking hold. */
async function inTheWay(
	tx: Tx,
	state: BookingState,
	command: Command,
): Promise<(DayRange & { firstName: string; status: BookingStatus })[]> {
	if (command.type !== 'edit' && command.type !== 'reopen') return [];
	const { startDate = state.startDate, endDate = state.endDate } = command.changes ?? {};
	return loadHolding(tx, { startDate, endDate }, state.id);
}

/** How many Pending bookings a person has (BR-012). */
export async function pendingOf(tx: Tx, personId: string): Promise<number> {
	const [row] = await tx
		.select({ pending: count() })
		.from(booking)
		.where(and(eq(booking.requesterId, personId), eq(booking.status, 'Pending')));
	return row?.pending ?? 0;
}
