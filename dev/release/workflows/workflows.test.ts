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

const read = (name: string) => readFileSync(join(projectRoot, '.github/workflows', name), 'utf8');

/** What is said of one of our workflows with something else in it. */
async function flaws(name: string, good: string | RegExp, bad: string): Promise<string> {
	const text = read(name).replace(good, bad);
	expect(text, 'nothing was changed').not.toBe(read(name));
	return (await flawsIn([{ path: `.github/workflows/${name}`, text }])).join('\n');
}

const CHECKOUT = /actions\/checkout@(\S+) # v\S+/;
const READ = 'permissions:\n  contents: read\n';

test.each<[string, string | RegExp, string, RegExp]>([
	['a key that GitHub does not know', 'runs-on:', 'run-on:', /unexpected key "run-on"/],
	['an expression that leads nowhere', 'github.sha', 'github.shah', /property "shah" is not defined/],
	[
		'a text of somebody else in a script',
		'.ci/run tests',
		`echo "\${{ github.event.head_commit.message }}"`,
		/potentially untrusted/,
	],
	['a tag in place of a commit', CHECKOUT, 'actions/checkout@v7', /not pinned/],
	['a commit that says no version', CHECKOUT, 'actions/checkout@$1', /not pinned/],
	['an action in quotes', CHECKOUT, '"evil/action@main"', /evil\/action is not pinned/],
	['somebody whom we do not know', CHECKOUT, 'evil/action@$1 # v1', /not of anybody we know/],
	[
		'a step in braces',
		/- uses: (actions\/checkout@\S+).*\n\s+with:\n\s+persist-credentials: false/,
		'- { uses: $1, with: { persist-credentials: false } }',
		/stands in braces/,
	],
	['a token that stays', 'persist-credentials: false', 'persist-credentials: true', /keeps the token/],
	['a token that stays unsaid', /with:\n\s+persist-credentials: false/, '', /keeps the token/],
	['a stranger with our rights', '  pull_request:', '  pull_request_target:', /pull_request_target is not for ci\.yml/],
	['no permissions', READ, '', /says no permissions/],
	['all permissions', READ, 'permissions: write-all\n', /write-all: write is not/],
	['permissions to write', 'contents: read', 'contents: write', /contents: write is not/],
	['the same in quotes', 'contents: read', "contents: 'write'", /contents: write is not/],
	['any other permission', 'contents: read', 'issues: write', /issues: write is not/],
	['an identity', 'contents: read', 'id-token: write', /id-token: write is not/],
	['permissions of a job', '  test:\n', '  test:\n    permissions:\n      packages: write\n', /packages: write is not/],
	['all secrets', 'toJSON(needs)', 'toJSON(secrets)', /all secrets at once/],
	['the deploy token', 'toJSON(needs)', 'secrets.FLY_API_TOKEN', /FLY_API_TOKEN is not for ci\.yml/],
	['the place of the deploy token', '  test:\n', '  test:\n    environment: production\n', /environment undefined/],
	['a job that nobody waits for', 'needs: [check, test]', 'needs: [check]', /required does not need test/],
	['a check that may be left out', 'if: always()', 'if: success()', /required must run always/],
])('in ci.yml %s is found', async (_, good, bad, said) => {
	expect(await flaws('ci.yml', good, bad)).toMatch(said);
});

test.each([
	['a pull request of a fork', "github.event.workflow_run.event == 'push' &&", '', /must ask for .*event/],
	['checks that failed', "github.event.workflow_run.conclusion == 'success' &&", '', /must ask for .*conclusion/],
	['an older commit', /&&\s+github\.event\.workflow_run\.head_sha == github\.sha/, '', /must ask for .*head_sha/],
	['a push without its checks', /workflow_run:\n.*\n.*\n/, 'push:\n', /push is not for/],
])('deploy.yml and release.yml may not follow %s', async (_, good, bad, said) => {
	for (const name of ['deploy.yml', 'release.yml']) expect(await flaws(name, good, bad)).toMatch(said);
});

test.each([
	[
		'whoever installs may not publish',
		/contents: read\n/,
		'id-token: write\n',
		/id-token: write is not for .* prepare/,
	],
	['whoever publishes may not write', 'id-token: write', 'contents: write', /contents: write is not for .* publish/],
	['nobody publishes without the environment', / {4}environment: npm\n/, '', /must have the environment npm/],
])('in release.yml %s', async (_, good, bad, said) => {
	expect(await flaws('release.yml', good, bad)).toMatch(said);
});
