/** What an edge runtime or a worker would do: no Node, no DOM. Leaves its answer where the test looks. */
import { addDays, createClient, describe, today } from '@betzenstein/client';
import { listen } from '@betzenstein/client/live';

declare const scope: { url: string; token: string; inDays: number; answer?: Promise<unknown> };

const house = createClient({ url: scope.url, token: scope.token });
const from = today('Europe/Berlin');
scope.answer = house.calendar.range
	.query({ from, to: addDays(from, 30) })
	.then(async ({ entries }) => [
		entries.length,
		await hasDates(),
		describe(await house.booking.mine.query().catch((error: unknown) => error), 'en'),
		await firstHeard(),
	]);

/** A moment is a Date here, although the answer was read by a `fetch` of another realm. */
async function hasDates(): Promise<boolean> {
	const { parties } = await house.house.info.query();
	const startDate = addDays(from, scope.inDays);
	const asked = { firstName: 'Anna', email: 'anna@example.com', partySize: 2, affiliation: parties[0]?.name ?? '' };
	const { booking } = await house.booking.create.mutate({ ...asked, startDate, endDate: startDate });
	return booking.createdAt instanceof Date;
}

/** What comes of listening: a version, or a refusal. */
function firstHeard(): Promise<string> {
	return new Promise((resolve) => {
		const stop = listen({
			...scope,
			onChange: ({ version }) => {
				stop();
				resolve(typeof version);
			},
			onEnd: ({ reason }) => resolve(reason),
		});
	});
}
