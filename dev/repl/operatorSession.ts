import { createServices, schemaIsCurrent, syncApprovers, tables } from '@betzenstein/server';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { and, asc, count, desc, eq, gte, inArray, isNull, lte, not, or, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import { createAs } from './callers.ts';
import { completeCallers } from './completion.ts';
import type { OpenedDatabase } from './database.ts';
import type { Session } from './session.ts';

/** Works on a database as its operator: past all links, but not past the rules. */
export async function openOperatorSession({ title, config, isOwn }: OpenedDatabase): Promise<Session> {
	const services = await createServices(config);
	const client = postgres(config.databaseUrl, { max: 2, prepare: false, onnotice: () => {} });
	const close = async () => {
		await Promise.all([services.db.close(), client.end({ timeout: 5 })]);
	};
	try {
		if (isOwn) await syncApprovers(services, config.approvers);
		else if (!(await services.db.read(({ sql }) => schemaIsCurrent(sql)))) {
			throw new ExplainedError('The database is older than this code. `pnpm db:migrate` brings it up to date.');
		}
	} catch (error) {
		await close();
		throw error;
	}
	const as = createAs(services);
	return {
		title: `on ${title} (${placeOf(config.databaseUrl)})`,
		scope: {
			as,
			// Column names as the server's own connection has them.
			db: drizzle(client, { schema: tables, casing: 'snake_case' }),
			tables,
			...{ and, asc, count, desc, eq, gte, inArray, isNull, lte, not, or, sql },
			house: services.house,
			services,
		},
		guide: [
			"as.stranger, as.viewer, as.approver('Ingeborg'), as.person('anna@example.com')",
			'                call any procedure as them; what is done is recorded as done by the operator',
			'db, tables      Drizzle, with eq, and, or, desc, sql … at hand; past the rules, nothing is recorded',
			"house           the house's settings",
			'services        what the server is made of: db, clock, house, tokens',
			'help()          this, and every procedure',
			'',
			"await as.approver('Ingeborg').approval.outstanding({})",
		],
		complete: (line) =>
			completeCallers(
				line,
				as.stranger,
				services.house.parties.map(({ name }) => name),
			),
		close,
	};
}

function placeOf(databaseUrl: string): string {
	const { host, pathname } = new URL(databaseUrl);
	return `${host}${pathname}`;
}
