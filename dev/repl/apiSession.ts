import { createClient } from '@betzenstein/client';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { at, mapProcedures, named } from './procedures.ts';
import type { Session } from './session.ts';

/** Calls a server over HTTP with whatever link the token belongs to. */
export function openApiSession(url: string, token: string | undefined): Session {
	if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw new ExplainedError(`${url} is not an http(s) URL.`);
	const client = createClient({ url, token });
	const api = mapProcedures((path, kind) => {
		const method = kind === 'query' ? 'query' : 'mutate';
		return { [method]: named(method, at(client, [...path, method]) as (input: unknown) => unknown) };
	});
	return {
		title: `over HTTP at ${url}, ${token === undefined ? 'as a stranger: BETZENSTEIN_TOKEN is not set' : 'with the token of BETZENSTEIN_TOKEN'}`,
		scope: {
			api,
			get as() {
				throw new ExplainedError('There is no `as` over HTTP: you are whom your token makes you. Call api.… instead.');
			},
		},
		guide: [
			'api             every procedure, with .query(input) or .mutate(input)',
			'help()          this, and every procedure',
			'',
			'await api.access.whoAmI.query()',
			'',
			'as, db and tables need the database itself: pnpm repl without --url',
		],
		close: async () => {},
	};
}
