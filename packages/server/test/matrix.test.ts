import { randomUUID } from 'node:crypto';
import {
	BOOKING_ACTIONS,
	type Booking,
	type BookingAction,
	type BookingStatus,
	type Reason,
} from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type House, openHouse } from '@betzenstein/testing/house/inProcess';
import { reasonOf } from '@betzenstein/testing/house/refusals';
import { TRPCError } from '@trpc/server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { refusalOf } from '../src/trpc/errors.ts';
import { bookingIn, clearBookings, rowsOf, type Standing } from './standing.ts';

/** The table of states and roles in domain.md, cell by cell. */
const COLUMNS = [
	'see',
	'see in the calendar',
	'edit',
	'edit the first name',
	'shorten',
	'cancel',
	'cancel with comment',
	'reopen',
	'approve',
	'deny with comment',
	'deny with comment and acknowledgement',
] as const;
type Column = (typeof COLUMNS)[number];

type Outcome = 'done' | 'already-done' | 'seen' | 'hidden' | Reason;
const [DONE, AGAIN, SEEN, HIDDEN] = ['done', 'already-done', 'seen', 'hidden'] as const;
const [NOW, ROLE, LINK, NONE] = ['NOT_ALLOWED_NOW', 'ROLE_REQUIRED', 'LINK_REQUIRED', 'NOT_FOUND'] as const;
const [COMMENT, ACK] = ['COMMENT_REQUIRED', 'CONFIRMED_NEEDS_ACKNOWLEDGEMENT'] as const;

/** Callers with no role in the booking: they see at most a stay in the calendar. */
const outsiders = (inCalendar: 'seen' | 'hidden') =>
	({
		viewer: [ROLE, inCalendar, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE],
		stranger: [LINK, LINK, LINK, LINK, LINK, LINK, LINK, LINK, LINK, LINK, LINK],
		'unrelated person': [NONE, inCalendar, NONE, NONE, NONE, NONE, NONE, NONE, ROLE, ROLE, ROLE],
		'holder of the link to another booking': [NONE, ROLE, NONE, NONE, NONE, NONE, NONE, NONE, ROLE, ROLE, ROLE],
	}) as const;

/** Denied by Cornelia; the approver of the table is Ingeborg, who answers only where the status says so. */
const TABLE = {
	Pending: {
		'requester with the personal link': [SEEN, SEEN, DONE, DONE, DONE, DONE, DONE, NOW, ROLE, ROLE, ROLE],
		'requester with the link to the booking': [SEEN, ROLE, DONE, DONE, DONE, DONE, DONE, NOW, ROLE, ROLE, ROLE],
		approver: [SEEN, SEEN, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, DONE, DONE, DONE],
		...outsiders(SEEN),
		'approver who asked with her own link': [SEEN, SEEN, DONE, DONE, DONE, DONE, DONE, NOW, AGAIN, DONE, DONE],
	},
	Confirmed: {
		'requester with the personal link': [SEEN, SEEN, NOW, DONE, DONE, COMMENT, DONE, NOW, ROLE, ROLE, ROLE],
		'requester with the link to the booking': [SEEN, ROLE, NOW, DONE, DONE, COMMENT, DONE, NOW, ROLE, ROLE, ROLE],
		approver: [SEEN, SEEN, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, AGAIN, ACK, DONE],
		...outsiders(SEEN),
		'approver who asked with her own link': [SEEN, SEEN, NOW, DONE, DONE, COMMENT, DONE, NOW, AGAIN, ACK, DONE],
	},
	Denied: {
		'requester with the personal link': [SEEN, HIDDEN, NOW, NOW, NOW, DONE, DONE, DONE, ROLE, ROLE, ROLE],
		'requester with the link to the booking': [SEEN, ROLE, NOW, NOW, NOW, DONE, DONE, DONE, ROLE, ROLE, ROLE],
		approver: [SEEN, HIDDEN, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, AGAIN, AGAIN, AGAIN],
		...outsiders(HIDDEN),
		'approver who asked with her own link': [SEEN, HIDDEN, NOW, NOW, NOW, DONE, DONE, DONE, AGAIN, AGAIN, AGAIN],
	},
	Canceled: {
		'requester with the personal link': [SEEN, HIDDEN, NOW, NOW, NOW, AGAIN, AGAIN, NOW, ROLE, ROLE, ROLE],
		'requester with the link to the booking': [SEEN, ROLE, NOW, NOW, NOW, AGAIN, AGAIN, NOW, ROLE, ROLE, ROLE],
		approver: [NONE, HIDDEN, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE],
		...outsiders(HIDDEN),
		'approver who asked with her own link': [SEEN, HIDDEN, NOW, NOW, NOW, AGAIN, AGAIN, NOW, NONE, NONE, NONE],
	},
	'past Pending': {
		'requester with the personal link': [SEEN, HIDDEN, NOW, NOW, NOW, NOW, NOW, NOW, ROLE, ROLE, ROLE],
		'requester with the link to the booking': [SEEN, ROLE, NOW, NOW, NOW, NOW, NOW, NOW, ROLE, ROLE, ROLE],
		approver: [SEEN, HIDDEN, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, NOW, NOW, NOW],
		...outsiders(HIDDEN),
		'approver who asked with her own link': [SEEN, HIDDEN, NOW, NOW, NOW, NOW, NOW, NOW, NOW, NOW, NOW],
	},
	'past Confirmed': {
		'requester with the personal link': [SEEN, SEEN, NOW, NOW, NOW, NOW, NOW, NOW, ROLE, ROLE, ROLE],
		'requester with the link to the booking': [SEEN, ROLE, NOW, NOW, NOW, NOW, NOW, NOW, ROLE, ROLE, ROLE],
		approver: [SEEN, SEEN, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, NOW, NOW, NOW],
		...outsiders(SEEN),
		'approver who asked with her own link': [SEEN, SEEN, NOW, NOW, NOW, NOW, NOW, NOW, NOW, NOW, NOW],
	},
	'past Denied': {
		'requester with the personal link': [SEEN, HIDDEN, NOW, NOW, NOW, NOW, NOW, NOW, ROLE, ROLE, ROLE],
		'requester with the link to the booking': [SEEN, ROLE, NOW, NOW, NOW, NOW, NOW, NOW, ROLE, ROLE, ROLE],
		approver: [SEEN, HIDDEN, ROLE, ROLE, ROLE, ROLE, ROLE, ROLE, NOW, NOW, NOW],
		...outsiders(HIDDEN),
		'approver who asked with her own link': [SEEN, HIDDEN, NOW, NOW, NOW, NOW, NOW, NOW, NOW, NOW, NOW],
	},
	'past Canceled': {
		'requester with the personal link': [SEEN, HIDDEN, NOW, NOW, NOW, AGAIN, AGAIN, NOW, ROLE, ROLE, ROLE],
		'requester with the link to the booking': [SEEN, ROLE, NOW, NOW, NOW, AGAIN, AGAIN, NOW, ROLE, ROLE, ROLE],
		approver: [NONE, HIDDEN, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE],
		...outsiders(HIDDEN),
		'approver who asked with her own link': [SEEN, HIDDEN, NOW, NOW, NOW, AGAIN, AGAIN, NOW, NONE, NONE, NONE],
	},
} as const satisfies Record<State, Record<string, readonly Outcome[]>>;

type State = BookingStatus | `past ${BookingStatus}`;
type Role = keyof (typeof TABLE)['Pending'];

let house: House;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

const rows = Object.entries(TABLE).flatMap(([state, roles]) =>
	Object.entries(roles).map(([role, outcomes]) => ({
		state: state as State,
		role: role as Role,
		outcomes: outcomes as readonly Outcome[],
	})),
);

describe.each(rows)('$state booking, $role', ({ state, role, outcomes }) => {
	test.each(COLUMNS.map((column, index) => ({ column, expected: outcomes[index] as Outcome })))(
		'$column: $expected',
		async ({ column, expected }) => {
			const standing = await stand(state, role);
			untouched = undefined;
			const before = await rowsOf(house);
			expect(await tryTo(column, role, standing)).toBe(expected);
			if (expected === 'done') {
				const { status } = await house.as.caller(standing.holder).booking.get({ id: standing.booking.id });
				expect(status).toBe(statusAfter(column, standing.booking));
			} else {
				expect(await rowsOf(house)).toEqual(before);
				untouched = standing;
			}
		},
	);
});

test.each(rows.filter(({ outcomes }) => outcomes[0] === 'seen'))(
	'$state booking, $role: is offered what the row allows, and nothing else',
	async ({ state, role, outcomes }) => {
		const standing = await stand(state, role);
		const caller = await callerOf(role, standing);
		const { availableActions } = await caller.booking.get({ id: standing.booking.id });
		expect(new Set(availableActions)).toEqual(allowedBy(outcomes));
	},
);

describe('a booking that may not be seen answers exactly like one that does not exist', () => {
	const hidden = rows.filter(({ outcomes }) => outcomes.includes('NOT_FOUND'));
	const hiddenActs = ({ outcomes }: (typeof rows)[number]) =>
		ACTIONS.filter((action) => outcomes[COLUMNS.indexOf(action)] === 'NOT_FOUND');
	test.each(hidden.map((row) => ({ state: row.state, role: row.role, columns: hiddenActs(row) })))(
		'$state, $role',
		async ({ state, role, columns }) => {
			const standing = await stand(state, role);
			expect(columns.length).toBeGreaterThan(0);
			const caller = await callerOf(role, standing);
			for (const column of columns) {
				const invisible = await errorOf(ACTS[column](caller, standing.booking));
				expect(invisible.refusal).toEqual({ reason: 'NOT_FOUND', details: {} });
				expect(invisible).toEqual(await errorOf(ACTS[column](caller, { ...standing.booking, id: randomUUID() })));
			}
		},
	);
});

test('a viewer sees first name, dates, party size, affiliation and status of a stay, and nothing else', async () => {
	const { booking } = await stand('Confirmed', 'viewer');
	const { entries } = await house.as.viewer.calendar.range({ from: booking.startDate, to: booking.endDate });
	expect(entries).toEqual([
		{
			detail: 'full',
			bookingId: booking.id,
			status: 'Confirmed',
			startDate: '2027-05-01',
			endDate: '2027-05-05',
			totalDays: 5,
			firstName: 'Anna',
			partySize: 4,
			affiliation: 'Ingeborg',
		},
	]);
});

type Api = ReturnType<House['as']['caller']>;

const ACTS: Record<Exclude<Column, 'see in the calendar'>, (caller: Api, booking: Booking) => Promise<unknown>> = {
	see: (caller, { id }) => caller.booking.get({ id }),
	edit: (caller, { id, revision }) => caller.booking.edit({ id, revision, changes: { partySize: 5 } }),
	'edit the first name': (caller, { id, revision }) =>
		caller.booking.edit({ id, revision, changes: { firstName: 'Lena' } }),
	shorten: (caller, { id, revision }) => caller.booking.edit({ id, revision, changes: { endDate: '2027-05-04' } }),
	cancel: (caller, { id }) => caller.booking.cancel({ id }),
	'cancel with comment': (caller, { id }) => caller.booking.cancel({ id, comment: 'Krank' }),
	reopen: (caller, { id, revision }) => caller.booking.reopen({ id, revision }),
	approve: (caller, { id, round }) => caller.approval.approve({ bookingId: id, round }),
	'deny with comment': (caller, { id, round }) => caller.approval.deny({ bookingId: id, round, comment: 'Nein' }),
	'deny with comment and acknowledgement': (caller, { id, round }) =>
		caller.approval.deny({ bookingId: id, round, comment: 'Nein', acknowledgeConfirmed: true }),
};

const ACTIONS = COLUMNS.filter((column) => column !== 'see in the calendar');

type Kept = Standing & { key: string };
/** The booking that the last cell left as it was; it serves the next one. */
let untouched: Kept | undefined;

/** The booking of a cell: from 1 to 5 May 2027, and it is the sixth if it is to be past. */
async function stand(state: State, role: Role): Promise<Kept> {
	const asks = role === 'approver who asked with her own link' ? 'Ingeborg' : 'Anna';
	const key = `${state}, asked for by ${asks}`;
	if (untouched?.key === key) return untouched;
	await clearBookings(house);
	house.travelTo('2027-03-01');
	const by = await house.person(emailOf('Ingeborg'));
	const status = state.replace('past ', '') as BookingStatus;
	const standing = await bookingIn(house, status, asks === 'Ingeborg' ? { by, changes: { email: by.email } } : {});
	if (state.startsWith('past')) house.travelTo('2027-05-06');
	untouched = { ...standing, key };
	return untouched;
}

async function callerOf(role: Role, { holder }: Standing): Promise<Api> {
	switch (role) {
		case 'requester with the personal link':
			return house.as.person('anna@example.com');
		case 'requester with the link to the booking':
			return house.as.caller(holder);
		case 'approver':
		case 'approver who asked with her own link':
			return house.as.approver('Ingeborg');
		case 'viewer':
			return house.as.viewer;
		case 'stranger':
			return house.as.stranger;
		case 'unrelated person':
			return house.as.person('bea@example.com');
		case 'holder of the link to another booking':
			return house.as.caller({ ...holder, bookingId: randomUUID() });
	}
}

async function tryTo(column: Column, role: Role, standing: Standing): Promise<Outcome> {
	const caller = await callerOf(role, standing);
	if (column === 'see in the calendar') {
		const range = caller.calendar.range({ from: '2027-05-01', to: '2027-05-05' });
		return range.then(
			({ entries }) => (entries.length > 0 ? 'seen' : 'hidden'),
			() => reasonOf(range),
		);
	}
	const act = ACTS[column](caller, standing.booking);
	return act.then(
		(answer) => (column === 'see' ? 'seen' : hasOutcome(answer) ? answer.outcome : 'done'),
		() => reasonOf(act),
	);
}

const hasOutcome = (answer: unknown): answer is { outcome: 'done' | 'already-done' } =>
	typeof answer === 'object' && answer !== null && 'outcome' in answer;

/** Where what was done leads; the other approvers have not answered. */
function statusAfter(column: Column, { status }: Booking): BookingStatus {
	if (column === 'edit the first name' || column === 'shorten') return status as BookingStatus;
	if (column === 'cancel' || column === 'cancel with comment') return 'Canceled';
	return column.startsWith('deny') ? 'Denied' : 'Pending';
}

/** `availableActions` as a row of the table has them. */
function allowedBy(outcomes: readonly Outcome[]): Set<BookingAction> {
	const isDone = (column: Column) => outcomes[COLUMNS.indexOf(column)] === 'done';
	const allowed: Record<BookingAction, boolean> = {
		edit: isDone('edit'),
		editFirstName: isDone('edit the first name') && !isDone('edit'),
		shorten: isDone('shorten') && !isDone('edit'),
		cancel: isDone('cancel with comment'),
		reopen: isDone('reopen'),
		approve: isDone('approve'),
		deny: isDone('deny with comment and acknowledgement'),
	};
	return new Set(BOOKING_ACTIONS.filter((action) => allowed[action]));
}

/** All that a caller learns from a refusal. */
async function errorOf(call: Promise<unknown>) {
	const error = await call.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof TRPCError)) throw new Error('Expected a refusal');
	return { code: error.code, message: error.message, refusal: refusalOf(error) };
}
