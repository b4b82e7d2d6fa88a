/** The faults, and what the mail provider does meanwhile. */
import { HOUSE_LOCK } from '@betzenstein/server';
import type { Fault as MailFault } from '@betzenstein/testing/mail/flakyResend';
import type { Dice } from '../dice.ts';
import type { Scene } from './scene.ts';

export interface Fault {
	name: string;
	/** The only server that it touches, if it is not both. */
	place?: 0 | 1;
	/** What `/ready` of the servers it touches misses; it lasts until that has to be known. */
	misses?: string;
	/** Answers what ends it, if it does not end by itself. */
	begin(scene: Scene): Promise<(() => Promise<unknown>) | undefined>;
}

const kill = (place: 0 | 1): Fault => ({
	name: `kill -9 of the ${ORDINALS[place]} server`,
	place,
	begin: async ({ places }) => {
		process.kill(places[place].process.pid, 'SIGKILL');
		return () => places[place].start();
	},
});

const roll = (place: 0 | 1, skewMs: number): Fault => ({
	name: `another process for the ${ORDINALS[place]} server, its clock off by ${skewMs / 1_000} s`,
	place,
	begin: async ({ places }) => {
		await places[place].process.stop();
		return () => places[place].start(skewMs);
	},
});
const ORDINALS = ['first', 'second'] as const;

const killDatabase: Fault = {
	name: 'kill -9 of the database',
	begin: async ({ postgres }) => {
		await postgres.crash();
		return postgres.restart;
	},
};

/** As in a failover behind the same name: whoever connects anew is served. */
const silence: Fault = {
	name: 'silent connections',
	begin: async ({ places }) => {
		for (const { wire } of places) wire.silence();
		return undefined;
	},
};

const reset: Fault = {
	name: 'connections cut and refused',
	misses: 'database',
	begin: async ({ places }) => {
		for (const { wire } of places) wire.cut();
		return () => Promise.all(places.map(({ wire }) => wire.mend()));
	},
};

const readOnly: Fault = {
	name: 'a read-only database',
	misses: 'writes',
	begin: async ({ sql }) => {
		const name = (await sql`select current_database() as name`)[0]?.['name'];
		const turn = (to: string) =>
			sql.unsafe(`set default_transaction_read_only = off;
			alter database ${name} set default_transaction_read_only = ${to}`);
		await turn('on');
		await sql`select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and application_name in ('first', 'second')`;
		return () => turn('off');
	},
};

const fullDisk: Fault = {
	name: 'a full disk',
	misses: 'writes',
	begin: async ({ disk }) => {
		disk?.fill();
		return async () => disk?.empty();
	},
};

const held = (name: string, lock: string): Fault => ({
	name,
	misses: 'writes',
	begin: async ({ sql }) => {
		const release = Promise.withResolvers<void>();
		const locked = Promise.withResolvers<void>();
		const holding = sql.begin(async (holder) => {
			await holder.unsafe(lock);
			locked.resolve();
			await release.promise;
		});
		await Promise.race([locked.promise, holding]);
		return () => {
			release.resolve();
			return holding;
		};
	},
});

/** Each kind once, in a random order, the two halves of a rolling deploy one after the other. */
export function planOf(dice: Dice, hasDisk: boolean): Fault[] {
	const skewMs = () => 1_000 * (dice.pick([-3_600, -300, -2, 2, 300, 3_600]) ?? 0);
	return dice
		.shuffled<Fault[]>([
			[kill(dice.chance(0.5) ? 0 : 1)],
			[killDatabase],
			[silence],
			[reset],
			[readOnly],
			hasDisk ? [fullDisk] : [],
			[
				dice.chance(0.5)
					? held('the house’s lock held by somebody else', `select pg_advisory_xact_lock(${HOUSE_LOCK})`)
					: held('a table locked by somebody else', 'lock table booking'),
			],
			[roll(0, skewMs()), roll(1, skewMs())],
		])
		.flat();
}

/** What a provider can be like. It forgets nothing that it has accepted, and asks nobody to wait for long. */
const MOODS: Record<string, readonly MailFault[]> = {
	well: ['none'],
	down: ['break'],
	slow: ['hang'],
	limiting: ['limit', 'none', 'none'],
	'behind a wall': ['wall', 'deny'],
	'talking garbage': ['garble'],
	'cutting lines': ['cut', 'none', 'busy'],
};

export function moodOf(dice: Dice): { mood: string; faultOf: () => MailFault } {
	const mood = dice.pick(Object.keys(MOODS)) ?? 'well';
	return { mood, faultOf: () => dice.pick(MOODS[mood] ?? []) ?? 'none' };
}
