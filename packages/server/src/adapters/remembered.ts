/** Answers that tRPC made once and that are sent again while nothing they hang on has changed. */
import { createHash, randomUUID } from 'node:crypto';
import { dayIn } from '@betzenstein/shared';
import { LRUCache } from 'lru-cache';
import type { Holder } from '../access/caller.ts';
import type { Services } from '../services/services.ts';

/** Most bytes of answers that are kept; a month of the calendar has some two thousand. */
const MAX_BYTES = 8 * 1024 * 1024;
/** An answer larger than this is made anew. */
const MAX_ANSWER = 256 * 1024;

export interface RememberedAnswers {
	/**
	 * Names what an answer at this address hangs on: the house's version, the day, the release with its settings, and who
	 * asks. As strong as an `ETag` has to be, for the same name means the same bytes.
	 */
	nameOf(url: string, holder: Holder): string;
	get(name: string): Buffer | undefined;
	set(name: string, answer: Buffer): void;
}

/** @param release which code answers; another one may answer with other bytes. Without it this process stands for itself. */
export function rememberAnswers({ clock, house }: Services, release: string | undefined): RememberedAnswers {
	const maker = JSON.stringify([release ?? randomUUID(), house]);
	const answers = new LRUCache<string, Buffer>({
		maxSize: MAX_BYTES,
		maxEntrySize: MAX_ANSWER,
		sizeCalculation: ({ length }) => length + 256,
	});
	return {
		nameOf: (url, { version, caller }) => {
			const day = dayIn(house.timeZone, clock());
			return createHash('sha256')
				.update(JSON.stringify([maker, version, day, caller, url]))
				.digest('base64url');
		},
		get: (name) => answers.get(name),
		set: (name, answer) => void answers.set(name, answer),
	};
}
