/** What docs/http.md shows, run as it stands there. */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type HttpHouse, openHttpHouse } from '@betzenstein/testing/house/inProcess';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerChecks } from './answers.ts';
import { everyCall } from './calls.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse();
});
afterAll(() => house.close());

const DOCUMENT = readFileSync(join(projectRoot, 'docs/http.md'), 'utf8');

/** The example in this language. */
function example(language: string): string {
	const found = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, 'ms').exec(DOCUMENT)?.[1];
	if (found === undefined) throw new Error(`docs/http.md has no example in ${language}`);
	return found;
}

/** What the example, and what is added to it, prints. @throws if it fails, or if there is no such program */
async function run(program: string, flags: string[], text: string, token?: string): Promise<string> {
	const env = { PATH: process.env['PATH'], BETZENSTEIN_URL: house.url, ...(token && { BETZENSTEIN_TOKEN: token }) };
	const { stdout } = await promisify(execFile)(program, [...flags, text], { env, timeout: 30_000 });
	return stdout;
}

test('curl reads the calendar', async () => {
	const printed = JSON.parse(await run('sh', ['-c'], example('sh'), await house.link.calendar()));
	expect(printed.result.data.json).toMatchObject({ from: '2027-05-01', to: '2027-05-31', entries: [] });
	expect(answerChecks()('/trpc/calendar.range', 200, printed)).toEqual([]);
});

test("Python's standard library can call every procedure, and each answer is as described", async () => {
	const calls = Object.entries(await everyCall(house, 5)).map(([path, { input, token }]) => [path, input, token]);
	const program = `${example('python')}
for path, input, token in json.loads(${JSON.stringify(JSON.stringify(calls))}):
    print(json.dumps([path, call(path.removeprefix("/trpc/"), input, token)]))
`;
	const answers = (await run('python3', ['-c'], program)).trim().split('\n');
	expect(answers).toHaveLength(calls.length);
	const faultsOf = answerChecks();
	for (const line of answers) {
		const [path, json] = JSON.parse(line);
		expect(faultsOf(path, 200, { result: { data: { json } } })).toEqual([]);
	}
});

test('Python tells refusals apart by their reason', async () => {
	const program = `${example('python')}
try:
    call("calendar.range", {"from": "2027-05-01", "to": "2027-05-31"})
except Refused as refused:
    print(json.dumps(refused.args))
`;
	expect(JSON.parse(await run('python3', ['-c'], program))).toEqual([
		'LINK_REQUIRED',
		'Dafür brauchst du den Link zum Haus oder deinen persönlichen Link.',
		{},
	]);
});
