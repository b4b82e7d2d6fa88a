/** One booking, and pages of them. */
import { type Booking, type BookingPage, type PageInput, refusal } from '@betzenstein/shared';
import { and, desc, eq, exists, gte, ne, type SQL, sql } from 'drizzle-orm';
import { z } from 'zod';
import { approval, approver, booking } from '../../db/schema/index.ts';
import { isVisible, rolesIn } from '../../domain/booking.ts';
import type { ActionHolder, BookingHolder, Person } from '../../domain/caller.ts';
import { RefusedError } from '../../domain/errors.ts';
import { present, type Services } from '../services.ts';
import { loadBookings } from './load.ts';
import { viewOf } from './view.ts';

/** @throws RefusedError `NOT_FOUND` for a booking that is not there or not for this caller. */
export function getBooking(services: Services, caller: Person | BookingHolder | ActionHolder, id: string): Promise<Booking> {
	return services.db.read(async (tx) => {
		const [loaded] = await loadBookings(tx, [id]);
		if (!loaded || !isVisible(loaded.state, rolesIn(loaded.state, caller))) throw new RefusedError(refusal('NOT_FOUND'));
		return viewOf(loaded, caller, present(services).today);
	});
}

/** Which of a person's bookings: those they asked for, those that wait for their answer, those they are party to (BR-023). */
export type List = 'mine' | 'outstanding' | 'history';

/** A page, newest activity first. @throws RefusedError `INVALID_INPUT` for a cursor of another list or person. */
export function listBookings(services: Services, caller: Person, list: List, { cursor, limit = 20 }: PageInput): Promise<BookingPage> {
	return services.db.read(async (tx) => {
		const { today } = present(services);
		const answers = tx
			.select({ one: sql`1` })
			.from(approval)
			.innerJoin(approver, eq(approver.name, approval.party))
			.where(
				and(
					eq(approval.bookingId, booking.id),
					eq(approver.personId, caller.personId),
					...(list === 'outstanding' ? [eq(approval.decision, 'NoResponse')] : []),
				),
			);
		const belongs: Record<List, SQL | undefined> = {
			mine: eq(booking.requesterId, caller.personId),
			outstanding: and(eq(booking.status, 'Pending'), gte(booking.endDate, today), exists(answers)),
			history: and(ne(booking.status, 'Canceled'), exists(answers)),
		};
		const rows = await tx
			.select({ id: booking.id, lastActivityAt: booking.lastActivityAt })
			.from(booking)
			.where(and(belongs[list], cursor != null ? after(decodeCursor(cursor, list, caller.personId)) : undefined))
			.orderBy(desc(booking.lastActivityAt), desc(booking.id))
			.limit(limit + 1);
		const page = rows.slice(0, limit);
		const last = rows.length > limit ? page.at(-1) : undefined;
		const loaded =
			page.length > 0
				? await loadBookings(
						tx,
						page.map(({ id }) => id),
					)
				: [];
		return {
			items: loaded.map((one) => viewOf(one, caller, today)),
			nextCursor: last ? encodeCursor(last, list, caller.personId) : null,
		};
	});
}

interface Position {
	id: string;
	lastActivityAt: Date;
}

const after = ({ id, lastActivityAt }: Position): SQL =>
	sql`(${booking.lastActivityAt}, ${booking.id}) < (${lastActivityAt.toISOString()}::timestamptz, ${id}::uuid)`;

// The cursor names its list and its person, so that one from elsewhere is told from one of ours.
// PostgreSQL has no year 0000.
const CURSOR = z.tuple([z.string(), z.uuid(), z.iso.datetime().refine((instant) => instant >= '0001'), z.uuid()]);

const encodeCursor = ({ id, lastActivityAt }: Position, list: List, personId: string): string =>
	Buffer.from(JSON.stringify([list, personId, lastActivityAt.toISOString(), id])).toString('base64url');

function decodeCursor(cursor: string, list: List, personId: string): Position {
	const parsed = CURSOR.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
	if (!parsed.success || parsed.data[0] !== list || parsed.data[1] !== personId) {
		throw new RefusedError(refusal('INVALID_INPUT', { fields: [{ path: 'cursor', issue: 'foreign_cursor' }] }));
	}
	return { id: parsed.data[3], lastActivityAt: new Date(parsed.data[2]) };
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
