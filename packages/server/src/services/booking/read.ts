/** Reading one booking, or pages of them. */
import { type Booking, type BookingPage, type Day, type PageInput, refusal } from '@betzenstein/shared';
import type { Fragment } from 'postgres';
import { z } from 'zod';
import type { Sql } from '../../db/client.ts';
import type { Services } from '../../deps.ts';
import { rolesIn, seenBy } from '../../domain/booking.ts';
import { type ActionHolder, type BookingHolder, isApprover, type Person } from '../../domain/caller.ts';
import { RefusedError } from '../../domain/errors.ts';
import { viewInContext } from '../../domain/view.ts';
import { loadBooking, selectBookings } from './load.ts';

/** One booking. @throws RefusedError `NOT_FOUND` if it does not exist, or the caller may not see it */
export function getBooking(
	services: Services,
	caller: Person | BookingHolder | ActionHolder,
	id: string,
): Promise<Booking> {
	return services.db.read(async ({ sql, today }) => {
		const loaded = await loadBooking(sql, id, isApprover(caller));
		const seen = seenBy(loaded?.state, caller);
		if (!loaded || !seen) throw new RefusedError(refusal('NOT_FOUND'));
		return viewInContext(services.house, loaded, seen.roles, today);
	});
}

/**
 * Which of a person's bookings: those they asked for, those that wait for their answer, those they are party to
 * (BR-023).
 */
export type List = 'mine' | 'outstanding' | 'history';

/** A page, newest activity first. @throws RefusedError `INVALID_INPUT` for a cursor of another list or person. */
export function listBookings(
	services: Services,
	caller: Person,
	list: List,
	{ cursor, limit = 20 }: PageInput,
): Promise<BookingPage> {
	const after = cursor == null ? undefined : decodeCursor(cursor, list, caller.personId);
	return services.db.read(async ({ sql, today }) => {
		const found = await selectBookings(
			sql,
			sql`select b.id from booking b where ${belongs(sql, list, caller.personId, today)}
				${after ? sql`and (b.last_activity_at, b.id) < (${after.lastActivityAt}, ${after.id}::uuid)` : sql``}
				order by b.last_activity_at desc, b.id desc limit ${limit + 1}`,
			isApprover(caller),
		);
		const page = found.slice(0, limit);
		const last = found.length > limit ? page.at(-1) : undefined;
		return {
			items: page.map((loaded) => viewInContext(services.house, loaded, rolesIn(loaded.state, caller), today)),
			nextCursor: last ? encodeCursor(last.state, list, caller.personId) : null,
		};
	});
}

/** Which bookings `b` are in a person's list. */
export function belongs(sql: Sql, list: List, personId: string, today: Day): Fragment {
	const answers = sql`select from approval a join approver p on p.name = a.party where a.booking_id = b.id and p.person_id = ${personId}`;
	switch (list) {
		case 'mine':
			return sql`b.requester_id = ${personId}`;
		case 'outstanding':
			return sql`b.status = 'Pending' and b.end_date >= ${today} and exists (${answers} and a.decision = 'NoResponse')`;
		case 'history':
			return sql`b.status <> 'Canceled' and exists (${answers})`;
	}
}

interface Position {
	id: string;
	lastActivityAt: Date;
}

// The cursor names its list and its person, so that one from elsewhere can be refused.
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
