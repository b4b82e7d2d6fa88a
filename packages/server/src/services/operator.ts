/**
 * What only the operator does, directly on the database: links, persons, approvers, and undoing a leaked calendar link.
 */
import { type BookingStatus, type DayRange, normalizeEmail } from '@betzenstein/shared';
import { Email } from '@betzenstein/shared/schema';
import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Tx } from '../db/client.ts';
import { noteOperation } from '../db/operatorLog.ts';
import { approver, booking, house, operatorLog, person, watch } from '../db/schema/index.ts';
import type { Services } from '../deps.ts';
import { isPast, seenBy } from '../domain/booking.ts';
import type { System } from '../domain/caller.ts';
import { houseRow } from '../links/holder.ts';
import { applyCommand } from './booking/change.ts';
import { loadBooking } from './booking/load.ts';
import { remindOfParty } from './due/reminders.ts';
import { endLinks, tellLink } from './links.ts';
import { dropBlock, personWith } from './person.ts';
import { writeAs } from './writeAs.ts';

/** Something the operator asked for is not possible; the message says what. */
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

/**
 * Ends the calendar link at once, with the watches that were asked for with it, and returns the new one; personal and
 * booking links stay.
 */
export async function rotateCalendarLink(services: Services): Promise<{ token: string; generation: number }> {
	// Under the house's lock, so that nobody adds a watch to those that end with it.
	await services.db.write(async (unit) => {
		const { tx } = unit;
		const [ended] = await tx
			.update(house)
			.set({ calendarGeneration: sql`${house.calendarGeneration} + 1` })
			.returning({ generation: sql<number>`${house.calendarGeneration} - 1` });
		await tx.delete(watch).where(eq(watch.isTyped, true));
		noteOperation(unit, { command: 'rotate-calendar-link', detail: `generation ${ended?.generation}` });
	});
	return calendarLink(services);
}

/** Ends every link of the person with this address and mails a new personal one. */
export async function rotatePerson(services: Services, email: string): Promise<void> {
	await services.db.note(async (unit) => {
		const personId = await personIdOf(unit.tx, email);
		await endLinks(unit, services, personId);
		noteOperation(unit, { command: 'rotate-person', personId });
	});
}

/** Blocks or unblocks an address: its links are dead and it gets no mails, even after it has been forgotten. */
export async function setBlocked(services: Services, address: string, isBlocked: boolean): Promise<void> {
	const email = normalizeEmail(address);
	await services.db.note(async (unit) => {
		const { sql, now } = unit;
		const [changed] = await sql<
			{ id: string }[]
		>`update person set blocked_at = ${isBlocked ? now : null} where email = ${email} returning id`;
		const isDropped = !isBlocked && (await dropBlock(sql, services, email));
		if (!changed && !isDropped) throw nobody();
		noteOperation(unit, { command: isBlocked ? 'block' : 'unblock', personId: changed?.id });
	});
}

/**
 * Gives a party to somebody else, open bookings included, and mails them their personal link. A party that has left
 * `APPROVERS` has only its open bookings left: whoever takes it over is asked about those, and may be an approver
 * already.
 */
export async function replaceApprover(services: Services, name: string, address: string): Promise<void> {
	const email = Email.safeParse(address);
	if (!email.success) throw new OperatorError('That is not an address.');
	await services.db.write(async (unit) => {
		const { tx } = unit;
		const [party] = await tx.select().from(approver).where(eq(approver.name, name));
		if (!party) throw new OperatorError(`There is no approver called ${name}.`);
		const personId = await personWith(unit, services, email.data);
		if (personId === party.personId) throw new OperatorError('That is their address already.');
		const [blocked] = await tx
			.select()
			.from(person)
			.where(and(eq(person.id, personId), isNotNull(person.blockedAt)));
		if (blocked) throw new OperatorError('That address is blocked.');
		const [taken] = await tx
			.select()
			.from(approver)
			.where(and(eq(approver.personId, personId), approver.active));
		if (party.active && taken) throw new OperatorError(`That address already decides for ${taken.name}.`);
		await tx.update(approver).set({ personId }).where(eq(approver.name, name));
		if (party.active) await tellLink(unit, services, 'MadeApprover', personId);
		else await remindOfParty(unit, services, { name, personId });
		noteOperation(unit, { command: 'replace-approver', personId, detail: name });
	});
}

/** A booking as the operator lists it. */
export interface MadeBooking extends DayRange {
	id: string;
	status: BookingStatus;
	firstName: string;
	createdAt: Date;
}

/** The bookings that were made with one generation of the calendar link. */
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

/** Cancels those of the bookings that are not over; requesters and approvers are told. Returns how many those were. */
export async function cancelBookings(services: Services, ids: string[]): Promise<number> {
	const open = await services.db.read(async ({ tx, today }) => {
		const rows = await tx
			.select({ id: booking.id, startDate: booking.startDate, endDate: booking.endDate })
			.from(booking)
			.where(and(inArray(booking.id, ids), inArray(booking.status, ['Pending', 'Confirmed', 'Denied'])));
		return rows.filter((row) => !isPast(row, today));
	});
	for (const { id } of open) {
		await writeAs(
			services,
			OPERATOR,
			(sql) => loadBooking(sql, id),
			async (unit, loaded) => {
				const seen = seenBy(loaded?.state, OPERATOR);
				const command = { type: 'withdraw', tell: 'everybody' } as const;
				const { verdict } = await applyCommand(services, unit, OPERATOR, loaded, seen, command);
				if (verdict.kind === 'changed') noteOperation(unit, { command: 'cancel-leaked', detail: id });
			},
		);
	}
	return open.length;
}

const OPERATOR: System = { kind: 'system', via: 'operator' };

/** A change of the operator's, as the operator lists it. */
export interface NotedOperation {
	at: Date;
	command: string;
	/** The address of whom it was done to, while it is known. */
	email: string | null;
	detail: string | null;
}

/** The operator's latest changes, the newest first. */
export function operations({ db }: Services, limit = 100): Promise<NotedOperation[]> {
	return db.read(({ tx }) =>
		tx
			.select({
				at: operatorLog.at,
				command: operatorLog.command,
				email: person.email,
				detail: operatorLog.detail,
			})
			.from(operatorLog)
			.leftJoin(person, eq(person.id, operatorLog.personId))
			.orderBy(desc(operatorLog.sequence))
			.limit(limit),
	);
}

async function personIdOf(tx: Tx, email: string): Promise<string> {
	const [row] = await tx
		.select({ id: person.id })
		.from(person)
		.where(eq(person.email, normalizeEmail(email)));
	if (!row) throw nobody();
	return row.id;
}

/** The links to get in with: the calendar link, and each approver's personal link by name. */
export function accessLinks({
	db,
	tokens,
}: Services): Promise<{ calendarToken: string; approvers: Record<string, string> }> {
	return db.snapshot(async ({ tx, sql }) => {
		const holders = await tx
			.select({ name: approver.name, personId: person.id, generation: person.generation })
			.from(approver)
			.innerJoin(person, eq(person.id, approver.personId))
			.where(eq(approver.active, true))
			.orderBy(approver.position);
		const links = holders.map(
			async ({ name, ...claims }) => [name, await tokens.sign({ kind: 'person', ...claims })] as const,
		);
		return {
			calendarToken: await tokens.sign({ kind: 'calendar', generation: (await houseRow(sql)).generation }),
			approvers: Object.fromEntries(await Promise.all(links)),
		};
	});
}

const nobody = () => new OperatorError('Nobody has that address here.');
