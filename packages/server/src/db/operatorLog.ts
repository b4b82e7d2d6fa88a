/** The operator's trace: one row for each change, which is there if and only if the change is. */
import type { Unit } from './client.ts';

/** A change of the operator's, with no address in it. */
export interface Operation {
	/** As `admin` calls it. */
	command: string;
	personId?: string | undefined;
	detail?: string;
}

/** Notes what the operator does in this transaction. */
export function noteOperation({ sql, now, send }: Unit, { command, personId, detail }: Operation): void {
	send(sql`insert into operator_log (at, command, person_id, detail)
		values (${now}, ${command}, ${personId ?? null}, ${detail ?? null})`);
}
