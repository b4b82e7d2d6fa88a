/** Why calls were refused as `UNAVAILABLE`: the database's code, and nothing of what was asked. */
import { codeOf } from '../db/pgErrors.ts';
import type { Log } from '../log.ts';

/** During an outage, at most one line in this time for each code. */
const EVERY_MS = 1_000;

/**
 * Logs the first call that was refused with `UNAVAILABLE` for this cause; the next line says how many came in between.
 */
export function unavailableLog(log: Log): (cause: unknown, call: { requestId: string; procedure: string }) => void {
	const lines = new Map<string, { at: number; passedOver: number }>();
	return (cause, call) => {
		const code = codeOf(cause);
		const last = lines.get(code);
		if (last && performance.now() - last.at < EVERY_MS) {
			last.passedOver++;
			return;
		}
		log.warn({ ...call, code, count: 1 + (last?.passedOver ?? 0) }, 'unavailable');
		lines.set(code, { at: performance.now(), passedOver: 0 });
	};
}
