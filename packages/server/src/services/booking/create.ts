/** Asking for days. */
import { createHash, randomUUID } from 'node:crypto';
import { addDays, type CreateBookingInput, type CreatedBooking, refusal } from '@betzenstein/shared';
import type { Sql } from '../../db/client.ts';
import type { Services } from '../../deps.ts';
import { rolesIn } from '../../domain/booking.ts';
import type { BookingHolder, Person, Viewer } from '../../domain/caller.ts';
import { submit } from '../../domain/decide.ts';
import { RefusedError } from '../../domain/errors.ts';
import { addressOf, checkParty, contentOf, isRemembered } from '../../domain/form.ts';
import { type LoadedBooking, viewOf } from '../../domain/view.ts';
import { startOf } from '../houseTime.ts';
import { insertPerson } from '../person.ts';
import { writeAs } from '../writeAs.ts';
import { loadAround } from './around.ts';
import { loadBooking, loadInTheWay } from './load.ts';
import { saveChange } from './save.ts';

/** Longer than any day, even one on which clocks are put back. */
const LONGEST_DAY_MS = 26 * 3_600_000;

/**
 * A new booking, or the one that the same `requestKey` made before.
 * @throws RefusedError with the rules' refusal; nothing is written then.
 */
export async function createBooking(
	services: Services,
	caller: Viewer | Person,
	input: CreateBookingInput,
): Promise<CreatedBooking> {
	const email = addressOf(caller, input.email);
	checkParty(services.house, input.affiliation, 'affiliation');
	const { house } = services;
	const { startDate, endDate, firstName, partySize, affiliation, description = null, confirmLongStay } = input;
	const range = { startDate, endDate };
	const fingerprint =
		input.requestKey === undefined
			? undefined
			: { key: sha256(input.requestKey.toLowerCase()), content: sha256(contentOf(caller, { ...input, email })) };

	const load = (sql: Sql) =>
		Promise.all([
			loadRequester(sql, email, new Date(services.clock().getTime() - LONGEST_DAY_MS)),
			fingerprint && loadRemembered(sql, fingerprint),
			loadApprovers(sql),
			loadInTheWay(sql, range),
			loadAround(sql, { ...range, affiliation }),
		]);
	return writeAs(services, caller, load, async (unit, [known, remembered, approvers, inTheWay, around]) => {
		const { sql, now, today } = unit;
		if (remembered && isRemembered(remembered.createdAt, now)) {
			if (remembered.contentHash !== fingerprint?.content) throw new RefusedError(refusal('ID_REUSED'));
			const repeated = await loadBooking(sql, remembered.bookingId);
			if (!repeated) throw new Error('A remembered booking is gone');
			return answer(repeated, remembered.generation);
		}

		const requester = known ?? { id: randomUUID(), generation: 1, pending: 0, submissions: [], hasAsked: false };
		const midnight = startOf(today, house.timeZone);
		const tomorrow = startOf(addDays(today, 1), house.timeZone);
		const id = randomUUID();
		const verdict = submit(
			{ id, requesterId: requester.id, ...range, firstName, partySize, affiliation, description },
			{
				confirmLongStay,
				approvers,
				inTheWay,
				address: {
					pending: requester.pending,
					submittedToday: requester.submissions.filter((at) => new Date(at) >= midnight).length,
					secondsToTomorrow: Math.ceil((tomorrow.getTime() - now.getTime()) / 1_000),
				},
			},
			caller,
			{ now, today, limits: house.limits },
		);
		if (verdict.kind === 'refused') throw new RefusedError(verdict.refusal);

		unit.send(sql`${insertPerson(unit, services, { id: requester.id, email })}
			on conflict (id) do update set last_asked_at = excluded.last_asked_at`);
		const isViewer = caller.kind === 'viewer';
		await saveChange(unit, services, {
			change: verdict,
			before: null,
			around,
			created: {
				calendarGeneration: isViewer ? caller.calendarGeneration : null,
				isFirst: isViewer && !requester.hasAsked,
			},
		});
		if (fingerprint) {
			unit.send(sql`insert into create_request (key_hash, content_hash, booking_id, created_at, generation)
				values (${fingerprint.key}, ${fingerprint.content}, ${id}, ${now}, ${requester.generation})
				on conflict (key_hash) do update set content_hash = excluded.content_hash, booking_id = excluded.booking_id,
					created_at = excluded.created_at, generation = excluded.generation`);
		}
		return answer(
			{ state: verdict.booking, events: verdict.events, mailFailedFor: new Set(), requesterMailFailed: false },
			requester.generation,
		);

		async function answer(loaded: LoadedBooking, generation: number): Promise<CreatedBooking> {
			const holder: BookingHolder = {
				kind: 'booking',
				personId: loaded.state.requesterId,
				generation,
				bookingId: loaded.state.id,
			};
			return {
				booking: viewOf(loaded, rolesIn(loaded.state, caller.kind === 'person' ? caller : holder), today),
				bookingToken: await services.tokens.sign(holder),
			};
		}
	});
}

/** Whoever asks, if known already, and how much they have asked for (BR-012). */
interface Requester {
	id: string;
	generation: number;
	pending: number;
	/** When they asked for days recently, at least all of today; ISO 8601. */
	submissions: string[];
	hasAsked: boolean;
}

async function loadRequester(sql: Sql, email: string, since: Date): Promise<Requester | undefined> {
	const [row] = await sql<Requester[]>`
		select p.id, p.generation,
			(select count(*) from booking b where b.requester_id = p.id and b.status = 'Pending') as pending,
			(select coalesce(json_agg(b.created_at), '[]') from booking b
				where b.requester_id = p.id and b.created_at > ${since}) as submissions,
			exists (select from booking b where b.requester_id = p.id) as "hasAsked"
		from person p where p.email = ${email}`;
	return row;
}

/** An earlier create with this `requestKey`. */
interface Remembered {
	contentHash: string;
	bookingId: string;
	createdAt: Date;
	/** Its maker's generation then. The answer is the same token again, which a rotation may have ended. */
	generation: number;
}

async function loadRemembered(sql: Sql, { key }: Fingerprint): Promise<Remembered | undefined> {
	const [row] = await sql<Remembered[]>`
		select content_hash as "contentHash", booking_id as "bookingId", created_at as "createdAt", generation
		from create_request where key_hash = ${key}`;
	return row;
}

const loadApprovers = (sql: Sql) =>
	sql<{ party: string; personId: string }[]>`
		select name as party, person_id as "personId" from approver where active order by position`;

/** Digests only, since the key is its maker's secret and the content is personal. */
interface Fingerprint {
	key: string;
	content: string;
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
