/** Asking for days. */
import { createHash, randomUUID } from 'node:crypto';
import { addDays, type CreateBookingInput, type CreatedBooking, refusal } from '@betzenstein/shared';
import { and, asc, count, eq, gte, lt } from 'drizzle-orm';
import type { Tx } from '../../db/client.ts';
import { approver, booking, createRequest, person } from '../../db/schema/index.ts';
import type { BookingHolder, Person, Viewer } from '../../domain/caller.ts';
import { submit } from '../../domain/decide.ts';
import { RefusedError } from '../../domain/errors.ts';
import { checkParty } from '../house.ts';
import { present, type Services, startOf } from '../services.ts';
import { pendingOf } from './change.ts';
import { type LoadedBooking, loadBookings, loadHolding } from './load.ts';
import { saveChange } from './save.ts';
import { viewOf } from './view.ts';

/** How long a `requestKey` answers the same booking. */
const REPEAT_WINDOW_MS = 24 * 3_600_000;

/**
 * A new booking, or the one that the same `requestKey` made before.
 * @throws RefusedError with the rules' refusal; nothing is written then.
 */
export async function createBooking(services: Services, caller: Viewer | Person, input: CreateBookingInput): Promise<CreatedBooking> {
	const email = requesterEmail(caller, input);
	checkParty(services.house, input.affiliation, 'affiliation');

	return services.db.write(async (tx) => {
		const { now, today } = present(services);
		const [known] = await tx.select({ id: person.id }).from(person).where(eq(person.email, email));
		// Forgotten since their link was looked up: their address must not come back with this.
		if (caller.kind === 'person' && known?.id !== caller.personId) throw new RefusedError(refusal('LINK_ENDED'));
		const fingerprint = input.requestKey === undefined ? undefined : fingerprintOf(caller, input.requestKey, { ...input, email });
		const repeatedId = fingerprint && (await findRepeated(tx, fingerprint, now));
		if (repeatedId) return answer(tx, repeatedId);

		const requesterId = known?.id ?? randomUUID();
		const id = randomUUID();
		const { startDate, endDate, firstName, partySize, affiliation, description = null, confirmLongStay } = input;
		const range = { startDate, endDate };
		const verdict = submit(
			{ id, requesterId, ...range, firstName, partySize, affiliation, description, confirmLongStay, approvers: await activeApprovers(tx) },
			caller,
			{
				now,
				today,
				limits: services.house.limits,
				inTheWay: await loadHolding(tx, range, id),
				address: await addressUse(tx, requesterId),
			},
		);
		if (verdict.kind === 'refused') throw new RefusedError(verdict.refusal);

		const isFirst = caller.kind === 'viewer' && !(known && (await hasAsked(tx, requesterId)));
		await tx
			.insert(person)
			.values({ id: requesterId, email, createdAt: now, lastAskedAt: now })
			.onConflictDoUpdate({ target: person.id, set: { lastAskedAt: now } });
		await saveChange(tx, services, {
			change: verdict,
			now,
			personId: requesterId,
			was: null,
			created: { calendarGeneration: caller.kind === 'viewer' ? caller.calendarGeneration : null, isFirst },
		});
		if (fingerprint) {
			const remembered = { contentHash: fingerprint.content, bookingId: id, createdAt: now };
			await tx
				.insert(createRequest)
				.values({ keyHash: fingerprint.key, ...remembered })
				.onConflictDoUpdate({ target: createRequest.keyHash, set: remembered });
			await tx.delete(createRequest).where(lt(createRequest.createdAt, new Date(now.getTime() - REPEAT_WINDOW_MS)));
		}
		return answer(tx, id);

		/** BR-012: how much this address has asked for already. */
		async function addressUse(inside: Tx, personId: string) {
			const [row] = await inside
				.select({ submittedToday: count() })
				.from(booking)
				.where(and(eq(booking.requesterId, personId), gte(booking.createdAt, startOf(today, services.house.timeZone))));
			const tomorrow = startOf(addDays(today, 1), services.house.timeZone);
			return {
				pending: await pendingOf(inside, personId),
				submittedToday: row?.submittedToday ?? 0,
				secondsToTomorrow: Math.ceil((tomorrow.getTime() - now.getTime()) / 1_000),
			};
		}
	});

	async function answer(tx: Tx, bookingId: string): Promise<CreatedBooking> {
		const { today } = present(services);
		const [loaded] = (await loadBookings(tx, [bookingId])) as [LoadedBooking];
		const [requester] = await tx.select().from(person).where(eq(person.id, loaded.state.requesterId));
		if (!requester) throw new Error('A booking without its requester');
		const holder: BookingHolder = { kind: 'booking', personId: requester.id, bookingId };
		return {
			booking: viewOf(loaded, caller.kind === 'person' ? caller : holder, today),
			bookingToken: await services.tokens.sign({ ...holder, generation: requester.generation }),
		};
	}
}

/** A viewer names an address; a person is known by theirs and may leave it out. */
function requesterEmail(caller: Viewer | Person, { email }: CreateBookingInput): string {
	if (caller.kind === 'viewer') {
		if (email === undefined) throw new RefusedError(refusal('INVALID_INPUT', { fields: [{ path: 'email', issue: 'required' }] }));
		return email;
	}
	if (email !== undefined && email !== caller.email) {
		throw new RefusedError(refusal('INVALID_INPUT', { fields: [{ path: 'email', issue: 'not_yours' }] }));
	}
	return caller.email;
}

interface Fingerprint {
	key: string;
	content: string;
}

/** Digests only: the key is a secret of its maker, and the content is personal. Who asks is part of the content. */
function fingerprintOf(caller: Viewer | Person, requestKey: string, content: CreateBookingInput): Fingerprint {
	const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
	const { firstName, email, startDate, endDate, partySize, affiliation, description, confirmLongStay } = content;
	const who = caller.kind === 'person' ? caller.personId : caller.kind;
	return {
		key: sha256(requestKey.toLowerCase()),
		content: sha256(
			JSON.stringify([who, firstName, email, startDate, endDate, partySize, affiliation, description ?? null, confirmLongStay ?? false]),
		),
	};
}

/** The booking that this key made within the last 24 hours. @throws RefusedError `ID_REUSED` when it was for something else. */
async function findRepeated(tx: Tx, fingerprint: Fingerprint, now: Date): Promise<string | undefined> {
	const since = new Date(now.getTime() - REPEAT_WINDOW_MS);
	const [before] = await tx
		.select()
		.from(createRequest)
		.where(and(eq(createRequest.keyHash, fingerprint.key), gte(createRequest.createdAt, since)));
	if (before && before.contentHash !== fingerprint.content) throw new RefusedError(refusal('ID_REUSED'));
	return before?.bookingId;
}

const activeApprovers = (tx: Tx) =>
	tx
		.select({ party: approver.name, personId: approver.personId })
		.from(approver)
		.where(eq(approver.active, true))
		.orderBy(asc(approver.position));

async function hasAsked(tx: Tx, personId: string): Promise<boolean> {
	const earlier = await tx.select({ id: booking.id }).from(booking).where(eq(booking.requesterId, personId)).limit(1);
	return earlier.length > 0;
}
