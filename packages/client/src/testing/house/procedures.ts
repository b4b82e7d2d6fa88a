/** What the house answers to each procedure: who may ask, what is asked, and which rules decide. */
import { actionCommand, actionStanding, endedAction, previewOf } from '@betzenstein/server/domain/action';
import { cancelResultOf, decisionOf } from '@betzenstein/server/domain/answer';
import { calendarDetail, calendarOf } from '@betzenstein/server/domain/calendar';
import {
	type ActionHolder,
	admitted,
	type Caller,
	type CallerKind,
	keptOut,
	type Person,
	whoAmI,
} from '@betzenstein/server/domain/caller';
import { RefusedError } from '@betzenstein/server/domain/errors';
import { addressOf, checkParty } from '@betzenstein/server/domain/form';
import { houseInfo } from '@betzenstein/server/domain/house';
import { sharesOfYear } from '@betzenstein/server/domain/shares';
import { anotherWatch, checkWatch } from '@betzenstein/server/domain/watch';
import { overlaps, refusal } from '@betzenstein/shared';
import {
	AddWatchInput,
	ApproveInput,
	CalendarRangeInput,
	CancelBookingInput,
	CreateBookingInput,
	DenyInput,
	EditBookingInput,
	fieldIssues,
	GetBookingInput,
	inputHint,
	PageInput,
	PerformActionInput,
	RemoveWatchInput,
	ReopenBookingInput,
	SharesInput,
} from '@betzenstein/shared/schema';
import type { RouterInputs, RouterOutputs } from '../../router.ts';
import { errorOf, type FakeCall, type Of, type ProcedurePath } from '../answers.ts';
import { change, create, get, inTheWayOf, list, proposed } from './bookings.ts';
import { holderOf } from './holders.ts';
import {
	bookingIn,
	circumstancesIn,
	newId,
	pendingOf,
	personWith,
	type Rows,
	staysIn,
	todayIn,
	watchesOf,
} from './rows.ts';

/** Procedures that a fake house does not do: prepare an answer for them. */
export const NOT_IN_FAKE_HOUSE = [
	'house.notes',
	'house.setNotes',
	'access.feed',
	'access.requestLink',
	'access.rotateLink',
	'access.exportData',
	'access.forgetMe',
] as const satisfies readonly ProcedurePath[];
/** A procedure that a fake house does not do. */
export type NotInFakeHouse = (typeof NOT_IN_FAKE_HOUSE)[number];

type HouseAnswers = {
	[Path in Exclude<ProcedurePath, NotInFakeHouse>]: (
		input: Of<RouterInputs, Path>,
		call: FakeCall,
	) => Of<RouterOutputs, Path>;
};

interface Schema<Input> {
	safeParse(
		sent: unknown,
	): { success: true; data: Input } | { success: false; error: Parameters<typeof fieldIssues>[0] };
}

/** In the server's order: the caller, then the input, then the rules. */
export function answersOf(rows: Rows): HouseAnswers {
	/** One that these kinds of callers may ask. */
	const by =
		<K extends CallerKind, Input, Output>(
			kinds: readonly K[],
			schema: Schema<Input>,
			answer: (caller: Extract<Caller, { kind: K }>, input: Input) => Output,
		) =>
		(sent: unknown, { token }: FakeCall): Output => {
			const caller = admitted(holderOf(rows, token), kinds);
			return answer(caller, inputOf(schema, sent));
		};
	const byApprover =
		<Input, Output>(schema: Schema<Input>, answer: (caller: Person, input: Input) => Output) =>
		(sent: unknown, { token }: FakeCall): Output => {
			const caller = admitted(holderOf(rows, token), ['person']);
			if (caller.approverOf === undefined) throw keptOut(caller);
			return answer(caller, inputOf(schema, sent));
		};

	return {
		'house.info': (_, { token }) => {
			holderOf(rows, token);
			return houseInfo(rows.house, rows.now);
		},
		'house.shares': by(['viewer', 'person'], SharesInput, (_, { year }) => {
			const confirmed = staysIn(rows).filter(({ status }) => status === 'Confirmed');
			const parties = rows.house.parties.map(({ name }) => name);
			return { year, parties: sharesOfYear(year, parties, confirmed) };
		}),
		'calendar.range': (sent, { token }) => {
			const detail = calendarDetail(rows.house, holderOf(rows, token));
			const range = inputOf(CalendarRangeInput, sent);
			const wanted = { startDate: range.from, endDate: range.to };
			if (range.to < range.from) throw new RefusedError(refusal('END_BEFORE_START'));
			const stays = staysIn(rows)
				.filter((stay) => overlaps(stay, wanted))
				.map(({ id: bookingId, startDate, endDate, status, firstName, partySize, affiliation }) => ({
					bookingId,
					startDate,
					endDate,
					status,
					firstName,
					partySize,
					affiliation,
				}));
			return calendarOf(rows.house, detail, range, stays, todayIn(rows));
		},
		'booking.create': by(['viewer', 'person'], CreateBookingInput, (caller, input) => create(rows, caller, input)),
		'booking.get': by(['person', 'booking', 'action'], GetBookingInput, (caller, { id }) => get(rows, caller, id)),
		'booking.mine': by(['person'], PageInput, (caller, page) => list(rows, caller, 'mine', page ?? {})),
		'booking.edit': by(['person', 'booking'], EditBookingInput, (caller, { id, ...edit }) => {
			const { booking } = change(rows, caller, id, (seen) => {
				checkParty(rows.house, edit.changes.affiliation, 'changes.affiliation', seen?.booking);
				return { type: 'edit', ...edit, inTheWay: inTheWayOf(rows, seen, edit.changes) };
			});
			return booking;
		}),
		'booking.cancel': by(['person', 'booking'], CancelBookingInput, (caller, { id, comment }) =>
			cancelResultOf(change(rows, caller, id, () => ({ type: 'cancel', comment }))),
		),
		'booking.reopen': by(['person', 'booking'], ReopenBookingInput, (caller, { id, ...reopen }) => {
			const { changes = {} } = reopen;
			const { booking } = change(rows, caller, id, (seen) => {
				checkParty(rows.house, changes.affiliation, 'changes.affiliation', seen?.booking);
				const proposer = seen?.booking.approvals.find(({ party }) => party === seen.booking.proposal?.party);
				return {
					type: 'reopen',
					...reopen,
					inTheWay: inTheWayOf(rows, seen, changes),
					pending: pendingOf(rows, caller.personId),
					proposerId: proposer?.personId,
				};
			});
			return booking;
		}),
		'approval.approve': byApprover(ApproveInput, (caller, { bookingId, ...approve }) =>
			decisionOf(change(rows, caller, bookingId, () => ({ type: 'approve', ...approve }))),
		),
		'approval.deny': byApprover(DenyInput, (caller, { bookingId, proposal, ...deny }) =>
			decisionOf(
				change(rows, caller, bookingId, () => ({
					type: 'deny',
					...deny,
					proposal: proposed(rows, bookingId, proposal),
				})),
			),
		),
		'approval.outstanding': byApprover(PageInput, (caller, page) => list(rows, caller, 'outstanding', page ?? {})),
		'approval.history': byApprover(PageInput, (caller, page) => list(rows, caller, 'history', page ?? {})),
		'action.preview': (_, { token }) => {
			const holder = admitted(holderOf(rows, token), ['action']);
			const { loaded, standing } = standingFor(holder);
			return previewOf(rows.house, loaded, standing, holder, todayIn(rows));
		},
		'action.perform': by(['action'], PerformActionInput, (holder, input = {}) => {
			const { loaded, standing } = standingFor(holder);
			const ended = endedAction(loaded, standing, holder, todayIn(rows));
			if (ended) return ended;
			const proposal = proposed(rows, holder.bookingId, input.proposal);
			return decisionOf(change(rows, holder, holder.bookingId, () => actionCommand(holder, input, proposal, false)));
		}),
		'access.whoAmI': (_, { token }) => whoAmI(holderOf(rows, token)),
		'watch.add': by(['viewer', 'person'], AddWatchInput, (caller, { startDate, endDate, email }) => {
			const address = addressOf(caller, email);
			const circumstances = circumstancesIn(rows);
			const refusedDays = checkWatch({ startDate, endDate }, circumstances);
			if (refusedDays) throw new RefusedError(refusedDays);
			const { personId } = personWith(rows, address);
			const { same, refused } = anotherWatch({ startDate, endDate }, watchesOf(rows, personId), circumstances);
			if (refused && caller.kind === 'person') throw new RefusedError(refused);
			const watch = same ?? { id: newId(rows), startDate, endDate, createdAt: rows.now };
			if (!same && !refused) rows.watches.push({ ...watch, personId });
			return { accepted: true, ...(caller.kind === 'person' && { watch }) };
		}),
		'watch.mine': (_, { token }) => {
			const { personId } = admitted(holderOf(rows, token), ['person', 'watch']);
			return { items: watchesOf(rows, personId) };
		},
		'watch.remove': by(['person', 'watch'], RemoveWatchInput, ({ personId }, { id }) => {
			const removed = watchesOf(rows, personId).some((watch) => watch.id === id);
			rows.watches = rows.watches.filter((watch) => watch.personId !== personId || watch.id !== id);
			return { removed };
		}),
	};

	/** @throws RefusedError `LINK_ENDED` when somebody else decides for the party now */
	function standingFor(holder: ActionHolder) {
		const loaded = bookingIn(rows, holder.bookingId);
		const standing = actionStanding(loaded?.state, holder, todayIn(rows));
		if (!standing) throw new RefusedError(refusal('LINK_ENDED'));
		return { loaded, standing };
	}
}

/** @throws `INVALID_INPUT` */
function inputOf<Input>(schema: Schema<Input>, sent: unknown): Input {
	const parsed = schema.safeParse(sent);
	if (parsed.success) return parsed.data;
	const { error } = parsed;
	throw errorOf(refusal('INVALID_INPUT', { fields: fieldIssues(error) }), { hint: inputHint(error) });
}
