/** What a procedure gets. Split in two: the REPL and tests make an inner context without any request. */
import { refusal } from '@betzenstein/shared';
import type { Logger } from 'pino';
import { callerOf } from '../access/caller.ts';
import type { Caller } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Services } from '../services/services.ts';

export interface Context {
	services: Services;
	/** Who is asking; looked up at most once per request. @throws RefusedError `LINK_INVALID`, `LINK_ENDED` */
	caller: () => Promise<Caller>;
	/** Stands in the answer and in the log. */
	requestId: string;
	log: Logger;
}

/** A context for a known caller. */
export function createInnerContext(deps: { services: Services; log: Logger }, caller: Caller, requestId: string): Context {
	return { ...deps, requestId, caller: async () => caller };
}

/** A context for a request with this `Authorization` header. */
export function createRequestContext(
	deps: { services: Services; log: Logger },
	authorization: string | undefined,
	requestId: string,
): Context {
	let caller: Promise<Caller> | undefined;
	return {
		...deps,
		requestId,
		caller: () => {
			caller ??= resolveCaller(deps.services, authorization);
			return caller;
		},
	};
}

const BEARER = /^Bearer +(\S+)$/i;

async function resolveCaller({ tokens, db }: Services, authorization: string | undefined): Promise<Caller> {
	if (authorization === undefined) return { kind: 'stranger' };
	const token = BEARER.exec(authorization)?.[1];
	const claims = token === undefined ? undefined : await tokens.verify(token);
	if (!claims) throw new RefusedError(refusal('LINK_INVALID'));
	return db.read((tx) => callerOf(tx, claims));
}
