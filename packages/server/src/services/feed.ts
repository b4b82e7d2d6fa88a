/** Calendar feeds: their addresses, who holds one, and what it says. */
import { addMonths, type Day, dayIn, type FeedAddress, isolated, refusal } from '@betzenstein/shared';
import type { Fragment } from 'postgres';
import { calendarFile, descriptionOf, type Entry } from '../calendar/calendarFile.ts';
import type { Sql } from '../db/client.ts';
import type { Services } from '../deps.ts';
import type { Person, Viewer } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { type Holder, holderOf } from '../links/holder.ts';
import { belongs } from './booking/read.ts';
import { isStay } from './calendar.ts';
import { startOf } from './houseTime.ts';

/** The house's feed for a viewer, their own for a person; the same each time until their link is rotated. */
export async function feedAddress({ tokens, apiUrl }: Services, caller: Viewer | Person): Promise<FeedAddress> {
	const secret = await tokens.sign(
		caller.kind === 'viewer'
			? { kind: 'feed', generation: caller.calendarGeneration }
			: { kind: 'feed', personId: caller.personId, generation: caller.generation },
	);
	return { url: `${apiUrl}/calendar/${secret}.ics` };
}

/** Whose link a feed belongs to, and how new the house is. */
export interface FeedHolder extends Pick<Holder, 'version'> {
	caller: Viewer | Person;
}

/** Who may read the feed with this secret. @throws RefusedError `LINK_INVALID`, `LINK_ENDED` */
export async function feedHolder({ tokens, db }: Services, secret: string): Promise<FeedHolder> {
	const feed = await tokens.verify(secret);
	if (feed?.kind !== 'feed') throw new RefusedError(refusal('LINK_INVALID'));
	const { personId, generation } = feed;
	const { caller, version } = await db.read(({ sql }) =>
		holderOf(sql, personId === undefined ? { kind: 'calendar', generation } : { kind: 'person', personId, generation }),
	);
	if (caller.kind !== 'viewer' && caller.kind !== 'person') throw new Error('A feed of neither the house nor a person');
	return { caller, version };
}

/** Since when a feed says what it says: the last change of the house, which its version tells, or midnight. */
export function feedChangedAt({ clock, house }: Services, { version }: FeedHolder): Date {
	const midnight = startOf(dayIn(house.timeZone, clock()), house.timeZone);
	return new Date(Math.max(version, midnight.getTime()));
}

/** How long a stay that is over is still told of. */
const MONTHS_BACK = 12;

/**
 * What a viewer sees of all stays; or a person's own, and what waits for their answer. A stay that is denied or canceled
 * is not in it, and programs take it out.
 */
export function readFeed({ db, house }: Services, { caller }: FeedHolder): Promise<string> {
	return db.read(async ({ sql, today }) => {
		const { isOwn, isIn } = partOf(sql, caller, today);
		const stays = await sql<Stay[]>`
			select id, start_date as "startDate", end_date as "endDate", status, first_name as "firstName",
				party_size as "partySize", affiliation, revision, last_activity_at as "at",
				${isOwn} as "isOwn"
			from booking b
			where ${isStay(sql, today)} and end_date >= ${addMonths(today, -MONTHS_BACK)} and ${isIn}
			order by start_date, id`;
		const isPersonal = caller.kind === 'person';
		const entries = stays.map((stay): Entry => {
			const description = descriptionOf(stay, isolated(stay.affiliation));
			return {
				...stay,
				place: house.name,
				name: isolated(stay.firstName),
				description: isPersonal && !stay.isOwn ? `${description}\nWartet auf deine Antwort.` : description,
			};
		});
		return calendarFile(entries, { name: isPersonal ? `${isolated(house.name)}: deine Tage` : house.name });
	});
}

/** Which bookings `b` are in a caller's feed, and which of them are their own. */
function partOf(sql: Sql, caller: Viewer | Person, today: Day): { isIn: Fragment; isOwn: Fragment } {
	if (caller.kind === 'viewer') return { isIn: sql`true`, isOwn: sql`false` };
	const isOwn = belongs(sql, 'mine', caller.personId, today);
	return { isIn: sql`(${isOwn} or ${belongs(sql, 'outstanding', caller.personId, today)})`, isOwn };
}

interface Stay extends Omit<Entry, 'place' | 'name' | 'description'> {
	firstName: string;
	affiliation: string;
}
