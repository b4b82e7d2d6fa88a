import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { expect, test } from 'vitest';

/** What is logged, up to where it becomes particular. */
const LINE = /log\??\.(?:warn|error|fatal)\(\s*(?:\{[^;]*?\}\s*,\s*)?(?:'([^']+)'|`([^`$]+))/g;

test('the runbook says what to do about every line of the log above info', () => {
	const sources = globSync('packages/server/src/**/*.ts', { cwd: projectRoot, exclude: ['**/*.test.ts'] });
	const texts = sources.map((source) => readFileSync(join(projectRoot, source), 'utf8'));
	const lines = texts.flatMap((text) =>
		[...text.matchAll(LINE)].map(([, plain, made]) => (plain ?? made ?? '').trim()),
	);
	const calls = texts.flatMap((text) => text.match(/\blog\??\.(?:warn|error|fatal)\(/g) ?? []);
	expect(lines, 'every call is understood').toHaveLength(calls.length);
	const [, section = ''] = readFileSync(join(projectRoot, 'docs/runbook.md'), 'utf8').split('## What the log says');
	const said = section.replaceAll(/\s+/g, ' ');
	expect(lines.filter((line) => !said.includes(`\`${line}`))).toEqual([]);
});
