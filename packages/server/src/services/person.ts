/** Adding people by their address, and keeping the blocks of addresses that are forgotten. */
import { randomUUID } from 'node:crypto';
import type { Fragment } from 'postgres';
import type { Sql, Unit } from '../db/client.ts';
import type { Services } from '../deps.ts';

/**
 * Inserts a person, blocked if the address was blocked when it was forgotten. The caller has to add an `on conflict …`
 * clause.
 */
export const insertPerson = (
	{ sql, now }: Pick<Unit, 'sql' | 'now'>,
	services: Pick<Services, 'addressDigests'>,
	{ id, email }: { id: string; email: string },
): Fragment => sql`
	insert into person (id, email, created_at, last_asked_at, blocked_at)
	values (${id}, ${email}, ${now}, ${now}, (select max(blocked_at) from blocked_address where ${isOf(sql, services, email)}))`;

/** The id of the person with this address, who is added if unknown. */
export async function personWith(
	unit: Pick<Unit, 'sql' | 'now'>,
	services: Pick<Services, 'addressDigests'>,
	email: string,
): Promise<string> {
	const { sql } = unit;
	await sql`${insertPerson(unit, services, { id: randomUUID(), email })} on conflict (email) do nothing`;
	const [row] = await sql<[{ id: string }]>`select id from person where email = ${email}`;
	return row.id;
}

/** Keeps the blocks of those people whose addresses are deleted in this transaction. */
export async function keepBlocks(
	sql: Sql,
	{ addressDigests }: Pick<Services, 'addressDigests'>,
	forgotten: readonly { email: string | null; blockedAt: Date | null }[],
): Promise<void> {
	for (const { email, blockedAt } of forgotten) {
		if (email === null || blockedAt === null) continue;
		await sql`insert into blocked_address (digest, blocked_at) values (${addressDigests(email)[0]}, ${blockedAt}) on conflict do nothing`;
	}
}

/** Lifts the block of a forgotten address; false if there was none. */
export async function dropBlock(sql: Sql, services: Pick<Services, 'addressDigests'>, email: string): Promise<boolean> {
	const dropped = await sql`delete from blocked_address where ${isOf(sql, services, email)} returning digest`;
	return dropped.length > 0;
}

const isOf = (sql: Sql, { addressDigests }: Pick<Services, 'addressDigests'>, email: string): Fragment =>
	sql`digest = any(${`{${addressDigests(email)}}`}::text[])`;
