import { randomUUID } from 'node:crypto';
import {
	type Caller,
	calendarGeneration,
	createCaller,
	createInnerContext,
	personCaller,
	type Services,
	tables,
} from '@betzenstein/server';
import { normalizeEmail } from '@betzenstein/shared';
import { desc, eq } from 'drizzle-orm';
import { ExplainedError } from '../explainedError.ts';
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
type Tx = Parameters<typeof personCaller>[0];
type Holder = Parameters<typeof personCaller>[1];

/** Calls procedures in this process, without any link. Who somebody is gets looked up at each call, so nothing has to be awaited before. */
export function createAs(services: Services): As {
	function callersFor(resolve: (tx: Tx) => Promise<Caller>): Callers {
		const caller = createCaller(async () => createInnerContext(services, await services.db.read(resolve), randomUUID()));
		return mapProcedures((path) => named(path.join('.'), at(caller, path) as Call)) as Callers;
	}

	function personFor(find: (tx: Tx) => Promise<Holder>): Callers {
		return callersFor(async (tx) => personCaller(tx, await find(tx), 'operator'));
	}

	return {
		stranger: callersFor(async () => ({ kind: 'stranger' })),
		viewer: callersFor(async (tx) => ({ kind: 'viewer', via: 'operator', calendarGeneration: await calendarGeneration(tx) })),
		approver: (name) => personFor((tx) => findApprover(tx, name)),
		person: (email) => personFor((tx) => findPerson(tx, email)),
	};
}

async function findApprover(tx: Tx, name: string): Promise<Holder> {
	const { approver, person } = tables;
	const known = await tx
		.select({ name: approver.name, id: person.id, email: person.email })
		.from(approver)
		.innerJoin(person, eq(person.id, approver.personId))
		.orderBy(desc(approver.active), approver.position);
	const found = known.find((one) => one.name === name);
	if (found?.email) return { id: found.id, email: found.email };
	const names = known.map((one) => one.name).join(', ') || 'nobody yet; the server enters them at its start';
	throw new ExplainedError(`There is no approver ${name}. There is: ${names}.`);
}

async function findPerson(tx: Tx, email: string): Promise<Holder> {
	const address = normalizeEmail(email);
	const [found] = await tx.select().from(tables.person).where(eq(tables.person.email, address));
	if (found) return { id: found.id, email: address };
	throw new ExplainedError(`Nobody is known by ${address}: it has neither asked for days nor is it an approver's.`);
}
