/** The package as it is published: built, packed, and unpacked again to be looked at. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run, step } from './run.ts';

export const clientFolder: string = dirname(import.meta.dirname);

export interface Packed {
	tarball: string;
	/** What is in it. */
	folder: string;
	/** A folder outside the workspace, gone at the end. */
	work: string;
}

/** Builds and packs the client and hands it to the work. */
export async function withPackage<T>(work: (packed: Packed) => Promise<T>): Promise<T> {
	const outside = mkdtempSync(join(tmpdir(), 'betzenstein-client-'));
	try {
		return await work(await step('Built and packed', () => pack(outside)));
	} finally {
		rmSync(outside, { recursive: true, force: true });
	}
}

async function pack(outside: string): Promise<Packed> {
	await run('pnpm', ['run', 'build'], { cwd: clientFolder });
	await run('pnpm', ['pack', '--pack-destination', outside], { cwd: clientFolder });
	const name = readdirSync(outside).find((file) => file.endsWith('.tgz'));
	if (!name) throw new Error('pnpm pack made no tarball.');
	await run('tar', ['xzf', name], { cwd: outside });
	return { tarball: join(outside, name), folder: join(outside, 'package'), work: outside };
}
