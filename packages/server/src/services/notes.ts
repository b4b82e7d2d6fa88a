/** The notes of the house: for those who come, by those who decide. */
import { type HouseNotes, refusal, type SetNotesInput } from '@betzenstein/shared';
import type { Sql } from '../db/client.ts';
import type { Services } from '../deps.ts';
import type { BookingHolder, Person } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { writeAs } from './writeAs.ts';

/** @throws RefusedError `NOT_FOUND` for whoever is no approver and has no Confirmed stay that is not past */
export function readNotes({ db }: Services, caller: Person | BookingHolder): Promise<HouseNotes> {
	return db.read(async ({ sql, today }) => {
		const isApprover = caller.kind === 'person' && caller.approverOf !== undefined;
		// A booking's link opens nothing else of its requester.
		const bookingId = caller.kind === 'booking' ? caller.bookingId : null;
		const [notes] = await sql<HouseNotes[]>`
			select ${columns(sql)} from notes where ${isApprover} or exists (
				select from booking where requester_id = ${caller.personId} and id = coalesce(${bookingId}, id)
					and status = 'Confirmed' and end_date >= ${today})`;
		if (!notes) throw new RefusedError(refusal('NOT_FOUND'));
		return notes;
	});
}

/**
 * Replaces the text. The same text again is no change.
 * @throws RefusedError `STALE_REVISION`, `LINK_ENDED`
 */
export function writeNotes(services: Services, caller: Person, { text, revision }: SetNotesInput): Promise<HouseNotes> {
	return writeAs(services, caller, currentNotes, async ({ sql, now }, before) => {
		if (before.revision !== revision) throw new RefusedError(refusal('STALE_REVISION', { revision: before.revision }));
		if (before.text === text) return before;
		const [after] = await sql<[HouseNotes]>`
			update notes set text = ${text}, revision = revision + 1, updated_at = ${now}, updated_by = ${caller.approverOf ?? null}
			returning ${columns(sql)}`;
		return after;
	});
}

/** The notes as they are; their text is empty if there are none. */
export async function currentNotes(sql: Sql): Promise<HouseNotes> {
	const [notes] = await sql<[HouseNotes]>`select ${columns(sql)} from notes`;
	return notes;
}

const columns = (sql: Sql) => sql`text, revision, updated_at as "updatedAt", updated_by as "updatedBy"`;
