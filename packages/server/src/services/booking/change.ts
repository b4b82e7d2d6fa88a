/** One path for everything that happens to an existing booking: lock, load, decide, write. */
import {
	type ApproveInput,
	type Booking,
	type CancelBookingInput,
	type CancelResult,
	type Decision,
	type DenyInput,
	type EditBookingInput,
	type ReopenBookingInput,
	refusal,
} from '@betzenstein/shared';
import type { Sql, Unit } from '../../db/client.ts';
import type { Services } from '../../deps.ts';
import { afterChange, type CommandResult, cancelResultOf, decisionOf } from '../../domain/answer.ts';
import { type Asker, type Seen, seenBy } from '../../domain/booking.ts';
import type { BookingHolder, Person } from '../../domain/caller.ts';
import type { Stay } from '../../domain/context.ts';
import { type Command, decide } from '../../domain/decide.ts';
import { RefusedError } from '../../domain/errors.ts';
import { checkParty } from '../../domain/form.ts';
import type { Change, NoChange } from '../../domain/verdict.ts';
import { type LoadedBooking, viewOf } from '../../domain/view.ts';
import { writeAs } from '../writeAs.ts';
import { loadAroundChange } from './around.ts';
import { countPending, loadBooking, loadInTheWayOfChange, loadProposed, loadProposerId } from './load.ts';
import { saveChange } from './save.ts';

export async function editBooking(
	services: Services,
	caller: Person | BookingHolder,
	{ id, ...edit }: EditBookingInput,
): Promise<Booking> {
	const { changes } = edit;
	const { booking } = await changeBooking(services, caller, id, {
		load: (sql) =>
			Promise.all([
				loadInTheWayOfChange(sql, id, caller.personId, changes),
				loadAroundChange(sql, id, caller.personId, changes),
			]),
		command: ([inTheWay], seen) => {
			checkParty(services.house, changes.affiliation, 'changes.affiliation', seen?.booking);
			return { type: 'edit', ...edit, inTheWay };
		},
		around: ([, around]) => around,
	});
	return booking;
}

export async function reopenBooking(
	services: Services,
	caller: Person | BookingHolder,
	{ id, ...reopen }: ReopenBookingInput,
): Promise<Booking> {
	const { changes = {} } = reopen;
	const { booking } = await changeBooking(services, caller, id, {
		load: (sql) =>
			Promise.all([
				loadInTheWayOfChange(sql, id, caller.personId, changes),
				loadAroundChange(sql, id, caller.personId, changes),
				countPending(sql, caller.personId),
				loadProposerId(sql, id),
			]),
		command: ([inTheWay, , pending, proposerId], seen) => {
			checkParty(services.house, changes.affiliation, 'changes.affiliation', seen?.booking);
			return { type: 'reopen', ...reopen, inTheWay, pending, proposerId };
		},
		around: ([, around]) => around,
	});
	return booking;
}

export async function cancelBooking(
	services: Services,
	caller: Person | BookingHolder,
	{ id, comment }: CancelBookingInput,
	isRepeat: boolean,
): Promise<CancelResult> {
	return cancelResultOf(await changeBooking(services, caller, id, only({ type: 'cancel', comment, isRepeat })));
}

export async function approveBooking(
	services: Services,
	caller: Person,
	{ bookingId, ...approve }: ApproveInput,
	isRepeat: boolean,
): Promise<Decision> {
	return decisionOf(await changeBooking(services, caller, bookingId, only({ type: 'approve', ...approve, isRepeat })));
}

export async function denyBooking(
	services: Services,
	caller: Person,
	{ bookingId, proposal, ...deny }: DenyInput,
	isRepeat: boolean,
): Promise<Decision> {
	const result = await changeBooking(services, caller, bookingId, {
		load: (sql) => loadProposed(sql, bookingId, proposal),
		command: (proposed) => ({ type: 'deny', ...deny, proposal: proposed, isRepeat }),
	});
	return decisionOf(result);
}

/** What a change has to look up besides the booking, and the command that is made of it. */
export interface Plan<L> {
	/** Goes out together with the query for the booking. */
	load(sql: Sql): Promise<L>;
	command(found: L, seen: Seen | undefined): Command;
	/** The stays around the booking as it is then, for a command after which approvers may be asked. */
	around?(found: L): readonly Stay[];
}

/** A command for which nothing else has to be looked up. */
export const only = (command: Command): Plan<undefined> => ({ load: async () => undefined, command: () => command });

/** Carries out a command on a booking. @throws RefusedError when the rules refuse; nothing is written then */
export function changeBooking<L>(
	services: Services,
	caller: Asker,
	id: string,
	{ load, command, around }: Plan<L>,
): Promise<CommandResult> {
	return writeAs(
		services,
		caller,
		(sql) => Promise.all([loadBooking(sql, id), load(sql)]),
		async (unit, [loaded, found]) => {
			const seen = seenBy(loaded?.state, caller);
			const { verdict, after } = await applyCommand(
				services,
				unit,
				caller,
				loaded,
				seen,
				command(found, seen),
				around?.(found),
			);
			// `seen` is there: whoever does not see the booking has been refused by now.
			return { verdict, booking: viewOf(after, (seen as Seen).roles, unit.today), state: after.state };
		},
	);
}

/**
 * Decides and writes, within a write that has loaded the booking. `after` is the booking as it is then.
 * @throws RefusedError when the rules refuse
 */
export async function applyCommand(
	services: Services,
	unit: Unit,
	caller: Asker,
	loaded: LoadedBooking | undefined,
	seen: Seen | undefined,
	command: Command,
	around?: readonly Stay[],
): Promise<{ verdict: Change | NoChange; after: LoadedBooking }> {
	const verdict = decide(seen, command, caller, { now: unit.now, today: unit.today, limits: services.house.limits });
	if (verdict.kind === 'refused') throw new RefusedError(verdict.refusal);
	if (!loaded) throw new RefusedError(refusal('NOT_FOUND'));
	if (verdict.kind === 'unchanged') return { verdict, after: loaded };
	await saveChange(unit, services, { change: verdict, before: loaded.state, ...(around && { around }) });
	return { verdict, after: afterChange(loaded, verdict) };
}
