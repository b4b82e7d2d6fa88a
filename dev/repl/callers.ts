import { randomUUID } from 'node:crypto';
import {
	type Caller,
	createCaller,
	createInnerContext,
	houseRow,
	personWithEmail,
	type Services,
	tables,
} from '@betzenstein/server';
import { normalizeEmail } from '@betzenstein/shared';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { desc, eq, sql } from 'drizzle-orm';
import { at, bare, mapProcedures, named } from './procedures.ts';

/** Typed calls of every procedure, as one caller. */
export type Callers = ReturnType<typeof createCaller>;

/** Whoever one wants to be. All of them act through the operator, and timelines say so. */
export interface As {
	/** Nobody in particular. */
	stranger: Callers;
	/** Whoever holds the calendar link. */
	viewer: Callers;
	/** @param name the party's, `Ingeborg` */
	approver(name: string): Callers;
	/** @param email of somebody who is known: who has asked for days, or is an approver */
	person(email: string): Callers;
	/** Whoever holds the link to this booking, as its requester. */
	booking(id: string): Callers;
	/**
	 * Whoever holds the link in the mail that asks for this decision, in the booking's present round.
	 * @param name the party's
	 */
	action(name: string, bookingId: string, action: 'approve' | 'deny'): Callers;
	/** @param email of somebody who holds the mailed link that shows and ends what they watch */
	watch(email: string): Callers;
}

type Person = Extract<Caller, { kind: 'person' }>;
type Call = (input: unknown) => unknown;
type Read = Parameters<Services['db']['read']>[0];
type Reading = Parameters<Read>[0];

/**
 * Calls procedures in this process, without any link. Who somebody is gets looked up at each call, so nothing has to be
 * awaited before.
 */
export function createAs(services: Services): As {
	function callersFor(resolve: (reading: Reading) => Promise<Caller>): Callers {
		const caller = createCaller(async () =>
			createInnerContext(services, await services.db.read(resolve), randomUUID()),
		);
		return mapProcedures((path) => named(path.join('.'), at(caller, path) as Call)) as Callers;
	}

	return bare<As>({
		stranger: callersFor(async () => ({ kind: 'stranger' })),
		viewer: callersFor(async ({ sql }) => ({
			kind: 'viewer',
			via: 'operator',
			calendarGeneration: (await houseRow(sql)).generation,
		})),
		approver: (name) => callersFor((reading) => findApprover(reading, name)),
		person: (email) => callersFor((reading) => findPerson(reading, normalizeEmail(email))),
		booking: (id) =>
			callersFor(async (reading) => {
				const { personId, generation } = await findBooking(reading, id);
				return { kind: 'booking', personId, generation, bookingId: id, via: 'operator' };
			}),
		action: (name, bookingId, action) =>
			callersFor(async (reading) => {
				const { personId, generation } = await findApprover(reading, name);
				const { round } = await findBooking(reading, bookingId);
				return { kind: 'action', personId, generation, bookingId, action, round, via: 'operator' };
			}),
		watch: (email) =>
			callersFor(async (reading) => {
				const { personId, generation } = await findPerson(reading, normalizeEmail(email));
				return { kind: 'watch', personId, generation };
			}),
	});
}

async function findApprover(reading: Reading, name: string): Promise<Person> {
	const { approver, person } = tables;
	const known = await reading.tx
		.select({ name: approver.name, email: person.email })
		.from(approver)
		.innerJoin(person, eq(person.id, approver.personId))
		.orderBy(desc(approver.active), approver.position);
	const found = known.find((one) => one.name === name);
	if (found?.email) return findPerson(reading, found.email);
	const names = known.map((one) => one.name).join(', ') || 'nobody yet; the server enters them at its start';
	throw new ExplainedError(`There is no approver ${name}. There is: ${names}.`);
}

/** Its requester, and its round. */
async function findBooking({ tx }: Reading, id: string) {
	const { booking, person } = tables;
	const [found] = await tx
		.select({ personId: person.id, generation: person.generation, round: booking.round })
		.from(booking)
		.innerJoin(person, eq(person.id, booking.requesterId))
		.where(eq(sql`${booking.id}::text`, id.toLowerCase()));
	if (found) return found;
	throw new ExplainedError(
		`There is no booking ${id}. \`await find('…')\` looks for a name, an address or part of an id.`,
	);
}

async function findPerson({ sql }: Reading, address: string): Promise<Person> {
	const found = await personWithEmail(sql, address, 'operator');
	if (found) return found;
	throw new ExplainedError(`Nobody is known by ${address}: it has neither asked for days nor is it an approver's.`);
}
