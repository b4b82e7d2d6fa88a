/**
 * How new the house is to whom. What a caller may not see does not move their version, for even a number would tell that
 * something has happened, and when.
 */
import type { Sql } from '../db/client.ts';
import type { Caller } from '../domain/caller.ts';

/** How new the house is, and what of it concerns one caller. */
export interface Versions {
	/** Grows when anything that an answer hangs on changes. */
	version: number;
	/** Grows when the entries of the calendar change. */
	calendarVersion: number;
	/** Grows when the booking of a caller's link does, or one that this person asked for. */
	ownVersion: number;
	/** Approvers may see everything. */
	isApprover: boolean;
}

/**
 * How new the house is to this caller. It stands still when something happens that they may not see: not even a number
 * tells them of it, nor when it was.
 */
export function versionTo({ kind }: Pick<Caller, 'kind'>, versions: Versions): number {
	const { version, calendarVersion, ownVersion, isApprover } = versions;
	switch (kind) {
		case 'stranger':
		case 'viewer':
			return calendarVersion;
		case 'booking':
		case 'watch':
			return ownVersion;
		// An approver's, which shows what lies around the booking.
		case 'action':
			return isApprover ? version : ownVersion;
		case 'person':
			return isApprover ? version : Math.max(calendarVersion, ownVersion);
	}
}

/** Who may listen. */
export type Follower = Extract<Caller, { kind: 'viewer' | 'person' | 'booking' }>;

/** How things stand for those who listen. */
export interface Standing extends Pick<Versions, 'version' | 'calendarVersion'> {
	calendarGeneration: number;
	/** Persons by their id; who may no longer hold a link is not there. */
	people: Readonly<Record<string, { generation: number; isApprover: boolean }>>;
	/** `ownVersion` by the id of a booking or person. */
	own: Readonly<Record<string, number>>;
}

/** How new the house is to each of them, and which of their links hold: one statement for all. */
export async function standingOf(sql: Sql, followers: Iterable<Follower>): Promise<Standing> {
	const held = [...followers].filter((one) => one.kind !== 'viewer');
	const [personIds, ownIds] = [new Set(held.map(({ personId }) => personId)), new Set(held.map(ownIdOf))];
	const [row] = await sql<[Standing]>`
		select version, calendar_version as "calendarVersion", calendar_generation as "calendarGeneration",
			coalesce((
				select jsonb_object_agg(id, jsonb_build_object('generation', generation,
					'isApprover', exists (select from approver where person_id = person.id))) from person
				where id = any(${`{${[...personIds]}}`}::uuid[]) and email is not null and blocked_at is null), '{}') as people,
			coalesce((select jsonb_object_agg(about, version) from news where about = any(${`{${[...ownIds]}}`}::uuid[])), '{}') as own
		from house`;
	return row;
}

const ownIdOf = (caller: Exclude<Follower, { kind: 'viewer' }>): string =>
	caller.kind === 'person' ? caller.personId : caller.bookingId;

/** How new the house is to this caller; nothing if their link has ended. */
export function versionIn(standing: Standing, caller: Follower): number | undefined {
	if (caller.kind === 'viewer') {
		const { calendarGeneration, calendarVersion } = standing;
		return caller.calendarGeneration === calendarGeneration ? calendarVersion : undefined;
	}
	const person = standing.people[caller.personId];
	if (person?.generation !== caller.generation) return undefined;
	return versionTo(caller, { ...standing, ...person, ownVersion: standing.own[ownIdOf(caller)] ?? 1 });
}
