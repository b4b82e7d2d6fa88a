import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder of the workspace. */
export const projectRoot: string = resolve(import.meta.dirname, '..');

/** A file under the git-ignored `.dev/`, where everything made up for development is kept. */
export function devFile(root: string, name: string): string {
	return join(root, '.dev', name);
}

/** Writes a file whole or not at all, readable by its owner only. */
export function writePrivateFile(file: string, text: string): void {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	const draft = `${file}.${process.pid}`;
	rmSync(draft, { force: true });
	writeFileSync(draft, text, { mode: 0o600 });
	renameSync(draft, file);
}
