/**
 * `.ci/run [step …]`: runs the steps, all of them if none is named. The last line is `N passed, N failed`: tests, and
 * among the failed each other step that failed too.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countTests } from './countTests.ts';
import { DEBIAN, STEPS, type Step } from './steps.ts';

/** The last line comes in time whatever hangs. */
const LONGEST_S = 23 * 60;
const SHORTEST_S = 5;

const work = mkdtempSync(join(tmpdir(), 'betzenstein-ci-'));
const total = { passed: 0, failed: 0 };
const treeBefore = tree();

const names = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(STEPS);
if (play('install', { run: 'pnpm install --frozen-lockfile' })) {
	for (const name of names) play(name, STEPS[name] ?? { run: `echo 'No step is called ${name}.'; exit 1` });
	if (tree() !== treeBefore) fail(`The checks have changed the tree:\n${tree()}`);
}
rmSync(work, { recursive: true });
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed > 0 ? 1 : 0;

/** What a step says is shown if it fails; what tests say, as they say it. */
function play(name: string, { run, hasTests = false, needs = [] }: Step): boolean {
	const begin = performance.now();
	const report = join(work, `${name}.json`);
	const command = hasTests ? `${run} --reporter=default --reporter=json --outputFile.json=${report}` : run;
	console.log(`${name} …`);
	const said = [install(needs), command].map((part) => bash(part, hasTests));
	const isOk = said.every(({ status }) => status === 0);
	const { passed, failed } = existsSync(report)
		? countTests(JSON.parse(readFileSync(report, 'utf8')))
		: { passed: 0, failed: 0 };
	total.passed += passed;
	total.failed += failed;
	console.log(`${name} ${isOk ? 'ok' : 'FAILED'} (${Math.round((performance.now() - begin) / 1_000)} s)`);
	// No test, or an error outside any test, is a failure that no test stands for.
	if (failed === 0 && (!isOk || (hasTests && passed === 0))) fail(said.map(({ stdout }) => stdout ?? '').join(''));
	return isOk;
}

function fail(why: string): void {
	console.log(why);
	total.failed++;
}

function bash(command: string, isShown: boolean) {
	const left = Math.max(SHORTEST_S, LONGEST_S - process.uptime());
	return spawnSync('timeout', ['-k', '10', `${left}`, 'bash', '-c', `exec 2>&1; ${command}`], {
		encoding: 'utf8',
		stdio: ['ignore', isShown ? 'inherit' : 'pipe', 'inherit'],
		maxBuffer: Number.POSITIVE_INFINITY,
	});
}

/** The command that makes these programs be there. */
function install(programs: NonNullable<Step['needs']>): string {
	const sudo = process.getuid?.() === 0 ? '' : 'sudo ';
	const missing = programs.filter((program) => spawnSync('which', [program]).status !== 0);
	const packages = missing.map((program) => DEBIAN[program]).join(' ');
	const aptGet = `${sudo}DEBIAN_FRONTEND=noninteractive apt-get`;
	return packages && `${aptGet} update -qq && ${aptGet} install -y -qq --no-install-recommends ${packages}`;
}

function tree(): string {
	return execFileSync('git', ['status', '--porcelain'], { encoding: 'utf8' });
}
