/** A disk that is small enough to be filled, for PostgreSQL's account. */
import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverAccount } from '@betzenstein/testing/postgres/account';

export interface SmallDisk {
	/** Empty, and PostgreSQL's own. */
	folder: string;
	/** Takes all that is left. */
	fill(): void;
	/** Gives it back. */
	empty(): void;
	close(): void;
}

const SIZE = '96m';
const PAGE = 4_096;

/** In memory; nothing where nobody lets us mount one, with `sudo` or without. */
export function openSmallDisk(): SmallDisk | undefined {
	const mountpoint = mkdtempSync(join(tmpdir(), 'betzenstein-disk-'));
	const { uid = process.getuid?.() } = serverAccount;
	try {
		asRoot('mount', '-t', 'tmpfs', '-o', `size=${SIZE},uid=${uid},mode=711`, 'betzenstein', mountpoint);
	} catch {
		rmdirSync(mountpoint);
		return undefined;
	}
	const ballast = join(mountpoint, 'ballast');
	return {
		folder: mountpoint,
		fill: () => {
			try {
				for (;;) appendFileSync(ballast, Buffer.alloc(PAGE));
			} catch (error) {
				if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
			}
		},
		empty: () => rmSync(ballast),
		close: () => {
			asRoot('umount', mountpoint);
			rmdirSync(mountpoint);
		},
	};
}

function asRoot(command: string, ...args: string[]): void {
	const isRoot = process.getuid?.() === 0;
	execFileSync(isRoot ? command : 'sudo', isRoot ? args : ['-n', command, ...args], { stdio: 'ignore' });
}
