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
import { type Asker, type BookingState, type Seen, seenBy } from '../../domain/booking.ts';
import type { BookingHolder, Person } from '../../domain/caller.ts';
import type { Stay } from '../../domain/context.ts';
import { type Command, decide } from '../../domain/decide.ts';
import { RefusedError } from '../../domain/errors.ts';
import type { Change, NoChange } from '../../domain/verdict.ts';
import { checkParty } from '../house.ts';
import { writeAs } from '../writeAs.ts';
import { loadAroundChange } from './around.ts';
import {
	countPending,
	type LoadedBooking,
	loadBooking,
	loadInTheWayOfChange,
	loadProposed,
	loadProposerId,
} from './load.ts';
import { saveChange } from './save.ts';
import { viewOf } from './view.ts';

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
	const result = await changeBooking(services, caller, id, only({ type: 'cancel', comment, isRepeat }));
	const { verdict, booking } = result;
	const isDone = verdict.kind === 'changed' || verdict.outcome === 'repeated';
	return { outcome: isDone ? 'done' : 'already-done', booking, willBeTold: namesOf(result) };
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

/** What a decision on a booking comes to; a repeated one, what it came to the first time. */
export function decisionOf({ verdict, booking }: Pick<CommandResult, 'verdict' | 'booking'>): Decision {
	const said = verdict.kind === 'changed' ? 'done' : verdict.outcome;
	const outcome = said === 'repeated' ? 'done' : said === 'same' ? 'already-done' : said;
	return { outcome, booking, ...(verdict.decidedBy && { decidedBy: verdict.decidedBy }) };
}

/** Everybody who gets a mail about a change, by the name that the caller knows. */
function namesOf({ verdict: { notices = [] }, state }: CommandResult): string[] {
	return notices.map(
		({ personId }) => state.approvals.find((approval) => approval.personId === personId)?.party ?? state.firstName,
	);
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

/** The verdict on a command, and the booking as this caller sees it afterwards. */
export interface CommandResult {
	verdict: Change | NoChange;
	booking: Booking;
	state: BookingState;
}

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
	const { state, events, mailFailedFor, requesterMailFailed } = loaded;
	await saveChange(unit, services, { change: verdict, before: state, ...(around && { around }) });
	const after = {
		state: verdict.booking,
		events: [...events, ...verdict.events],
		// A new round sends new mails that ask.
		mailFailedFor: verdict.booking.round === state.round ? mailFailedFor : new Set<string>(),
		// A new mail may reach the requester this time.
		requesterMailFailed: requesterMailFailed && !verdict.notices.some(({ roles }) => roles.includes('requester')),
	};
	return { verdict, after };
}
