/** What only the operator does, over the private database: links, persons, approvers, and undoing a leaked calendar link. */
import { type BookingStatus, type DayRange, normalizeEmail } from '@betzenstein/shared';
import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { Tx } from '../db/client.ts';
import { approver, booking, house, person } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';
import { isPast } from '../domain/booking.ts';
import { houseRow } from '../links/holder.ts';
import { changeBooking, only } from './booking/change.ts';
import { personWith } from './house.ts';
import { rotateLink, tellLink } from './links.ts';

/** The operator asked for something that is not there; the message says what. */
export class OperatorError extends Error {
	override readonly name = 'OperatorError';
}

/** The calendar link's token and its generation. */
export function calendarLink({ db, tokens }: Services): Promise<{ token: string; generation: number }> {
	return db.read(async ({ sql }) => {
		const { generation } = await houseRow(sql);
		return { token: await tokens.sign({ kind: 'calendar', generation }), generation };
	});
}

/** Ends the calendar link at once; personal and booking links stay. Answers the new one. */
export async function rotateCalendarLink(services: Services): Promise<{ token: string; generation: number }> {
	await services.db.note(({ tx }) => tx.update(house).set({ calendarGeneration: sql`${house.calendarGeneration} + 1` }));
	return calendarLink(services);
}

/** Ends every link of the person with this address and mails the new personal one. */
export async function rotatePerson(services: Services, email: string): Promise<void> {
	await rotateLink(services, await services.db.read(({ tx }) => personIdOf(tx, email)));
}

/** A blocked person's links are dead and their address gets nothing. */
export async function setBlocked({ db }: Services, email: string, isBlocked: boolean): Promise<void> {
	await db.note(async ({ tx, now }) => {
		const id = await personIdOf(tx, email);
		await tx
			.update(person)
			.set({ blockedAt: isBlocked ? now : null })
			.where(eq(person.id, id));
	});
}

/** Somebody else decides for a party from now on, on open bookings too; they are mailed their personal link. */
export async function replaceApprover(services: Services, name: string, email: string): Promise<void> {
	await services.db.write(async (unit) => {
		const { tx } = unit;
		const [party] = await tx.select().from(approver).where(eq(approver.name, name));
		if (!party) throw new OperatorError(`There is no approver called ${name}.`);
		const personId = await personWith(unit, normalizeEmail(email));
		if (personId === party.personId) throw new OperatorError('That is their address already.');
		const [taken] = await tx
			.select()
			.from(approver)
			.where(and(eq(approver.personId, personId), approver.active));
		if (taken) throw new OperatorError(`That address already decides for ${taken.name}.`);
		await tx.update(approver).set({ personId }).where(eq(approver.name, name));
		await tellLink(unit, services, 'MadeApprover', personId);
	});
}

/** A booking as the operator lists it. */
export interface MadeBooking extends DayRange {
	id: string;
	status: BookingStatus;
	firstName: string;
	createdAt: Date;
}

/** What was asked for with one generation of the calendar link. */
export function madeWithCalendarLink({ db }: Services, generation: number): Promise<MadeBooking[]> {
	return db.read(({ tx }) =>
		tx
			.select({
				id: booking.id,
				status: booking.status,
				startDate: booking.startDate,
				endDate: booking.endDate,
				firstName: booking.firstName,
				createdAt: booking.createdAt,
			})
			.from(booking)
			.where(eq(booking.calendarGeneration, generation))
			.orderBy(asc(booking.createdAt)),
	);
}

/** Cancels these of them that are not over; their requesters and approvers are told. Answers how many it canceled. */
export async function cancelBookings(services: Services, ids: string[]): Promise<number> {
	const open = await services.db.read(async ({ tx, today }) => {
		const rows = await tx
			.select({ id: booking.id, startDate: booking.startDate, endDate: booking.endDate })
			.from(booking)
			.where(and(inArray(booking.id, ids), inArray(booking.status, ['Pending', 'Confirmed', 'Denied'])));
		return rows.filter((row) => !isPast(row, today));
	});
	for (const { id } of open) {
		await changeBooking(services, { kind: 'system', via: 'operator' }, id, only({ type: 'withdraw', tell: 'everybody' }));
	}
	return open.length;
}

async function personIdOf(tx: Tx, email: string): Promise<string> {
	const [row] = await tx
		.select({ id: person.id })
		.from(person)
		.where(eq(person.email, normalizeEmail(email)));
	if (!row) throw new OperatorError('Nobody has that address here.');
	return row.id;
}

/** The links by which people get in: the calendar's, and every approver's own by their name. */
export function accessLinks({ db, tokens }: Services): Promise<{ calendarToken: string; approvers: Record<string, string> }> {
	return db.snapshot(async ({ tx, sql }) => {
		const holders = await tx
			.select({ name: approver.name, personId: person.id, generation: person.generation })
			.from(approver)
			.innerJoin(person, eq(person.id, approver.personId))
			.where(eq(approver.active, true))
			.orderBy(approver.position);
		const links = holders.map(async ({ name, ...claims }) => [name, await tokens.sign({ kind: 'person', ...claims })] as const);
		return {
			calendarToken: await tokens.sign({ kind: 'calendar', generation: (await houseRow(sql)).generation }),
			approvers: Object.fromEntries(await Promise.all(links)),
		};
	});
}
