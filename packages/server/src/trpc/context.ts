/** What a procedure gets. Split in two: the REPL and tests make an inner context without any request. */
import { type Reason, refusal } from '@betzenstein/shared';
import type { Services } from '../deps.ts';
import type { Caller } from '../domain/caller.ts';
import { RefusedError } from '../domain/errors.ts';
import { type Holder, holderOf, rememberUse } from '../links/holder.ts';
import type { Claims, Feed } from '../links/tokens.ts';
import { type Tracing, untraced } from '../tracing/tracing.ts';

export interface Context {
	services: Services;
	tracing: Tracing;
	/**
	 * Who is asking for a read or write; looked up at most once per request. @throws RefusedError `LINK_INVALID`,
	 * `LINK_ENDED`
	 */
	resolveCaller: (kind: 'read' | 'write') => Promise<Caller>;
	/** Part of the answer and of the log line. */
	requestId: string;
	/** The caller has sent this before and got no answer, so it may have been done already. */
	isRepeat: boolean;
	/** Counts a read or write of this client (BR-012). @throws RefusedError `RATE_LIMITED` */
	spend: (kind: 'read' | 'write') => Promise<void>;
	/**
	 * Counts a stream of this client until it ends.
	 * @throws RefusedError `RATE_LIMITED` if they have too many open, `UNAVAILABLE` if this process has
	 */
	holdStream: () => void;
	/** Keeps the outcome of a call for the request's log line. */
	record: (call: CallRecord) => void;
}

export interface CallRecord {
	procedure: string;
	/** `ok`, or the reason of the refusal. */
	outcome: 'ok' | Reason;
}

/** A context for a known caller in this process: no limits, no log line. */
export function createInnerContext(services: Services, caller: Caller, requestId: string): Context {
	return {
		services,
		tracing: untraced,
		requestId,
		isRepeat: false,
		resolveCaller: async () => caller,
		spend: async () => {},
		holdStream: () => {},
		record: () => {},
	};
}

/** What a request says about its caller. */
export interface Credentials {
	/** The value of the `Authorization` header. */
	authorization: string | undefined;
	/** Sent by a page that nobody has touched yet: perhaps a mail scanner, so it does not count as using the link. */
	isUnattended: boolean;
}

const BEARER = /^Bearer +(\S+)$/i;

/** Who makes a request, and the house's version at that time. @throws RefusedError `LINK_INVALID`, `LINK_ENDED` */
export async function identify(
	{ tokens, db }: Services,
	{ authorization, isUnattended }: Credentials,
): Promise<Holder> {
	let claims: Exclude<Claims, Feed> | undefined;
	if (authorization !== undefined) {
		const token = BEARER.exec(authorization)?.[1];
		const said = token === undefined ? undefined : await tokens.verify(token);
		if (!said || said.kind === 'feed') throw new RefusedError(refusal('LINK_INVALID'));
		claims = said;
	}
	const holder = await db.read(({ sql }) => holderOf(sql, claims));
	const { caller, isFirstUse } = holder;
	if (isFirstUse && !isUnattended && caller.kind === 'person') {
		await db.note(({ sql, now }) => rememberUse(sql, caller.personId, now));
	}
	return holder;
}
