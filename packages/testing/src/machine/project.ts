import { linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** The folder of the workspace. */
export const projectRoot: string = resolve(import.meta.dirname, '../../../..');

/** A file under the git-ignored `.dev/`, where everything made up for development is kept. */
export function devFile(root: string, name: string): string {
	return join(root, '.dev', name);
}

/** Writes a file whole or not at all, readable by its owner only. */
export function writePrivateFile(file: string, text: string): void {
	renameSync(writeDraft(file, text), file);
}

/** The same, unless the file is there already; then `false`. */
export function createPrivateFile(file: string, text: string): boolean {
	const draft = writeDraft(file, text);
	try {
		// A link appears with its contents and never replaces a file: of several processes one succeeds, and none reads
		// half of it.
		linkSync(draft, file);
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	} finally {
		rmSync(draft);
	}
}

function writeDraft(file: string, text: string): string {
	mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
	const draft = `${file}.${process.pid}`;
	rmSync(draft, { force: true });
	writeFileSync(draft, text, { mode: 0o600 });
	return draft;
}
