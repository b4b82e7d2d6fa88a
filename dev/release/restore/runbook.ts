import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';

/** The commands below a heading of the runbook, with the operator's words put in place of `<…>`. */
export function commandsUnder(heading: string, words: Record<string, string>): string {
	const page = readFileSync(join(projectRoot, 'docs/runbook.md'), 'utf8');
	const [, section = ''] = page.split(`\n### ${heading}\n`);
	const [, commands] = /^```bash\n(.*?)^```$/ms.exec(section) ?? [];
	if (commands === undefined) throw new Error(`The runbook has no commands under "${heading}"`);
	return commands.replaceAll(/'<(.+?)>'/g, (_, word: string) => {
		const given = words[word];
		if (given === undefined) throw new Error(`Nobody has said what <${word}> is`);
		return `'${given}'`;
	});
}
