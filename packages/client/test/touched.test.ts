/** After each mutation, on a real server: exactly those queries are invalidated that now answer somebody otherwise. */

import { approversCalled } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { MutationObserver, QueryClient } from '@tanstack/react-query';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bookingError, type Client, createClient } from '../src/index.ts';
import { QUERIES, TOUCHED } from '../src/query/touched.ts';
import { createQueries, type MutationPath, type Queries, type QueryPath } from '../src/react.ts';

let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse();
});
afterEach(() => house.close());

const ANNA = 'anna@example.com';
const ALONE = { APPROVERS: JSON.stringify(approversCalled(['Cornelia'])) };
/** Beside the booking that there is. */
const ANOTHER = request({
	email: undefined,
	affiliation: 'Cornelia',
	startDate: '2027-05-08',
	endDate: '2027-05-09',
});

/** Links of all kinds, as they were before the mutation, and the booking it is about. */
interface Scene {
	bookingId: string;
	tokens: { viewer: string; anna: string; approver: string; booking: string; action: string };
}

type Caller = keyof Scene['tokens'];

interface Scenario {
	mutation: MutationPath;
	by: Caller;
	/** What has happened before: each is tried, in a house of its own, because what is touched hangs on it. */
	before?: ((scene: Scene) => Promise<unknown>)[];
	/** The same in a house whose only approver does it, whose own requests are Confirmed at once. */
	beforeAlone?: (scene: Scene) => Promise<unknown>;
	/** What a component calls. */
	options: (queries: Queries) => { mutationFn?: unknown };
	input: (scene: Scene) => unknown;
}

const as = (token: string): Client => createClient({ url: house.url, token });
const approver = async (name: 'Ingeborg' | 'Cornelia' | 'Angelika') => as(await house.link.approver(name));
const deny = async ({ bookingId }: Scene) =>
	(await approver('Angelika')).approval.deny.mutate({ bookingId, round: 1, comment: 'Baustelle' });
const nothing = async () => {};
const approveByTwo = async ({ bookingId }: Scene) => {
	for (const name of ['Ingeborg', 'Angelika'] as const)
		await (await approver(name)).approval.approve.mutate({ bookingId, round: 1 });
};

const confirm = async (scene: Scene) => {
	await approveByTwo(scene);
	await (await approver('Cornelia')).approval.approve.mutate({ bookingId: scene.bookingId, round: 1 });
};

const withLinkToDeny = async ({ bookingId, tokens }: Scene) => {
	tokens.action = await house.link.action('Cornelia', bookingId, 'deny');
};

const SCENARIOS: Scenario[] = [
	{
		mutation: 'house.setNotes',
		by: 'approver',
		options: (queries) => queries.house.setNotes.mutationOptions(),
		input: () => ({ text: 'Der Schlüssel hängt am Haken.', revision: 1 }),
	},
	{
		mutation: 'booking.create',
		by: 'anna',
		options: (queries) => queries.booking.create.mutationOptions(),
		input: () => ANOTHER,
		beforeAlone: nothing,
	},
	{
		mutation: 'booking.edit',
		by: 'booking',
		before: [nothing, confirm],
		options: (queries) => queries.booking.edit.mutationOptions(),
		input: async ({ bookingId, tokens }) => {
			const { startDate, revision } = await as(tokens.booking).booking.get.query({ id: bookingId });
			return { id: bookingId, revision, changes: { endDate: startDate } };
		},
	},
	{
		mutation: 'booking.cancel',
		by: 'anna',
		before: [nothing, confirm],
		options: (queries) => queries.booking.cancel.mutationOptions(),
		input: ({ bookingId }) => ({ id: bookingId, comment: 'Krank' }),
	},
	{
		mutation: 'booking.reopen',
		by: 'anna',
		before: [deny],
		options: (queries) => queries.booking.reopen.mutationOptions(),
		input: ({ bookingId }) => ({ id: bookingId, revision: 2 }),
		beforeAlone: async (scene) => {
			const cornelia = as(scene.tokens.approver);
			const { booking } = await cornelia.booking.create.mutate(ANOTHER);
			const { id: bookingId, round } = booking;
			await cornelia.approval.deny.mutate({ bookingId, round, comment: 'Doch nicht', acknowledgeConfirmed: true });
			scene.bookingId = bookingId;
		},
	},
	{
		mutation: 'approval.approve',
		by: 'approver',
		before: [approveByTwo],
		options: (queries) => queries.approval.approve.mutationOptions(),
		input: ({ bookingId }) => ({ bookingId, round: 1 }),
	},
	{
		mutation: 'approval.deny',
		by: 'approver',
		before: [nothing, confirm],
		options: (queries) => queries.approval.deny.mutationOptions(),
		input: ({ bookingId }) => ({ bookingId, round: 1, comment: 'Baustelle', acknowledgeConfirmed: true }),
	},
	{
		mutation: 'action.perform',
		by: 'action',
		before: [approveByTwo, withLinkToDeny],
		options: (queries) => queries.action.perform.mutationOptions(),
		input: () => ({ comment: 'Baustelle' }),
	},
	{
		mutation: 'watch.add',
		by: 'anna',
		options: (queries) => queries.watch.add.mutationOptions(),
		input: () => ({ startDate: '2027-09-01', endDate: '2027-09-02' }),
	},
	{
		mutation: 'watch.remove',
		by: 'anna',
		options: (queries) => queries.watch.remove.mutationOptions(),
		input: async ({ tokens }) => ({ id: (await as(tokens.anna).watch.mine.query()).items[0]?.id }),
	},
	{
		mutation: 'access.requestLink',
		by: 'viewer',
		options: (queries) => queries.access.requestLink.mutationOptions(),
		input: () => ({ email: ANNA }),
	},
	{
		mutation: 'access.rotateLink',
		by: 'anna',
		options: (queries) => queries.access.rotateLink.mutationOptions(),
		input: () => undefined,
	},
	{
		mutation: 'access.forgetMe',
		by: 'anna',
		options: (queries) => queries.access.forgetMe.mutationOptions(),
		input: () => ({ confirm: true }),
	},
];

test('the table names every mutation', () => {
	const mutations = Object.keys(TOUCHED).filter((path) => path !== 'live.changes');
	expect(SCENARIOS.map(({ mutation }) => mutation).sort()).toEqual(mutations.sort());
});

test.each(SCENARIOS)(
	'$mutation invalidates what now answers otherwise, and nothing that never does',
	async ({ by: caller, before = [nothing], beforeAlone, options, input, mutation }) => {
		const everChanged = new Set<QueryPath>();
		const runs = before.map((happen) => ({ happen, by: caller, env: {} }));
		if (beforeAlone) runs.push({ happen: beforeAlone, by: 'approver', env: ALONE });
		for (const [index, { happen, by, env }] of runs.entries()) {
			if (index > 0) await startAnew(env);
			const scene = await newScene();
			await happen(scene);
			const queryClient = new QueryClient();
			const queries = createQueries({ client: as(scene.tokens[by]), queryClient });
			for (const path of QUERIES) queryClient.setQueryData(keyOf(path), {});
			const earlier = await answers(scene);

			await new MutationObserver(queryClient, options(queries) as never).mutate((await input(scene)) as never);

			const later = await answers(scene);
			for (const path of QUERIES) if (earlier[path] !== later[path]) everChanged.add(path);
			const invalidated = QUERIES.filter((path) => queryClient.getQueryState(keyOf(path))?.isInvalidated);
			expect(invalidated.toSorted()).toEqual(TOUCHED[mutation].toSorted());
		}
		expect([...everChanged].sort()).toEqual(TOUCHED[mutation].toSorted());
	},
);

async function startAnew(env: Record<string, string>): Promise<void> {
	await house.close();
	house = await openHttpHouse({ env });
}

const keyOf = (path: QueryPath) => [path.split('.'), { input: {}, type: 'query' }];

async function newScene(): Promise<Scene> {
	const viewer = await house.link.calendar();
	const { booking, bookingToken } = await as(viewer).booking.create.mutate(request({ affiliation: 'Cornelia' }));
	const tokens = {
		viewer,
		anna: await house.link.person(ANNA),
		approver: await house.link.approver('Cornelia'),
		booking: bookingToken,
		action: await house.link.action('Cornelia', booking.id, 'approve'),
	};
	// Days that the booking holds.
	await as(tokens.anna).watch.add.mutate({ startDate: '2027-05-02', endDate: '2027-05-03' });
	return { bookingId: booking.id, tokens };
}

/** What the queries are asked that cannot be asked without. */
const inputs = ({ bookingId }: Scene): Partial<Record<QueryPath, unknown>> => ({
	'house.shares': { year: 2027 },
	'calendar.range': { from: '2027-03-01', to: '2027-12-31' },
	'booking.get': { id: bookingId },
});

/** What every query says to the holders of all links together. */
async function answers(scene: Scene): Promise<Record<string, string>> {
	type Procedures = Record<string, Record<string, { query(input: unknown): Promise<unknown> }>>;
	const clients = Object.values(scene.tokens).map((token) => as(token) as unknown as Procedures);
	const everybody = (path: QueryPath) => {
		const [group = '', name = ''] = path.split('.');
		return Promise.all(clients.map((client) => client[group]?.[name]?.query(inputs(scene)[path]).catch(reasonOf)));
	};
	return Object.fromEntries(
		await Promise.all(QUERIES.map(async (path) => [path, JSON.stringify(await everybody(path))])),
	);
}

/** @throws when the query was asked wrongly, which would say the same before and after */
function reasonOf(error: unknown): string | undefined {
	const reason = bookingError(error)?.reason;
	if (reason === undefined || reason === 'INVALID_INPUT') throw error;
	return reason;
}
