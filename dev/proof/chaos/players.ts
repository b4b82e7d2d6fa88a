/** People who want the same few days and change their minds, all at once and at both servers, and write it all down. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Booking, Client } from '@betzenstein/client';
import { addDays, type DayRange, dayIn } from '@betzenstein/shared';
import { observe } from '@betzenstein/testing/house/calls';
import { PARTIES } from '@betzenstein/testing/house/environment';
import type { HouseTokens } from '@betzenstein/testing/house/links';
import { type Dice, diceOf } from '../dice.ts';
import type { Asked, BookingCall, CalendarCall, Stay } from './history.ts';

export interface Server {
	name: string;
	url: string;
}

export interface Players {
	bookingCalls: BookingCall[];
	calendarCalls: CalendarCall[];
	/** Addresses that watches were asked for with, one each, and whether that was answered. */
	watches: { email: string; isAnswered: boolean }[];
	/** Returns when everybody has got their last answer. */
	stop(): Promise<void>;
}

/** So many at once, on so many days: they get in each other's way. */
const PLAYERS = 8;
const DAYS = 24;
const ADDRESSES = 12;
/** An address may have so many Pending stays: some are refused for that, too. */
export const MOST_PENDING = 3;
/** Only the newest stays are played with. */
const KNOWN = 8;
const TIMEOUT_MS = 30_000;

interface Known {
	name: string;
	id: string;
	token: string;
	stay: Stay;
}

/**
 * @param seed leads to the same choices again, as far as the answers are the same
 * @param pauseMs the longest that somebody does nothing
 */
export function startPlayers(
	servers: readonly Server[],
	tokens: HouseTokens,
	{ seed, pauseMs }: { seed: number; pauseMs: number },
): Players {
	const bookingCalls: BookingCall[] = [];
	const calendarCalls: CalendarCall[] = [];
	const watches: Players['watches'] = [];
	const known = new Map<string, Known>();
	const first = addDays(dayIn('Europe/Berlin', new Date()), 30);
	let names = 0;
	let isOver = false;

	async function call<T>(dice: Dice, token: string, send: (client: Client) => Promise<T>) {
		const server = dice.pick(servers) as Server;
		const begin = performance.now();
		// Once: what a client would send again is another call here.
		const { outcome, requests, value, refused } = await observe(
			{ url: server.url, token, retries: 0, timeout: TIMEOUT_MS },
			send,
		);
		const [status] = requests;
		const isUntyped = outcome === 'LOST' && typeof status === 'number';
		const answer = {
			server: server.name,
			begin,
			end: performance.now(),
			outcome: isUntyped ? `HTTP ${status}` : outcome,
		};
		return { answer, value, details: refused?.details as BookingCall['details'] };
	}

	/** One call about a booking that is known. */
	async function ask(dice: Dice, { name, id, token: own }: Known, asked: Asked): Promise<void> {
		const token = 'by' in asked ? (tokens.approvers[asked.by] ?? '') : own;
		const { answer, value, details } = await call(dice, token, (client) => send(client, id, asked));
		const seen = value && stayOf('booking' in value ? value.booking : value);
		bookingCalls.push({ name, asked, ...answer, ...(seen && { seen }), ...(details && { details }) });
		const before = known.get(name);
		if (seen && before && seen.revision > before.stay.revision) before.stay = seen;
	}

	async function create(dice: Dice, days: DayRange): Promise<void> {
		const name = `Gast ${letters(names++)}`;
		const asked = { what: 'create', ...days, partySize: dice.between(1, 4) } as const;
		const { what: _, ...content } = asked;
		const email = `gast${dice.between(1, ADDRESSES)}@example.com`;
		const input = { ...content, firstName: name, email, affiliation: PARTIES[0], requestKey: randomUUID() };
		const askOnce = async () => {
			const { answer, value, details } = await call(dice, tokens.calendarToken, ({ booking }) =>
				booking.create.mutate(input),
			);
			const seen = value && stayOf(value.booking);
			bookingCalls.push({ name, asked, ...answer, ...(seen && { seen }), ...(details && { details }) });
			if (value && seen) known.set(name, { name, id: value.booking.id, token: value.bookingToken, stay: seen });
		};
		await Promise.all(dice.chance(0.2) ? [askOnce(), askOnce()] : [askOnce()]);
		if (known.size > KNOWN) known.delete([...known.keys()][0] as string);
	}

	/** What is wanted at once of a stay as it was seen last; by the time it arrives it may not fit any more. */
	function wishes(dice: Dice, stay: Stay): Asked[] {
		const { revision, round, proposal } = stay;
		const edit = (changes: Change): Asked => ({ what: 'edit', revision, changes });
		const resize = () => edit({ partySize: dice.between(1, 10) });
		const shorten = () => edit(inside(dice, stay));
		const cancel: Asked = { what: 'cancel' };
		const get: Asked = { what: 'get' };
		const approvals = PARTIES.map((by): Asked => ({ what: 'approve', by, round }));
		const deny = (): Asked => {
			const by = dice.pick(PARTIES) ?? '';
			return { what: 'deny', by, round, proposal: dice.chance(0.5) ? somedays(dice) : undefined };
		};
		const reopen = (): Asked => {
			const { startDate, endDate } = dice.chance(0.6) && proposal ? proposal : dice.chance(0.5) ? somedays(dice) : stay;
			return { what: 'reopen', revision, changes: { startDate, endDate } };
		};
		const choices: Record<Stay['status'], Asked[][]> = {
			Pending: [
				approvals,
				approvals,
				[...approvals, deny()],
				[resize(), resize()],
				[edit(somedays(dice))],
				[shorten(), resize()],
				[deny()],
				[cancel, get],
			],
			Confirmed: [[deny()], [cancel, cancel], [shorten(), cancel], [get]],
			Denied: [[reopen()], [reopen(), cancel]],
			Canceled: [[get]],
		};
		return dice.pick(choices[stay.status]) ?? [];
	}

	async function look(dice: Dice): Promise<void> {
		const range = { from: first, to: addDays(first, DAYS + 8) };
		const { answer, value } = await call(dice, tokens.calendarToken, ({ calendar }) => calendar.range.query(range));
		const entries = value?.entries.flatMap((entry) => {
			if (entry.detail !== 'full') return [];
			const { firstName: name, startDate, endDate, status, partySize } = entry;
			return { name, startDate, endDate, status: status as Stay['status'], partySize };
		});
		calendarCalls.push({ ...answer, ...(entries && { entries }) });
	}

	async function watch(dice: Dice): Promise<void> {
		const email = `${letters(watches.length)}@example.org`;
		const asked = { email, isAnswered: false };
		watches.push(asked);
		const days = somedays(dice);
		const { answer } = await call(dice, tokens.calendarToken, (client) => client.watch.add.mutate({ ...days, email }));
		asked.isAnswered = answer.outcome === 'ok';
	}

	/** A few days that others want, too. */
	function somedays(dice: Dice): DayRange {
		const startDate = addDays(first, dice.between(0, DAYS - 1));
		return { startDate, endDate: addDays(startDate, dice.between(0, 3)) };
	}

	async function turn(dice: Dice): Promise<unknown> {
		const kind = dice.between(1, 100);
		if (kind <= 20) return look(dice);
		if (kind <= 24) return watch(dice);
		const wanted = somedays(dice);
		// Everybody wants the same at the same moment.
		if (kind <= 28) return Promise.all([1, 2, 3, 4, 5, 6].map(() => create(dice, wanted)));
		const booking = dice.pick([...known.values()]);
		if (kind <= 50 || !booking) return create(dice, wanted);
		return Promise.all(wishes(dice, booking.stay).map((asked) => ask(dice, booking, asked)));
	}

	async function play(dice: Dice): Promise<void> {
		while (!isOver) {
			await turn(dice);
			await sleep(dice.between(0, pauseMs));
		}
	}

	const playing = Array.from({ length: PLAYERS }, (_, index) => play(diceOf(seed * PLAYERS + index)));
	return {
		bookingCalls,
		calendarCalls,
		watches,
		stop: async () => {
			isOver = true;
			await Promise.all(playing);
		},
	};
}

type Change = Extract<Asked, { changes: unknown }>['changes'];

/** The call that asks this of an existing booking. */
function send({ booking, approval }: Client, id: string, asked: Asked): Promise<Booking | { booking: Booking }> {
	switch (asked.what) {
		case 'edit':
			return booking.edit.mutate({ id, revision: asked.revision, changes: asked.changes });
		case 'reopen':
			return booking.reopen.mutate({ id, revision: asked.revision, changes: asked.changes });
		case 'cancel':
			return booking.cancel.mutate({ id, comment: 'Doch nicht' });
		case 'approve':
			return approval.approve.mutate({ bookingId: id, round: asked.round });
		case 'deny': {
			const { round, proposal } = asked;
			const comment = 'Das Dach wird gedeckt';
			return approval.deny.mutate({ bookingId: id, round, comment, acknowledgeConfirmed: true, proposal });
		}
		default:
			return booking.get.query({ id });
	}
}

/** The same days without the last one or the first one, if there are several. */
function inside(dice: Dice, { startDate, endDate }: DayRange): Partial<DayRange> {
	if (startDate === endDate) return { startDate, endDate };
	return dice.chance(0.5) ? { endDate: addDays(endDate, -1) } : { startDate: addDays(startDate, 1) };
}

function stayOf(booking: Booking): Stay {
	const { status, startDate, endDate, partySize, round, revision, timeline, proposal } = booking;
	return {
		status: status as Stay['status'],
		startDate,
		endDate,
		partySize,
		round,
		revision,
		events: timeline.map(({ type, actor }) => (actor.kind === 'approver' ? `${type} ${actor.name}` : type)),
		proposal: proposal && { party: proposal.party, startDate: proposal.startDate, endDate: proposal.endDate },
	};
}

const letters = (number: number): string =>
	[...number.toString(26)].map((digit) => String.fromCharCode(97 + Number.parseInt(digit, 26))).join('');
