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
const PAUSE_MS = 120;
/** An address may have three Pending stays: some are refused for that, too. */
const ADDRESSES = 12;
/** Only the newest stays are played with. */
const KNOWN = 8;
const TIMEOUT_MS = 30_000;

interface Known {
	name: string;
	id: string;
	token: string;
	stay: Stay;
}

/** @param seed leads to the same choices again, as far as the answers are the same */
export function startPlayers(servers: readonly Server[], tokens: HouseTokens, seed: number): Players {
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

	/** One call about a booking. */
	async function ask<T>(
		dice: Dice,
		{ name, token, asked }: { name: string; token: string; asked: Asked },
		send: (client: Client) => Promise<T>,
		bookingIn: (value: T) => Booking,
	): Promise<T | undefined> {
		const { answer, value, details } = await call(dice, token, send);
		const seen = value === undefined ? undefined : stayOf(bookingIn(value));
		bookingCalls.push({ name, asked, ...answer, ...(seen && { seen }), ...(details && { details }) });
		const before = known.get(name);
		if (seen && before && seen.revision > before.stay.revision) before.stay = seen;
		return value;
	}

	async function create(dice: Dice, days: DayRange): Promise<void> {
		const name = `Gast ${letters(names++)}`;
		const partySize = dice.between(1, 4);
		const email = `gast${dice.between(1, ADDRESSES)}@example.com`;
		const input = { firstName: name, email, ...days, partySize, affiliation: PARTIES[0], requestKey: randomUUID() };
		const token = tokens.calendarToken;
		const asked = { what: 'create', ...days, partySize } as const;
		const send = () =>
			ask(
				dice,
				{ name, token, asked },
				({ booking }) => booking.create.mutate(input),
				({ booking }) => booking,
			);
		const made = await Promise.all(dice.chance(0.2) ? [send(), send()] : [send()]);
		const created = made.find((one) => one !== undefined);
		if (!created) return;
		const { booking, bookingToken } = created;
		known.set(name, { name, id: booking.id, token: bookingToken, stay: stayOf(booking) });
		if (known.size > KNOWN) known.delete([...known.keys()][0] as string);
	}

	/** Something that fits how the booking was when it was last seen; by the time it arrives it may not fit any more. */
	function change(dice: Dice, { name, id, token, stay }: Known): Promise<unknown>[] {
		const { revision, round } = stay;
		const own = (asked: Asked, send: (client: Client) => Promise<Booking>) =>
			ask(dice, { name, token, asked }, send, (booking) => booking);
		const get = () => own({ what: 'get' }, ({ booking }) => booking.get.query({ id }));
		const cancel = () =>
			ask(
				dice,
				{ name, token, asked: { what: 'cancel' } },
				({ booking }) => booking.cancel.mutate({ id, comment: 'Doch nicht' }),
				({ booking }) => booking,
			);
		const edit = (changes: Partial<DayRange> & { partySize?: number }) =>
			own({ what: 'edit', revision, changes }, ({ booking }) => booking.edit.mutate({ id, revision, changes }));
		const reopen = () => {
			const { party: _, ...proposed } = stay.proposal ?? { party: '' };
			const changes = dice.chance(0.6) ? proposed : dice.chance(0.5) ? somedays(dice) : {};
			return own({ what: 'reopen', revision, changes }, ({ booking }) =>
				booking.reopen.mutate({ id, revision, changes }),
			);
		};
		const decide = (by: string, what: 'approve' | 'deny') => {
			const decision = { bookingId: id, round };
			const proposal = what === 'deny' && dice.chance(0.5) ? somedays(dice) : undefined;
			const asked: Asked = what === 'deny' ? { what, by, round, proposal } : { what, by, round };
			return ask(
				dice,
				{ name, token: tokens.approvers[by] ?? '', asked },
				({ approval }) =>
					what === 'deny'
						? approval.deny.mutate({ ...decision, comment: 'Das Dach', acknowledgeConfirmed: true, proposal })
						: approval.approve.mutate(decision),
				({ booking }) => booking,
			);
		};
		const approvals = () => PARTIES.map((by) => decide(by, 'approve'));
		const deny = () => decide(dice.pick(PARTIES) ?? '', 'deny');
		const edits = () => [1, 2].map(() => edit({ partySize: dice.between(1, 10) }));
		const changes: Record<string, (() => Promise<unknown>[])[]> = {
			Pending: [
				approvals,
				approvals,
				() => [...approvals(), deny()],
				edits,
				() => [edit(somedays(dice))],
				() => [edit(inside(dice, stay)), ...edits()],
				() => [deny()],
				() => [cancel(), get()],
			],
			Confirmed: [
				() => [deny()],
				() => [cancel(), cancel()],
				() => [edit(inside(dice, stay)), cancel()],
				() => [get()],
			],
			Denied: [() => [reopen()], () => [reopen(), cancel()]],
		};
		return dice.pick(changes[stay.status] ?? [() => [get()]])?.() ?? [];
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
		return kind <= 50 || !booking ? create(dice, wanted) : Promise.all(change(dice, booking));
	}

	async function play(dice: Dice): Promise<void> {
		while (!isOver) {
			await turn(dice);
			await sleep(dice.between(0, PAUSE_MS));
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
