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
import { desc, eq } from 'drizzle-orm';
import { at, mapProcedures, named } from './procedures.ts';

/** Typed calls of every procedure, as one caller. */
export type Callers = ReturnType<typeof createCaller>;

/** Whoever one wants to be. Persons act through the operator, and their timelines say so. */
export interface As {
	/** Nobody in particular. */
	stranger: Callers;
	/** Whoever holds the calendar link. */
	viewer: Callers;
	/** @param name the party's, `Ingeborg` */
	approver(name: string): Callers;
	/** @param email of somebody who is known: who has asked for days, or is an approver */
	person(email: string): Callers;
}

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

	return {
		stranger: callersFor(async () => ({ kind: 'stranger' })),
		viewer: callersFor(async ({ sql }) => ({
			kind: 'viewer',
			via: 'operator',
			calendarGeneration: (await houseRow(sql)).generation,
		})),
		approver: (name) => callersFor((reading) => findApprover(reading, name)),
		person: (email) => callersFor((reading) => findPerson(reading, normalizeEmail(email))),
	};
}

async function findApprover(reading: Reading, name: string): Promise<Caller> {
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

async function findPerson({ sql }: Reading, address: string): Promise<Caller> {
	const found = await personWithEmail(sql, address, 'operator');
	if (found) return found;
	throw new ExplainedError(`Nobody is known by ${address}: it has neither asked for days nor is it an approver's.`);
}
