import type { Client } from '../calls.ts';
import { createClient } from '../client.ts';
import { QUERIES, TOUCHED } from '../query/touched.ts';
import type { FakeAnswers } from './answers.ts';
import { fakeServer } from './fakeServer.ts';

/**
 * A client that answers what was prepared, through everything that a real one does: moments are moments, refusals are
 * thrown, `createQueries` takes it. Its procedures are plain functions, to be spied on or replaced.
 * @example
 * const client = fakeClient({ 'booking.create': refusal('DATES_TAKEN', { conflicts: [] }) });
 * vi.spyOn(client.house.info, 'query').mockResolvedValue(exampleHouse());
 */
export function fakeClient(answers: FakeAnswers): Client {
	// What is prepared to fail fails at once.
	return spiable(createClient({ url: 'http://house.example', retries: 0, fetch: fakeServer(answers).fetch }));
}

/** The same client as plain objects: a proxy has nothing that a test could replace. */
export function spiable(client: Client): Client {
	const groups: Record<string, Record<string, object>> = {};
	for (const path of [...QUERIES, ...Object.keys(TOUCHED)]) {
		if (path === 'live.changes') continue;
		const [group, name] = path.split('.') as [string, string];
		const { [group]: { [name]: procedure } = {} } = client as unknown as typeof groups;
		groups[group] = { ...groups[group], [name]: { ...methodsOf(procedure as Procedure) } };
	}
	return groups as unknown as Client;
}

interface Procedure {
	query(...args: unknown[]): unknown;
	mutate(...args: unknown[]): unknown;
}

const methodsOf = ({ query, mutate }: Procedure): Procedure => ({ query, mutate });
