import { createServices, loadConfig } from '@betzenstein/server';
import type postgres from 'postgres';

/** The tokens of the house's links as a server with this environment would mail them, none rotated yet. */
export interface HouseTokens {
	calendar: string;
	/** By the approvers' names. */
	approvers: Record<string, string>;
}

/** @param env its database must have been served once, which makes the approvers' rows */
export async function signTokens(env: Record<string, string>, sql: postgres.Sql): Promise<HouseTokens> {
	const { tokens, db } = await createServices(loadConfig(env));
	await db.close();
	const rows = await sql<{ name: string; personId: string }[]>`select name, person_id as "personId" from approver`;
	const approvers: Record<string, string> = {};
	for (const { name, personId } of rows)
		approvers[name] = await tokens.sign({ kind: 'person', personId, generation: 1 });
	return { calendar: await tokens.sign({ kind: 'calendar', generation: 1 }), approvers };
}
