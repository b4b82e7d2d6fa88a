import { createTestHouse, request, type TestHouse } from '@betzenstein/testing/house/testHouse';
import { freePort } from '@betzenstein/testing/machine/port';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openApiSession } from './apiSession.ts';
import { evaluate } from './evaluate.ts';
import { readableFailure } from './failure.ts';
import { openOperatorSession } from './operatorSession.ts';
import { publish, type Session } from './session.ts';

let house: TestHouse;
let session: Session;
beforeAll(async () => {
	house = await createTestHouse();
	session = await openOperatorSession({ title: 'a test', config: house.config, isOwn: false, close: async () => {} });
	publish(session);
});
afterAll(async () => {
	await session.close();
	await house.close();
});

const run = (code: string) => evaluate(code, 'stdin');
const failureOf = (code: string) =>
	run(code).then(
		(value) => Promise.reject(new Error(`Expected a failure, got ${JSON.stringify(value)}`)),
		(error: unknown) => readableFailure(error, { colors: false }),
	);

describe('a script', () => {
	test.each([
		['await as.viewer.access.whoAmI()', { kind: 'viewer' }],
		["await as.approver('Ingeborg').access.whoAmI()", { kind: 'person', approverOf: 'Ingeborg' }],
		["as.person(' Cornelia@example.com').access.whoAmI()", { kind: 'person', approverOf: 'Cornelia' }],
		['const first = await as.stranger.access.whoAmI();\nlet kind = first\n\t.kind;\nkind', 'stranger'],
		["(await db.select().from(tables.approver).where(eq(tables.approver.name, 'Cornelia')))[0].color", '#C7DFC5'],
		['house.name', 'Betzenstein'],
		['40n + 2n', 42n],
		['-0', -0],
		['for (const one of [1, 2]) await one', 2],
		['// nothing', undefined],
	])('has the value of its last expression, awaited: %s', async (code, value) => {
		expect(await run(code)).toEqual(value);
	});
});

describe('a failure', () => {
	test.each([
		["as.person('nobody@example.com').booking.mine()", /^Nobody is known by nobody@example\.com: /],
		[
			"as.approver('Nobody').approval.history()",
			/^There is no approver Nobody\. There is: Ingeborg, Cornelia, Angelika\.$/,
		],
		[
			'const one = 1;\nawait as.viewer.house.inof()',
			/^TypeError: as\.viewer\.house\.inof is not a function\n {4}at stdin:2:\d+$/,
		],
		['const x = 1;\nconst y = );', /^SyntaxError: Unexpected token '\)'\n {4}at stdin:2:11$/],
		['await db.execute(sql`select nothing`)', /\n {2}PostgresError: column "nothing" does not exist$/],
		['throw { is: 1 }', /^Thrown: \{ is: 1 \}$/],
	])('says what is wrong, without a stack: %s', async (code, message) => {
		expect(await failureOf(code)).toMatch(message);
	});

	test('of the rules says its reason, the German sentence and the details', async () => {
		const wish = request({ startDate: '2027-05-01', endDate: '2027-05-05' });
		await house.as.viewer.booking.create(wish);
		expect(await failureOf(`as.viewer.booking.create(${JSON.stringify(wish)})`)).toBe(
			`DATES_TAKEN: Diese Tage sind schon belegt: \u2068Anna\u2069, 01.–05.05.2027 (angefragt).
  conflicts:
    firstName  status   startDate   endDate
    Anna       Pending  2027-05-01  2027-05-05`,
		);
	});

	test('of the input names every field', async () => {
		expect(
			await failureOf(`as.viewer.booking.create({ ...${JSON.stringify(request())}, firstName: 'R2', color: 'red' })`),
		).toBe(
			`INVALID_INPUT: Bitte prüfe deine Angaben.
  fields:
    path       issue
    firstName  first_name_characters
               unrecognized_keys`,
		);
	});

	test('of the code shows its cause: who works here has to find it', async () => {
		await house.sql`alter table booking rename to elsewhere`;
		const failure = await failureOf("as.person('anna@example.com').booking.mine()");
		await house.sql`alter table elsewhere rename to booking`;
		expect(failure).toMatch(/^INTERNAL: .+\n {2}PostgresError: relation "booking" does not exist\n/);
	});
});

describe('over HTTP', () => {
	test('there is no `as`, and it says so', async () => {
		publish(openApiSession('http://localhost:1', undefined));
		expect(await failureOf('as.viewer.house.info()')).toMatch(/^There is no `as` over HTTP/);
		publish(session);
	});

	test('a server that does not answer is told from one that refuses', async () => {
		publish(openApiSession(`http://localhost:${await freePort()}`, undefined));
		expect(await failureOf('api.house.info.query()')).toMatch(/^TypeError: fetch failed\n {2}.*ECONNREFUSED/);
	});
});
