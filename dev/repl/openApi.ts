import { type Client, createClient } from '@betzenstein/client';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { at, mapProcedures, named } from './procedures.ts';

/** Calls a server over HTTP with whatever link the token belongs to. */
export function openApi(url: string, token: string | undefined) {
	if (!/^https?:$/.test(URL.parse(url)?.protocol ?? '')) throw new ExplainedError(`${url} is not an http(s) URL.`);
	const client = createClient({ url, token });
	return {
		title: `over HTTP at ${url}, ${token === undefined ? 'as a stranger: BETZENSTEIN_TOKEN is not set' : 'with the token of BETZENSTEIN_TOKEN'}`,
		/** Every procedure, with `.query(input)` or `.mutate(input)`. */
		api: mapProcedures((path, kind) => {
			const method = kind === 'query' ? 'query' : 'mutate';
			return { [method]: named(method, at(client, [...path, method]) as (input: unknown) => unknown) };
		}) as Client,
	};
}
