import { mkdirSync, mkdtempSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A control group of the kernel that kills whoever takes more memory than it has. */
export interface MemoryCgroup {
	/** A process that writes its number here is in it, with all its children. */
	entrance: string;
	/** Most memory ever taken, page cache included, in bytes. */
	peak(): number;
	/** How often the kernel killed. */
	kills(): number;
	remove(): void;
}

/** Where the files of both versions of control groups lie, and what they are called. */
const VERSIONS = {
	v1: { limit: 'memory.limit_in_bytes', peak: 'memory.max_usage_in_bytes', events: 'memory.oom_control' },
	v2: { limit: 'memory.max', peak: 'memory.peak', events: 'memory.events' },
};

/** Below the group of this process. Needs root. The second version of control groups was not tried. */
export function createMemoryCgroup(bytes: number): MemoryCgroup {
	const own = readFileSync('/proc/self/cgroup', 'utf8');
	const [, first] = /^\d+:memory:(.*)$/m.exec(own) ?? [];
	const [, second] = /^0::(.*)$/m.exec(own) ?? [];
	const parent = first === undefined ? `/sys/fs/cgroup${second}` : `/sys/fs/cgroup/memory${first}`;
	const files = first === undefined ? VERSIONS.v2 : VERSIONS.v1;
	mkdirSync(parent, { recursive: true });
	const folder = mkdtempSync(join(parent, 'betzenstein-'));
	const read = (name: string) => readFileSync(join(folder, name), 'utf8');
	writeFileSync(join(folder, files.limit), `${bytes}`);
	return {
		entrance: join(folder, 'cgroup.procs'),
		peak: () => Number(read(files.peak)),
		kills: () => Number(/^oom_kill (\d+)$/m.exec(read(files.events))?.[1]),
		remove: () => rmdirSync(folder),
	};
}
