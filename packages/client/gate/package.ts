/** The package as it is published: built, packed, and unpacked again to be looked at. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { run, step } from './run.ts';

export const clientFolder: string = dirname(import.meta.dirname);
/** The manifest in the workspace. */
export const clientManifest: { version: string; devDependencies: Record<string, string> } = JSON.parse(
	readFileSync(join(clientFolder, 'package.json'), 'utf8'),
);
/** For coding assistants, in the package as here. */
export const skillFile: string = join('skills', 'betzenstein-client', 'SKILL.md');

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
		return await work(await step('Built and packed', () => unpacked(outside)));
	} finally {
		rmSync(outside, { recursive: true, force: true });
	}
}

async function unpacked(work: string): Promise<Packed> {
	const tarball = await packInto(work);
	await run('tar', ['xzf', basename(tarball)], { cwd: work });
	return { tarball, folder: join(work, 'package'), work };
}

/** Builds the client and packs it into this folder; answers the tarball. */
export async function packInto(folder: string): Promise<string> {
	await run('pnpm', ['run', 'build'], { cwd: clientFolder });
	await run('pnpm', ['pack', '--pack-destination', folder], { cwd: clientFolder });
	return join(folder, `betzenstein-client-${clientManifest.version}.tgz`);
}
