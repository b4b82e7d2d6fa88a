/** What the schema of a form cannot know. */
import { type CreateBookingInput, refusal } from '@betzenstein/shared';
import type { Person, Viewer } from './caller.ts';
import { RefusedError } from './errors.ts';
import type { House } from './house.ts';

/**
 * Whom a form is about: a viewer types an address, a person's is known, and may be left out.
 * @throws RefusedError `INVALID_INPUT` if it is missing or somebody else's
 */
export function addressOf(caller: Viewer | Person, typed: string | undefined): string {
	if (caller.kind === 'viewer') {
		if (typed === undefined)
			throw new RefusedError(refusal('INVALID_INPUT', { fields: [{ path: 'email', issue: 'required' }] }));
		return typed;
	}
	if (typed !== undefined && typed !== caller.email) {
		throw new RefusedError(refusal('INVALID_INPUT', { fields: [{ path: 'email', issue: 'not_yours' }] }));
	}
	return caller.email;
}

/**
 * An affiliation must be one of the house's parties, unless it stays the same.
 * @throws RefusedError `INVALID_INPUT`
 */
export function checkParty(
	{ parties }: Pick<House, 'parties'>,
	name: string | undefined,
	path: string,
	current?: { affiliation: string },
): void {
	if (name === undefined || name === current?.affiliation || parties.some((party) => party.name === name)) return;
	throw new RefusedError(refusal('INVALID_INPUT', { fields: [{ path, issue: 'unknown_party' }] }));
}

/** How long a `requestKey` leads to the same booking. */
const REPEAT_WINDOW_MS = 24 * 3_600_000;

/** Is a request that came with this key then remembered now? */
export const isRemembered = (then: Date, now: Date): boolean => now.getTime() - then.getTime() <= REPEAT_WINDOW_MS;

/** What has to be the same for two requests with one key to be the same request. The caller counts as content. */
export function contentOf(caller: Viewer | Person, input: CreateBookingInput): string {
	const { firstName, email, startDate, endDate, partySize, affiliation, description, confirmLongStay } = input;
	const who = caller.kind === 'person' ? caller.personId : caller.kind;
	return JSON.stringify([
		who,
		firstName,
		email,
		startDate,
		endDate,
		partySize,
		affiliation,
		description ?? null,
		confirmLongStay ?? false,
	]);
}
