/**
 * What the driver is patched for (patches/postgres@3.4.9.patch) and our reads, several at once on one connection, rely
 * on.
 */
import postgres from 'postgres';
import { afterEach, beforeEach, describe, expect, inject, test } from 'vitest';

let sql: postgres.Sql;
beforeEach(() => {
	sql = postgres(inject('postgresUrl'), { max: 1, onnotice: () => {} });
});
afterEach(() => sql.end());

/** As many rows as are asked for. */
const rows = (count: number, on: postgres.ISql = sql) => on`select i from generate_series(1, ${count}::int) as i`;
const WHOLE = [{ i: 1 }, { i: 2 }];

/** Queries that have sent rows when they fail. */
const FAILURES: [string, string, (sql: postgres.ISql) => postgres.PendingQuery<postgres.Row[]>][] = [
	['a row', '22012', (on) => on`select 1 / (5 - i) from generate_series(1, ${10}::int) as i`],
	['its time', '57014', (on) => on`select i, pg_sleep(0.02) from generate_series(1, ${1_000}::int) as i`],
	['a row, not prepared', '22012', (on) => on.unsafe('select 1 / (5 - i) from generate_series(1, 10) as i')],
];

describe.each(FAILURES)('a query that fails half-way through its rows because of %s', (_, code, fail) => {
	beforeEach(() => sql`set statement_timeout = 200`);

	test('leaves the next result whole', async () => {
		for (let count = 0; count < 2; count++) {
			await expect(fail(sql)).rejects.toMatchObject({ code });
			expect(await rows(2)).toEqual(WHOLE);
		}
	});

	test('leaves those whole that were sent with it', async () => {
		await Promise.all([rows(1), fail(sql).catch(() => {})]);
		const [before, failed, after, last] = await Promise.allSettled([rows(2), fail(sql), rows(2), rows(2)]);
		expect(failed).toMatchObject({ status: 'rejected', reason: { code } });
		expect([before, after, last]).toEqual(Array(3).fill({ status: 'fulfilled', value: WHOLE }));
	});
});

test('a connection that is lost half-way through rows leaves the next result whole', async () => {
	const lost = sql`select i, case i when 5 then pg_terminate_backend(pg_backend_pid()) end from generate_series(1, ${10}::int) as i`;
	await expect(lost).rejects.toThrow();
	expect(await rows(2)).toEqual(WHOLE);
});

describe('a statement with values, for the first time in a transaction', () => {
	const half = (on: postgres.ISql, text: string) => on`select ${text}::int / 2 as half`;

	test('answers, also among others', async () => {
		const answers = await sql.begin((tx) =>
			Promise.all([rows(2, tx), half(tx, '4'), rows(2, tx), half(tx, '6'), tx`select 1 as one`]),
		);
		expect(answers).toEqual([WHOLE, [{ half: 2 }], WHOLE, [{ half: 3 }], [{ one: 1 }]]);
	});

	test('that cannot be parsed, or not with this value, fails alone, and the connection goes on', async () => {
		const failing: [string, (tx: postgres.ISql) => Promise<unknown>][] = [
			['42703', (tx) => tx`select nothing from generate_series(1, ${1}::int)`],
			['22P02', (tx) => half(tx, 'x')],
			['42P01', (tx) => Promise.all([half(tx, '4'), tx`insert into nothing values (${1})`, half(tx, '6')])],
		];
		for (const [code, fail] of failing) {
			await expect(sql.begin(fail)).rejects.toMatchObject({ code });
			expect(await sql.begin((tx) => Promise.all([half(tx, '4'), rows(2, tx)]))).toEqual([[{ half: 2 }], WHOLE]);
			expect(await rows(2)).toEqual(WHOLE);
		}
	});
});
