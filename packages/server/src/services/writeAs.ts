import { refusal } from '@betzenstein/shared';
import type { Sql, Unit } from '../db/client.ts';
import type { Services } from '../deps.ts';
import type { Caller, System } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { isStillHolder } from '../links/holder.ts';

/**
 * A change by somebody whose link was checked when the request came in. It is checked again under the lock, because
 * they may have been forgotten or blocked meanwhile, or their link rotated. `load` goes out with that check.
 * @throws RefusedError `LINK_ENDED`
 */
export function writeAs<L, T>(
	{ db }: Services,
	caller: Caller | System,
	load: (sql: Sql) => Promise<L>,
	work: (unit: Unit, loaded: L) => Promise<T>,
): Promise<T> {
	return db.write(
		(sql) => Promise.all([isStillHolder(sql, caller), load(sql)]),
		(unit, [isHolder, loaded]) => {
			if (!isHolder) throw new RefusedError(refusal('LINK_ENDED'));
			return work(unit, loaded);
		},
	);
}
