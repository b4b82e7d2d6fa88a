/** The house: what anybody may know of it, and its approvers. */
import { randomUUID } from 'node:crypto';
import { dayIn, type HouseInfo, PARTY_SIZE_MAX, refusal, TEXT_MAX } from '@betzenstein/shared';
import { eq } from 'drizzle-orm';
import type { Unit } from '../db/client.ts';
import { approver, person } from '../db/schema/index.ts';
import type { House, Services } from '../deps.ts';
import { RefusedError } from '../domain/errors.ts';
import { latestStartOn } from '../domain/stay.ts';
import { tellLink } from './links.ts';

export function houseInfo(services: Services): HouseInfo {
	const { name, timeZone, parties, limits, holidayRegion } = services.house;
	const today = dayIn(timeZone, services.clock());
	return {
		name,
		timeZone,
		today,
		parties: [...parties],
		limits: {
			maxPartySize: PARTY_SIZE_MAX,
			maxDescription: TEXT_MAX,
			longStayDays: limits.longStayDays,
			maxStayDays: limits.maxStayDays,
			horizonMonths: limits.horizonMonths,
			latestStart: latestStartOn(today, limits),
		},
		holidayRegion,
	};
}

/** An affiliation is one of the house's parties, which the schema cannot know, or stays what it is. @throws RefusedError `INVALID_INPUT` */
export function checkParty(house: House, name: string | undefined, path: string, current?: { affiliation: string }): void {
	if (name === undefined || name === current?.affiliation || house.parties.some((party) => party.name === name)) return;
	throw new RefusedError(refusal('INVALID_INPUT', { fields: [{ path, issue: 'unknown_party' }] }));
}

/** An approver as `APPROVERS` has it. */
export interface ConfiguredApprover {
	name: string;
	/** `#RRGGBB`. */
	color: string;
	email: string;
}

/**
 * Makes the house's approvers those of `APPROVERS`, by name (BR-003). One with another address hands over to that
 * person, open bookings included; one that is gone keeps its older bookings. Who is made an approver is told.
 */
export async function syncApprovers(services: Pick<Services, 'db' | 'queue'>, wanted: readonly ConfiguredApprover[]): Promise<void> {
	await services.db.write(async (unit) => {
		const { tx, now } = unit;
		const before = new Map((await tx.select().from(approver)).map((row) => [row.name, row]));
		const rows = [];
		for (const [position, { name, color, email }] of wanted.entries()) {
			rows.push({ name, color, position, personId: await personWith(unit, email), active: true, createdAt: now });
		}
		// All off first: two who swap addresses would meet in the unique index.
		await tx.update(approver).set({ active: false });
		for (const row of rows) {
			const { createdAt: _, ...changed } = row;
			await tx.insert(approver).values(row).onConflictDoUpdate({ target: approver.name, set: changed });
			if (before.get(row.name)?.personId !== row.personId) await tellLink(unit, services, 'MadeApprover', row.personId);
		}
	});
}

/** The person with this address, made if there is none. */
export async function personWith({ tx, now }: Unit, email: string): Promise<string> {
	await tx
		.insert(person)
		.values({ id: randomUUID(), email, createdAt: now, lastAskedAt: now })
		.onConflictDoNothing({ target: person.email });
	const [row] = await tx.select({ id: person.id }).from(person).where(eq(person.email, email));
	if (!row) throw new Error('A person that was just made is gone');
	return row.id;
}
