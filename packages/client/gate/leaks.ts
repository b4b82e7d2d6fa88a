/** Nothing of the server, of other packages' versions or of this machine may be in the package. */
import { globSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { skillFile } from './package.ts';

const EXPECTED = [
	'CHANGELOG.md',
	'LICENSE',
	'README.md',
	'THIRD-PARTY-LICENSES.txt',
	'calls.d.ts',
	'client.js',
	'days.js',
	'error.d.ts',
	'index.d.ts',
	'index.js',
	'libraries.js',
	'live.d.ts',
	'live.js',
	'package.json',
	'queries.js',
	'query.d.ts',
	'query.js',
	'react-queries.d.ts',
	'react.d.ts',
	'react.js',
	'request.js',
	'router.d.ts',
	'serialization.d.ts',
	skillFile,
	'testing.d.ts',
	'testing.js',
];

/** A fake house is the server's own rules and schemas, so its file, and no other, may name what they are made of. */
const FAKE_HOUSE = { file: 'testing.js', may: /\bzod\b|\b(?:requesterId|calendarGeneration)\b/gi };

/** In code and declarations. */
const IN_CODE: [RegExp, string][] = [
	[/drizzle|express|postgres|\bpino\b|\bzod\b|\bjose\b/i, 'names a library of the server'],
	[/@betzenstein\/(server|shared)|['"](@trpc\/|superjson|copy-anything)/, 'imports what should be in it'],
	[/from ['"]node:|require\(|process\.(?!env\.NODE_ENV)|\bBuffer\b/, 'needs Node'],
	// What TypeScript writes where it could not infer an output.
	[/TOutputOut extends/, 'has an output that could not be inferred'],
	[/\bBR-\d|\w\.md\b/, 'cites a rule or document that its readers do not have'],
	[
		/linkKeys|RESEND|SMTP_URL|DATABASE_URL|calendarGeneration|link_used_at|requesterId/,
		'names something inside the server',
	],
];

const IN_ANY: [RegExp, string][] = [
	[/node_modules|\.pnpm/, 'names a folder of the workspace'],
	[/"(catalog|workspace|link|file):/, "has a version that only this workspace's pnpm understands"],
	[new RegExp(`${projectRoot}|/root/|/home/|C:\\\\\\\\`), 'has a path of a machine'],
];

/** What is wrong with the files of an unpacked package; nothing, if all is well. */
export function leaksIn(folder: string): string[] {
	const files = globSync('**', { cwd: folder })
		.filter((name) => statSync(join(folder, name)).isFile())
		.map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }));
	const names = files.map(({ name }) => name).sort();
	const unexpected = [
		...names.filter((name) => !EXPECTED.includes(name)).map((name) => `${name} is not expected`),
		...EXPECTED.filter((name) => !names.includes(name)).map((name) => `${name} is missing`),
	];
	return [
		...unexpected,
		...files.flatMap(({ name, text }) => {
			const rules = /\.(js|d\.ts)$/.test(name) ? [...IN_CODE, ...IN_ANY] : IN_ANY;
			return rules.flatMap(([pattern, what]) => {
				const rest = name === FAKE_HOUSE.file ? text.replace(FAKE_HOUSE.may, '') : text;
				const found = pattern.exec(rest);
				return found
					? [`${name} ${what}: ${JSON.stringify(rest.slice(Math.max(0, found.index - 40), found.index + 40))}`]
					: [];
			});
		}),
	];
}
