import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { expect, test } from 'vitest';
import { flawsIn } from './workflows.ts';

test('our own workflows and actions have no flaws', async () => {
	const paths = globSync('.github/{workflows/*,actions/*/action}.yml', { cwd: projectRoot });
	expect(paths.length).toBeGreaterThan(3);
	const files = paths.map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') }));
	expect(await flawsIn(files)).toEqual([]);
});

const GOOD = `name: Test
on: push
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@8e8c483db84b4bee98b60c0593521ed34d9990e8 # v6.0.1
      - uses: ./.github/actions/setup
      - run: echo "$SHA"
        env:
          SHA: \${{ github.sha }}
`;

const flaws = (text: string) => flawsIn([{ path: '.github/workflows/test.yml', text }]);

test('a workflow in order has no flaws', async () => {
	expect(await flaws(GOOD)).toEqual([]);
});

test.each([
	['a key that GitHub does not know', 'runs-on:', 'run-on:', /unexpected key "run-on"/],
	['an expression that leads nowhere', 'github.sha', 'github.shah', /property "shah" is not defined/],
	[
		'a text of somebody else in a script',
		'"$SHA"',
		`"\${{ github.event.head_commit.message }}"`,
		/potentially untrusted/,
	],
	['a tag in place of a commit', /@8e8c\S+/, '@v6', /not pinned/],
	['a commit that says no version', ' # v6.0.1', '', /not pinned/],
	['no permissions', 'permissions:\n  contents: read\n', '', /says no permissions/],
	['permissions to write', 'contents: read', 'contents: write', /for release\.yml/],
	['an identity', 'contents: read', 'id-token: write', /for release\.yml/],
	['the deploy token', 'github.sha', 'secrets.FLY_API_TOKEN', /for deploy\.yml/],
])('%s is found', async (_, good, bad, said) => {
	const text = GOOD.replace(good, bad);
	expect(text).not.toBe(GOOD);
	expect((await flaws(text)).join('\n')).toMatch(said);
});
