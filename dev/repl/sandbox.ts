/**
 * A database in which nothing stays: all of it is one transaction, which is rolled back at the end. Each piece of work is
 * a savepoint in it, one after the other, so that what fails undoes itself and nothing else.
 */
import { type Database, ormOver, type Unit } from '@betzenstein/server';
import { dayIn } from '@betzenstein/shared';
import type postgres from 'postgres';

/** When to check what is otherwise checked at the commit. */
const CHECKED_NOW = 'set constraints all immediate; set constraints all deferred';

/** @param outer where the transaction runs; `close` closes it, too. Its time-outs are those of the whole sandbox. */
export function openSandbox(outer: Database, { clock, timeZone }: { clock: () => Date; timeZone: string }) {
	const begun = Promise.withResolvers<Unit>();
	const ending = Promise.withResolvers<never>();
	// Whoever works in it is told; nobody may.
	for (const { promise } of [begun, ending]) promise.catch(() => {});
	const ended = outer
		.note((unit) => {
			begun.resolve(unit);
			return ending.promise;
		})
		.catch(begun.reject);

	let last: Promise<unknown> = Promise.resolve();
	function inTurn<T>(work: (sql: postgres.TransactionSql) => Promise<T>): Promise<T> {
		const turn = last.then(async () => {
			const transaction = (await begun.promise).sql as postgres.TransactionSql;
			return transaction.savepoint(work) as Promise<T>;
		});
		last = turn.catch(() => {});
		return turn;
	}

	/** What is to be done after the commit never is. */
	function unitOn(sql: postgres.TransactionSql, sent: Promise<unknown>[] = []): Unit {
		const now = clock();
		return {
			sql,
			tx: ormOver(sql),
			now,
			today: dayIn(timeZone, now),
			send: (statement) => void sent.push(statement.execute()),
			afterCommit: () => {},
		};
	}

	function change<L, T>(
		load: (sql: postgres.ISql) => Promise<L>,
		work: (unit: Unit, loaded: L) => Promise<T>,
	): Promise<T> {
		return inTurn(async (sql) => {
			const sent: Promise<unknown>[] = [];
			const loaded = await load(sql);
			const result = await work(unitOn(sql, sent), loaded);
			await Promise.all(sent);
			await sql.unsafe(CHECKED_NOW);
			return result;
		});
	}

	const nothing = async () => undefined;
	const db: Database = {
		...outer,
		read: (work) => inTurn((sql) => work(unitOn(sql))),
		snapshot: (work) => inTurn((sql) => work(unitOn(sql))),
		note: (work) => change(nothing, work),
		// Without the house's lock, which would be held until the end.
		write: <L, T>(
			...steps:
				| [(unit: Unit) => Promise<T>]
				| [(sql: postgres.ISql) => Promise<L>, (unit: Unit, loaded: L) => Promise<T>]
		) => (steps.length === 1 ? change(nothing, steps[0]) : change(...steps)),
		statement: (work) => inTurn(work),
		close: async () => {
			ending.reject(new Error('The sandbox is closed.'));
			await ended;
			await outer.close();
		},
	};

	/** What Drizzle needs of a driver. */
	const client = {
		unsafe: (text: string, values: never[]) => {
			let asArrays = false;
			const rows = inTurn(async (sql) => {
				const query = sql.unsafe(text, values);
				return asArrays ? query.values() : query;
			});
			return Object.assign(rows, {
				values: () => {
					asArrays = true;
					return rows;
				},
			});
		},
		begin: inTurn,
		options: { parsers: {}, serializers: {} },
	};
	return { db, client: client as unknown as postgres.Sql };
}
