/** Being told when days become free (contract.md, watch). */
import type { DayRange } from './day.ts';

/** Days that somebody watches: a mail tells them, once, when none of these days is held any more. */
export interface Watch extends DayRange {
	/** UUID. */
	id: string;
	/** When it was first asked for. */
	createdAt: Date;
}

/** Input of `watch.add`: at most 60 days that begin today or later, within the horizon (BR-026). */
export interface AddWatchInput extends DayRange {
	/** Whom to tell. With the calendar link it is needed; a person may leave it out, and may give no other than theirs. */
	email?: string | undefined;
}

/** Output of `watch.add`. */
export interface AddedWatch {
	/** Always true: for an address that was typed in, whatever is known of it or watched with it already. */
	accepted: true;
	/** For holders of a personal link only. The same days again are the same watch. */
	watch?: Watch | undefined;
}

/** Output of `watch.mine`. */
export interface Watches {
	/** Soonest first; those that have ended are gone. */
	items: Watch[];
}

/** Input of `watch.remove`. */
export interface RemoveWatchInput {
	/** UUID of one of the caller's watches. */
	id: string;
}

/** Output of `watch.remove`. */
export interface RemovedWatch {
	/** False if it had ended already, or is not the caller's. */
	removed: boolean;
}
