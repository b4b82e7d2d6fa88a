/** Answers that tRPC made once, sent again while nothing that they depend on has changed. */
import { hash, randomUUID } from 'node:crypto';
import { dayIn } from '@betzenstein/shared';
import { LRUCache } from 'lru-cache';
import type { Services } from '../deps.ts';
import type { Caller } from '../domain/caller.ts';

/** Most characters kept, all answers together; a month of the calendar has some two thousand. */
const MAX_LENGTH = 8 * 1024 * 1024;
/** Larger answers are not kept. */
const MAX_ANSWER = 256 * 1024;

export interface RememberedAnswers {
	/**
	 * A name for everything that the answer at this URL depends on: the caller, the version of what it shows, the day, and
	 * the release with its settings. A strong `ETag`, because the same name means the same bytes.
	 */
	nameOf(url: string, caller: Caller, version: number): string;
	get(name: string): string | undefined;
	set(name: string, answer: string): void;
}

/**
 * @param release the code that answers, since another one may answer with other bytes. Without it, each process counts
 * as a release of its own.
 */
export function rememberAnswers({ clock, house }: Services, release: string | undefined): RememberedAnswers {
	const maker = hash('sha256', JSON.stringify([release ?? randomUUID(), house]), 'base64url');
	const answers = new LRUCache<string, string>({
		maxSize: MAX_LENGTH,
		maxEntrySize: MAX_ANSWER,
		sizeCalculation: ({ length }) => length + 256,
	});
	return {
		nameOf: (url, caller, version) => {
			const day = dayIn(house.timeZone, clock());
			return hash('sha256', JSON.stringify([maker, version, day, caller, url]), 'base64url');
		},
		get: (name) => answers.get(name),
		set: (name, answer) => void answers.set(name, answer),
	};
}

/** Does the caller have the answer of this name already? */
export const alreadyHas = (ifNoneMatch: string | undefined, name: string): boolean =>
	ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${name}"`) ?? false;
