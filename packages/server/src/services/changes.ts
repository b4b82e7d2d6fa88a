/**
 * Tells those who listen how new the house is to them (domain.md, Live updates). One for each process: it reads once for
 * all of them when the database says that something has changed, whichever instance changed it.
 */
import { EventEmitter, once } from 'node:events';
import { refusal } from '@betzenstein/shared';
import type { DatabaseAddress } from '../db/address.ts';
import type { Database } from '../db/client.ts';
import { type Listener, listen } from '../db/listener.ts';
import type { Changes } from '../deps.ts';
import { RefusedError } from '../domain/errors.ts';
import { type Follower, type Standing, standingOf, versionIn } from '../links/versions.ts';
import { describeError, type Log } from '../log.ts';

interface ChangesOptions {
	db: Database;
	/** Past any pooler. */
	direct: DatabaseAddress;
	log: Log | undefined;
}

/** What the triggers notify when anything has changed in the house, an ended link too. */
export const HOUSE_CHANNEL = 'house';
/** How often to look without being told, should the way of notifications be broken: behind a pooler, say. */
const LOOK_MS = 10_000;
/** Shortest time between two looks that changes ask for: of a rush of them, those who listen are told together. */
const PAUSE_MS = 250;

/** Connects when somebody begins to listen. */
export function createChanges({ db, direct, log }: ChangesOptions): Changes {
	const followers = new Set<Follower>();
	const looks = new EventEmitter().setMaxListeners(0);
	const closing = new AbortController();
	let standing: Standing | undefined;
	let looking: Promise<void> | undefined;
	let next: Promise<void> | undefined;
	let listener: Listener | undefined;
	let timer: NodeJS.Timeout | undefined;
	let lookedAt = Number.NEGATIVE_INFINITY;
	let soon: NodeJS.Timeout | undefined;

	async function read(): Promise<void> {
		lookedAt = performance.now();
		standing = await db.read(({ sql }) => standingOf(sql, followers));
		looks.emit('look');
	}

	/** Reads how things stand, no earlier than now: a look under way may have read before what we were told of. */
	function look(): Promise<void> {
		next ??= (looking ?? Promise.resolve()).then(() => {
			const reading = read();
			next = undefined;
			looking = reading.catch(() => {});
			return reading;
		});
		return next;
	}

	/** For everybody who listens; that it fails, a look a little later makes good. */
	function lookAgain(): void {
		if (followers.size > 0 && !closing.signal.aborted) look().catch(() => {});
	}

	function lookSoon(): void {
		soon ??= setTimeout(
			() => {
				soon = undefined;
				lookAgain();
			},
			Math.max(0, lookedAt + PAUSE_MS - performance.now()),
		).unref();
	}

	function start(): void {
		listener ??= listen({
			address: direct,
			channel: HOUSE_CHANNEL,
			onNews: lookSoon,
			onDeaf: (error) => log?.warn({ error: describeError(error) }, 'changes are noticed late: listening has failed'),
		});
		timer ??= setInterval(lookAgain, LOOK_MS).unref();
	}

	return {
		async *follow(follower, { since, signal }) {
			closing.signal.throwIfAborted();
			const over = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])]);
			start();
			followers.add(follower);
			try {
				await look();
				for (let seen = since; !over.aborted; ) {
					const version = standing && versionIn(standing, follower);
					if (version === undefined) throw new RefusedError(refusal('LINK_ENDED'));
					if (version === seen) await once(looks, 'look', { signal: over }).catch(() => {});
					else {
						seen = version;
						yield version;
					}
				}
				// A return would tell them that this was all there is to hear.
				closing.signal.throwIfAborted();
			} finally {
				followers.delete(follower);
			}
		},
		close: async () => {
			closing.abort();
			clearInterval(timer);
			clearTimeout(soon);
			await listener?.close();
		},
	};
}
