/** Whether two addresses lead to the same database. */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { connectTo, type DatabaseAddress } from './address.ts';

/** An address, and the variable that holds it. */
export interface NamedAddress extends DatabaseAddress {
	name: string;
}

const PATIENCE_MS = 8_000;

/**
 * What to tell the operator if they do not; undefined if they do.
 * @throws if one of them does not answer in time
 */
export async function differenceOf(one: NamedAddress, other: NamedAddress): Promise<string | undefined> {
	if (one.url === other.url || (await isSameDatabase(one, other))) return undefined;
	return (
		`${one.name} and ${other.name} lead to two databases. Set both to the same one, at the same time ` +
		'(docs/runbook.md, Backup and restore).'
	);
}

/**
 * What one session has locked, another one of the same database finds locked. A marker or the cluster's own identifier
 * would not tell: a restored backup has both. This also works through a pooler, and without any rights.
 */
async function isSameDatabase(one: DatabaseAddress, other: DatabaseAddress): Promise<boolean> {
	const open = (address: DatabaseAddress) =>
		connectTo(address, { max: 1, prepare: false, fetch_types: false, connect_timeout: 5, onnotice: () => {} });
	const [holder, finder] = [open(one), open(other)];
	const key = randomBytes(8).readBigInt64BE();
	const looking = holder.begin(async (sql) => {
		await sql.unsafe(`select pg_advisory_xact_lock(${key})`);
		const [found] = await finder.unsafe(`select pg_try_advisory_xact_lock(${key}) as "isFree"`);
		return found?.['isFree'] === false;
	});
	const givingUp = sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
		throw Object.assign(new Error('A database did not answer in time'), { code: 'ETIMEDOUT' });
	});
	try {
		return await Promise.race([looking, givingUp]);
	} finally {
		// Nobody waits for what is still under way.
		looking.catch(() => {});
		givingUp.catch(() => {});
		await Promise.all([holder, finder].map((sql) => sql.end({ timeout: 0 })));
	}
}
