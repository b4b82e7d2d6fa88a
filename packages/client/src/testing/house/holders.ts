/** Tokens, and who holds them. Here a token is only a name, so that it reads well in a failing test. */
import type { Caller } from '@betzenstein/server/domain/caller';
import { RefusedError } from '@betzenstein/server/domain/errors';
import { refusal } from '@betzenstein/shared';
import type { Rows } from './rows.ts';

/** The token of the link that makes somebody this caller; the same each time. */
export function tokenOf({ holders }: Rows, caller: Exclude<Caller, { kind: 'stranger' }>): string {
	const { kind, personId, bookingId, action, round } = { ...NOBODY, ...caller };
	const token = [kind, personId, bookingId, action, round].filter((part) => part !== undefined).join('.');
	holders.set(token, caller);
	return token;
}

const NOBODY = { personId: undefined, bookingId: undefined, action: undefined, round: undefined };

/** @throws RefusedError `LINK_INVALID` */
export function holderOf({ holders }: Rows, token: string | undefined): Caller {
	const holder: Caller | undefined = token === undefined ? { kind: 'stranger' } : holders.get(token);
	if (!holder) throw new RefusedError(refusal('LINK_INVALID'));
	return holder;
}
