/** The approvers of the house. */
import { createHash } from 'node:crypto';
import type { Sql, Unit } from '../db/client.ts';
import type { Services } from '../deps.ts';
import { tellLink } from './links.ts';
import { personWith } from './person.ts';

/** An approver as listed in `APPROVERS`. */
export interface ConfiguredApprover {
	name: string;
	/** `#RRGGBB`. */
	color: string;
	email: string;
}

/**
 * Makes the house's approvers those of `APPROVERS`, matched by name (BR-003). If an entry's address has changed since
 * the last start, that person takes the party over, open bookings included. If not, the party stays with whomever the
 * operator has given it to. A party that is no longer listed keeps its older bookings. New approvers are told by mail.
 * @returns the parties whose approver is not the one in `APPROVERS`
 */
export async function syncApprovers(
	services: Pick<Services, 'db' | 'queue' | 'addressDigests'>,
	wanted: readonly ConfiguredApprover[],
): Promise<string[]> {
	// Most starts find everything in place, and need not wait for the house's lock.
	let found = await services.db.read(({ sql }) => compare(sql, wanted));
	if (!found.isInPlace) {
		found = await services.db.write(async (unit) => {
			const fresh = await compare(unit.sql, wanted);
			// Another instance may have been faster.
			if (!fresh.isInPlace) await write(unit, services, fresh.entries);
			return fresh;
		});
	}
	return found.entries.filter(({ isKept }) => isKept).map(({ name }) => name);
}

/** An approver as left by the last start, or by the operator since then. */
interface ApproverRow {
	name: string;
	color: string;
	position: number;
	active: boolean;
	configured: string | null;
	personId: string;
	email: string | null;
}

/** An entry of `APPROVERS`, and its row if there is one. */
interface Entry extends ConfiguredApprover {
	position: number;
	configured: string;
	before: ApproverRow | undefined;
	/** Does the party stay with somebody else than the entry's address? */
	isKept: boolean;
}

async function compare(
	sql: Sql,
	wanted: readonly ConfiguredApprover[],
): Promise<{ entries: Entry[]; isInPlace: boolean }> {
	const rows = await sql<ApproverRow[]>`select name, color, position, active, configured, person_id as "personId", email
		from approver join person on person.id = person_id`;
	const entries = wanted.map((entry, position): Entry => {
		const before = rows.find(({ name }) => name === entry.name);
		const configured = createHash('sha256').update(entry.email).digest('hex');
		const isElsewhere = before?.active === true && before.email !== entry.email;
		// Nobody has two parties: if another entry lists that person, they belong there.
		const isKept =
			isElsewhere && before.configured === configured && !wanted.some(({ email }) => email === before.email);
		return { ...entry, position, configured, before, isKept };
	});
	const isInPlace = entries.every(
		({ before, isKept, ...entry }) =>
			before?.active &&
			(isKept || before.email === entry.email) &&
			before.color === entry.color &&
			before.position === entry.position &&
			before.configured === entry.configured,
	);
	return { entries, isInPlace: isInPlace && rows.filter(({ active }) => active).length === entries.length };
}

async function write(
	unit: Unit,
	services: Pick<Services, 'queue' | 'addressDigests'>,
	entries: readonly Entry[],
): Promise<void> {
	const { sql, now } = unit;
	// All off first, because two approvers who swap addresses would violate the unique index.
	await sql`update approver set active = false, configured = null`;
	for (const { name, color, email, position, configured, before, isKept } of entries) {
		const personId = before && isKept ? before.personId : await personWith(unit, services, email);
		await sql`insert into approver (name, color, position, person_id, configured, created_at)
			values (${name}, ${color}, ${position}, ${personId}, ${configured}, ${now})
			on conflict (name) do update set active = true, color = excluded.color, position = excluded.position,
				person_id = excluded.person_id, configured = excluded.configured`;
		if (!before?.active || before.personId !== personId) await tellLink(unit, services, 'MadeApprover', personId);
	}
}
