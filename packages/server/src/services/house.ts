/** The house: what anybody may know of it, and its approvers. */
import { dayIn, type HouseInfo, PARTY_SIZE_MAX, refusal, TEXT_MAX } from '@betzenstein/shared';
import type { ApproverConfig } from '../config.ts';
import { approver } from '../db/schema/index.ts';
import { RefusedError } from '../domain/errors.ts';
import { latestStartOn } from '../domain/stay.ts';
import { tellLink } from './access/link.ts';
import { personWith } from './person.ts';
import type { House, Services } from './services.ts';

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

/**
 * Makes the house's approvers those of `APPROVERS`, by name (BR-003). One with another address hands over to that
 * person, open bookings included; one that is gone keeps its older bookings. Who is made an approver is told.
 */
export async function syncApprovers(
	services: Pick<Services, 'db' | 'queue' | 'addressDigests'>,
	wanted: readonly ApproverConfig[],
): Promise<void> {
	await services.db.write(async (unit) => {
		const { tx, now } = unit;
		const before = new Map((await tx.select().from(approver)).map((row) => [row.name, row]));
		const rows = [];
		for (const [position, { name, color, email }] of wanted.entries()) {
			rows.push({ name, color, position, personId: await personWith(unit, services, email), active: true, createdAt: now });
		}
		// All off first: two who swap addresses would meet in the unique index.
		await tx.update(approver).set({ active: false });
		for (const row of rows) {
			const { createdAt: _, ...changed } = row;
			await tx.insert(approver).values(row).onConflictDoUpdate({ target: approver.name, set: changed });
			if (!before.get(row.name)?.active || before.get(row.name)?.personId !== row.personId)
				await tellLink(unit, services, 'MadeApprover', row.personId);
		}
	});
}
