import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { expect, test } from 'vitest';

const PROGRAMS = [
	...['start', 'demo', 'repl', 'admin', 'bench', 'release/rehearse', 'release/drill', 'release/verify'],
	...['chaos', 'year', 'timing', 'fuzz', 'start', 'memory'].map((name) => `proof ${name}`),
];

async function call(program: string, ...args: string[]) {
	const [name = '', ...words] = program.split(' ');
	const child = spawn(process.execPath, [`dev/${name}.ts`, ...words, ...args], {
		cwd: projectRoot,
		env: { PATH: process.env['PATH'] },
	});
	const [out, err, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
	return { code, out, err };
}

test.each(PROGRAMS)(
	'%s refuses an option that it does not know, in words and with exit code 1',
	async (program) => {
		const { code, out, err } = await call(program, '--frob');
		expect([code, out]).toEqual([1, '']);
		expect(err).toMatch(/^Unknown option '--frob'/);
		expect(err).not.toMatch(/^\s+at /m);
	},
	30_000,
);

test('all proofs are listed, in docs/proofs.md too; a list is no failure, and a proof that there is not is one', async () => {
	const listed = await call('proof');
	expect([listed.code, listed.err]).toEqual([0, '']);
	const described = readFileSync(join(projectRoot, 'docs/proofs.md'), 'utf8');
	const names = [...listed.out.matchAll(/^ {2}(\w+)/gm)].map(([, name]) => `proof ${name}`);
	expect(names).toEqual(PROGRAMS.filter((name) => name.startsWith('proof ')));
	for (const name of names) expect(described).toMatch(new RegExp(`^- \`pnpm ${name}\\b`, 'm'));
	expect(await call('proof', 'frob')).toMatchObject({
		code: 1,
		out: '',
		err: expect.stringMatching(/^There is no proof frob\./),
	});
}, 30_000);

test('migrate takes no argument: one that was meant to change something would change nothing', async () => {
	const { code, err } = await call('../packages/server/src/migrate', '--dry-run');
	expect([code, err]).toEqual([1, expect.stringMatching(/^migrate takes no arguments/)]);
}, 30_000);
