/**
 * A house in use: people who look, ask, change their mind and decide, all through the proxy, until they are told to
 * stop.
 */
import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { createClient } from '@betzenstein/client';
import { addDays, type Day, dayIn } from '@betzenstein/shared';
import type { HouseTokens } from '@betzenstein/testing/house/links';
import { counted, countedClient, type Tally } from './traffic.ts';

export interface Crowd {
	/** Returns when everybody has got their last answer. */
	goHome(): Promise<void>;
}

const VIEWERS = 2;
const REQUESTERS = 4;
/** Stays of two days with a day between them, each requester on a stretch of their own. */
const SLOTS = 35;
const SLOT_DAYS = 3;

export function startCrowd(url: string, tokens: HouseTokens, tally: Tally): Crowd {
	let isOpen = true;
	const day = addDays(dayIn('UTC', new Date()), 14);
	/** Does it again and again, after pauses of 0.5 to 1.5 times so long. */
	const repeat = async (pauseMs: number, work: () => Promise<void>) => {
		for (; isOpen; await sleep(randomInt(pauseMs / 2, (pauseMs * 3) / 2))) await work();
	};
	const everybody = [
		...Array.from({ length: VIEWERS }, () => repeat(100, viewer(url, tokens.calendarToken, { day, tally }))),
		...Array.from({ length: REQUESTERS }, (_, index) => {
			const stretch = addDays(day, index * SLOTS * SLOT_DAYS);
			return repeat(1_200, requester(url, tokens.calendarToken, { day: stretch, tally }));
		}),
		...Object.entries(tokens.approvers).map(([party, token]) => repeat(800, approver(url, token, { party, tally }))),
	];
	return {
		goHome: async () => {
			isOpen = false;
			await Promise.all(everybody);
		},
	};
}

/** Opens the calendar: two calls in one request. */
function viewer(url: string, token: string, { day, tally }: { day: Day; tally: Tally }): () => Promise<void> {
	const client = countedClient(url, token, tally);
	return async () => {
		const from = addDays(day, randomInt(300));
		await Promise.all([
			counted(tally, 'house.info', client.house.info.query()),
			counted(tally, 'calendar.range', client.calendar.range.query({ from, to: addDays(from, 42) })),
		]);
	};
}

/**
 * Asks for the next slot, having given up what stood there; then edits, at times cancels, at times wants the
 * neighbour's days.
 */
function requester(
	url: string,
	calendarToken: string,
	{ day, tally }: { day: Day; tally: Tally },
): () => Promise<void> {
	const visitor = countedClient(url, calendarToken, tally);
	const { answered } = tally;
	const held = new Map<number, { id: string; client: ReturnType<typeof createClient> }>();
	const name = `Gast${day.replaceAll('-', '')}`;
	let round = 0;

	async function cancel(slot: number): Promise<void> {
		const booking = held.get(slot);
		if (!booking) return;
		held.delete(slot);
		const done = await counted(
			tally,
			'booking.cancel',
			booking.client.booking.cancel.mutate({ id: booking.id, comment: 'Doch nicht' }),
		);
		if (done) answered.canceled.add(booking.id);
	}

	return async () => {
		const slot = randomInt(8) === 0 ? SLOTS : round % SLOTS;
		round++;
		await cancel(slot);
		const startDate = addDays(day, slot * SLOT_DAYS);
		const asked = {
			firstName: 'Anna',
			email: `${name}.${round}@example.com`,
			startDate,
			endDate: addDays(startDate, 1),
			partySize: 2,
		};
		const made = await counted(
			tally,
			'booking.create',
			visitor.booking.create.mutate({ ...asked, affiliation: 'Ingeborg' }),
		);
		if (!made) return;
		const { id, revision } = made.booking;
		answered.created.add(id);
		const client = countedClient(url, made.bookingToken, tally);
		held.set(slot, { id, client });
		const changes = { partySize: 3, endDate: startDate };
		const edited = await counted(tally, 'booking.edit', client.booking.edit.mutate({ id, revision, changes }));
		if (edited) answered.revisions.set(id, edited.revision);
		if (randomInt(4) === 0) await cancel(slot);
	};
}

/** Looks at what is outstanding and says yes to nearly everything. */
function approver(url: string, token: string, { party, tally }: { party: string; tally: Tally }): () => Promise<void> {
	const client = countedClient(url, token, tally);
	return async () => {
		const outstanding = await counted(tally, 'approval.outstanding', client.approval.outstanding.query({ limit: 5 }));
		for (const { id: bookingId, round } of outstanding?.items ?? []) {
			if (randomInt(10) === 0) {
				await counted(
					tally,
					'approval.deny',
					client.approval.deny.mutate({ bookingId, round, comment: 'Da bin ich selbst da' }),
				);
				continue;
			}
			const decision = await counted(tally, 'approval.approve', client.approval.approve.mutate({ bookingId, round }));
			if (decision?.outcome === 'done') tally.answered.approved.add(`${bookingId}/${party}`);
		}
	};
}
