/** What an edge runtime or a worker would do: no Node, no DOM. Leaves its answer where the test looks. */
import { addDays, createClient, describe, today } from '@betzenstein/client';

declare const scope: { url: string; token: string; answer?: Promise<unknown> };

const house = createClient({ url: scope.url, token: scope.token });
const from = today();
scope.answer = house.calendar.range
	.query({ from, to: addDays(from, 30) })
	.then(async ({ entries }) => [
		entries.length,
		describe(await house.booking.mine.query().catch((error: unknown) => error), 'en'),
	]);
