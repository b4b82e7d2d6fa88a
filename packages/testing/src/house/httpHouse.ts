/**
 * A test house behind real HTTP: links that are signed as the server signs them, calls through them, and what all
 * tables hold.
 */

import type { AppDeps, Claims } from '@betzenstein/server';
import { routes } from '@betzenstein/server';
import type { Reason } from '@betzenstein/shared';
import superjson from 'superjson';
import { listenAt } from './eventStream.ts';
import { createTestHouse, emailOf, type PartyName } from './testHouse.ts';
import { serve } from './testServer.ts';

export interface Procedure {
	path: string;
	type: 'query' | 'mutation' | 'subscription';
	/** Zod schemas. */
	inputs: unknown[];
	/** For a subscription of each event. */
	output: unknown;
	/** May its answer be sent again while nothing it hangs on has changed? */
	isRemembered: boolean;
}

/** Every procedure of the router, read from `routes`, so that a new one is met by tests that go through all of them. */
export const PROCEDURES: readonly Procedure[] = proceduresIn(routes, []);

function proceduresIn(record: object, prefix: string[]): Procedure[] {
	return Object.entries(record).flatMap(([name, value]): Procedure[] => {
		const path = [...prefix, name];
		if (!('_def' in value)) return proceduresIn(value, path);
		const { type, inputs, output: whole, meta } = value._def;
		const output = 'event' in whole ? whole.event : whole;
		return [{ path: path.join('.'), type, inputs, output, isRemembered: meta?.remembered !== undefined }];
	});
}

export function procedureAt(path: string): Procedure {
	const found = PROCEDURES.find((procedure) => procedure.path === path);
	if (!found) throw new Error(`There is no procedure ${path}`);
	return found;
}

/** What came back. */
export interface Answer {
	status: number;
	headers: Headers;
	/** As it came over the wire. */
	text: string;
	/** `ok`, or the reason of the refusal. */
	outcome: 'ok' | Reason;
	// biome-ignore lint/suspicious/noExplicitAny: every procedure answers something else
	value: any;
	/** Of a refusal. */
	details: unknown;
}

interface CallOptions {
	input?: unknown;
	token?: string | undefined;
	headers?: Record<string, string>;
}

/** One call as a request of its own. */
export async function callAt(
	url: string,
	path: string,
	{ input, token, headers = {} }: CallOptions = {},
): Promise<Answer> {
	if (procedureAt(path).type === 'subscription') return firstEventAt(url, { input, token, headers });
	const body = input === undefined ? undefined : JSON.stringify(superjson.serialize(input));
	const authorization = token === undefined ? {} : { authorization: `Bearer ${token}` };
	const isQuery = procedureAt(path).type === 'query';
	const query = isQuery && body !== undefined ? `?input=${encodeURIComponent(body)}` : '';
	const response = await fetch(`${url}/trpc/${path}${query}`, {
		// As the client does it: a mutation without input has an empty object for its body.
		...(!isQuery && { method: 'POST', body: body ?? '{}' }),
		headers: { ...(!isQuery && { 'content-type': 'application/json' }), ...authorization, ...headers },
	});
	return answerOf(response, await response.text());
}

/** What a subscription says first, as if that were all. */
async function firstEventAt(url: string, { token, ...how }: CallOptions): Promise<Answer> {
	const stream = await listenAt(url, token, how);
	const { event, data = '' } = (await stream.next()) ?? {};
	stream.close();
	return answerOf(stream, event === 'message' ? `{"result":{"data":${data}}}` : `{"error":${data}}`);
}

function answerOf({ status, headers }: Pick<Answer, 'status' | 'headers'>, text: string): Answer {
	const { result, error } = JSON.parse(text);
	const refused = error && superjson.deserialize<{ data: { reason: Reason; details: unknown } }>(error).data;
	return {
		status,
		headers,
		text,
		outcome: refused?.reason ?? 'ok',
		value: result && superjson.deserialize(result.data),
		details: refused?.details,
	};
}

export type HttpHouse = Awaited<ReturnType<typeof openHttpHouse>>;

export async function openHttpHouse(options: Parameters<typeof createTestHouse>[0] = {}, app: Partial<AppDeps> = {}) {
	const house = await createTestHouse(options);
	const server = await serve(house, app);
	await server.start();
	const sign = (claims: Claims) => house.services.tokens.sign(claims);

	async function personalLink(email: string): Promise<string> {
		const { personId } = await house.person(email);
		return sign({ kind: 'person', personId, generation: await generationOf(personId) });
	}

	async function generationOf(personId: string): Promise<number> {
		const [row] = await house.sql<[{ generation: number }]>`select generation from person where id = ${personId}`;
		return row.generation;
	}

	return {
		...house,
		url: server.url,
		call: (path: string, callOptions?: CallOptions) => callAt(server.url, path, callOptions),
		sign,
		generationOf,
		/** The links as they are mailed now. */
		link: {
			calendar: async () => {
				const [row] = await house.sql<[{ generation: number }]>`select calendar_generation as generation from house`;
				return sign({ kind: 'calendar', generation: row.generation });
			},
			person: personalLink,
			approver: (name: PartyName) => personalLink(emailOf(name)),
			booking: async (bookingId: string) => {
				const [row] = await house.sql<
					[{ personId: string; generation: number }]
				>`select person.id as "personId", generation
					from booking join person on person.id = requester_id where booking.id = ${bookingId}`;
				return sign({ kind: 'booking', bookingId, ...row });
			},
			action: async (name: PartyName, bookingId: string, action: 'approve' | 'deny', round = 1) => {
				const { personId } = await house.person(emailOf(name));
				return sign({ kind: 'action', personId, bookingId, action, round, generation: await generationOf(personId) });
			},
		},
		async close() {
			await server.close();
			await house.close();
		},
	};
}

/** All rows of all tables of these schemas, by table, as sorted lines of JSON. */
export async function dump(sql: HttpHouse['sql'], schemas: string[] = ['public']): Promise<Record<string, string[]>> {
	const tables = await sql<
		{ name: string }[]
	>`select quote_ident(table_schema) || '.' || quote_ident(table_name) as name
		from information_schema.tables where table_type = 'BASE TABLE' and table_schema in ${sql(schemas)}`;
	const selects = tables.map(({ name }) => `select '${name}' as name, to_jsonb(t)::text as line from ${name} t`);
	const rows = await sql.unsafe<{ name: string; line: string }[]>(`${selects.join(' union all ')} order by 1, 2`);
	const dumped: Record<string, string[]> = Object.fromEntries(tables.map(({ name }) => [name, []]));
	for (const { name, line } of rows) dumped[name]?.push(line);
	return dumped;
}

/** Makes the tables hold again what `dump` found in them. */
export async function restore(sql: HttpHouse['sql'], saved: Record<string, string[]>): Promise<void> {
	await sql.begin(async (tx) => {
		// The rows agree with each other; no order of tables would please every foreign key.
		await tx`set local session_replication_role = replica`;
		for (const [table, lines] of Object.entries(saved)) {
			await tx.unsafe(`delete from ${table}`);
			await tx.unsafe(
				`insert into ${table} overriding system value select * from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
				[`[${lines.join(',')}]`],
			);
		}
	});
}

/**
 * What can only have changed because a call changed it: not the limits' counters, and not when a personal link was used
 * for the first time, which any request with it notes.
 */
export async function stored(sql: HttpHouse['sql']): Promise<Record<string, string[]>> {
	const { 'public.rate_limit': _, ...tables } = await dump(sql);
	const people = tables['public.person']?.map((line) => line.replace(/"link_used_at": (null|"[^"]*")/, ''));
	return { ...tables, 'public.person': people ?? [] };
}
