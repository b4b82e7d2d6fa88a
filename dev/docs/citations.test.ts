import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { describe, expect, test } from 'vitest';
import { citationFlaws, type Files, mapFlaws, scriptFlaws } from './citations.ts';

/** What git knows, and what it would take up; pictures and packed files have no text. */
function repository(): Files {
	const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
		cwd: projectRoot,
		encoding: 'utf8',
	});
	return new Map(
		listed
			.split('\0')
			.filter((path) => path !== '' && path !== OWN && existsSync(join(projectRoot, path)))
			.map((path) => [path, /\.(png|tgz)$/.test(path) ? '' : readFileSync(join(projectRoot, path), 'utf8')]),
	);
}

/** Its made-up citations lead nowhere on purpose. */
const OWN = 'dev/docs/citations.test.ts';

describe('in this repository', () => {
	const files = repository();

	test('every BR number, document, heading, link and path that is cited is there', () => {
		expect(citationFlaws(files)).toEqual([]);
	});

	test('the map in CONTRIBUTING.md shows the tree', () => {
		expect(mapFlaws(files)).toEqual([]);
	});

	test('CONTRIBUTING.md names every script of package.json', () => {
		expect(scriptFlaws(files)).toEqual([]);
	});
});

const GOOD = {
	'docs/domain.md':
		'# The domain\n\n## Getting in\n\n- **BR-001** Whole days.\n\n## `pnpm repl`, and so on\n\n## Getting in\n',
	'docs/mails/README.md': 'See [the rules](../domain.md#getting-in) and ![a mail](mail.png).\n',
	'docs/mails/mail.png': '',
	'packages/server/src/rules.ts': '/** BR-001 (domain.md, Getting in: at the door). */\n',
};

/** What is wrong once this file stands there too. */
const flawsWith = (path: string, text: string) => citationFlaws(new Map(Object.entries({ ...GOOD, [path]: text })));

describe('citations', () => {
	test.each([
		[
			'nothing but what is there',
			'a.ts',
			'// BR-001; docs/domain.md, "Getting in", says why. See domain.md, Getting in, and "Getting in" (domain.md).',
		],
		['a heading in the next line of a comment', 'a.ts', '/**\n * As ever (domain.md,\n * Getting in).\n */'],
		[
			'a document beside it, of its folder and of the root',
			'docs/a.md',
			'[a](domain.md), [b](./mails/README.md), [c](../docs/domain.md), `docs/mails/`',
		],
		[
			'the second heading of a name',
			'a.md',
			'[x](docs/domain.md#getting-in-1) [y](docs/domain.md#pnpm-repl-and-so-on)',
		],
		['links and rules in examples', 'a.md', '```ts\n[x](nowhere.ts)\n```\nand `[y](nowhere.ts)`'],
		[
			'links to elsewhere',
			'a.md',
			'[x](https://example.com/a.md) <https://example.com/b.md> [y](mailto:a@example.com)',
		],
	])('may cite %s', (_, path, text) => {
		expect(flawsWith(path, text)).toEqual([]);
	});

	test.each([
		['a rule that is not stated', 'a.ts', '// BR-002', 'a.ts cites BR-002, which docs/domain.md does not state'],
		['a document that is not there', 'a.ts', '// docs/gone.md', 'a.ts cites docs/gone.md, which is not there'],
		['a bare document that is not there', 'a.ts', '// (gone.md)', 'a.ts cites gone.md, which is not there'],
		[
			'a heading that is not there',
			'a.ts',
			'// (domain.md, States)',
			'a.ts cites domain.md, "States", which is no heading there',
		],
		[
			'the beginning of a heading',
			'a.ts',
			'// domain.md, "Getting"',
			'a.ts cites domain.md, "Getting", which is no heading there',
		],
		[
			'a heading before its document',
			'a.ts',
			'// "States" (domain.md)',
			'a.ts cites domain.md, "States", which is no heading there',
		],
		['a link to no file', 'a.md', '[x](docs/gone.txt)', 'a.md links to docs/gone.txt, which is not there'],
		[
			'a picture that is not there',
			'a.md',
			'<img src="docs/mails/gone.png">',
			'a.md links to docs/mails/gone.png, which is not there',
		],
		[
			'a link to no heading',
			'a.md',
			'[x](docs/domain.md#states)',
			'a.md links to docs/domain.md#states, which is not there',
		],
		['a link to no heading of its own', 'a.md', '# A\n\n[x](#b)', 'a.md links to #b, which is not there'],
		['a path in a code span', 'a.md', 'See `docs/mails/gone.ts`.', 'a.md names docs/mails/gone.ts, which is not there'],
	])('may not cite %s', (_, path, text, flaw) => {
		expect(flawsWith(path, text)).toEqual([flaw]);
	});

	test('may not find a rule stated twice', () => {
		const twice = new Map(
			Object.entries({ ...GOOD, 'docs/domain.md': '## Getting in\n\n- **BR-001** One.\n- **BR-001** Two.\n' }),
		);
		expect(citationFlaws(twice)).toEqual(['docs/domain.md states BR-001 twice']);
	});
});

describe('the map', () => {
	const tree = [
		'packages/server/src/main.ts',
		'packages/server/src/db/schema/mail.ts',
		'packages/server/src/db/client.ts',
		'fly.toml',
	];
	const flawsOf = (map: string) =>
		mapFlaws(
			new Map([
				['CONTRIBUTING.md', `## The map\n\n${map}\n\n## Tests\n`],
				...tree.map((path): [string, string] => [path, '']),
			]),
		);

	test('has every folder of sources, each file below the folder that holds it', () => {
		expect(
			flawsOf(
				'- `fly.toml`\n- `packages/server/src/`: the server\n  - `db/`: tables\n    - `schema/`, `client.ts`: `nothing` behind the colon counts\n  - `main.ts`',
			),
		).toEqual([]);
	});

	test('may not name what is gone, nor lack a folder', () => {
		expect(flawsOf('- `packages/server/src/`\n  - `db/`\n    - `gone.ts`\n  - `client.ts`')).toEqual([
			'The map names packages/server/src/db/gone.ts, which is not there',
			'The map names packages/server/src/client.ts, which is not there',
			'The map does not name packages/server/src/db/schema',
		]);
	});
});

test('a script without a word in CONTRIBUTING.md is found, also one that is the beginning of another', () => {
	const files = new Map([
		['package.json', JSON.stringify({ scripts: { start: '', test: '', 'test:browser': '' } })],
		['CONTRIBUTING.md', '`pnpm start --demo`, `pnpm test:browser`'],
	]);
	expect(scriptFlaws(files)).toEqual(['CONTRIBUTING.md does not name pnpm test']);
});
