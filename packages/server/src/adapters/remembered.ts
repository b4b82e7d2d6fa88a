/** Answers that tRPC made once and that are sent again while nothing they hang on has changed. */
import { hash, randomUUID } from 'node:crypto';
import { dayIn } from '@betzenstein/shared';
import { LRUCache } from 'lru-cache';
import type { Services } from '../deps.ts';
import type { Caller } from '../domain/caller.ts';

/** Most characters of answers that are kept; a month of the calendar has some two thousand. */
const MAX_LENGTH = 8 * 1024 * 1024;
/** An answer larger than this is made anew. */
const MAX_ANSWER = 256 * 1024;

export interface RememberedAnswers {
	/**
	 * Names what an answer at this address hangs on: who asks, the version of what it shows, the day, and the release with
	 * its settings. As strong as an `ETag` has to be, for the same name means the same bytes.
	 */
	nameOf(url: string, caller: Caller, version: number): string;
	get(name: string): string | undefined;
	set(name: string, answer: string): void;
}

/**
 * @param release which code answers; another one may answer with other bytes. Without it this process stands for
 * itself.
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
