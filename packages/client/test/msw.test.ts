/** The README's recipe for msw. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bookingError, createClient } from '../src/index.ts';
import { stay } from './houseStory.ts';
import { house, server } from './mswRecipe.ts';

beforeAll(() => server.listen());
afterAll(() => server.close());

test('the client that a frontend makes itself meets the fake house, in batches too', async () => {
	const client = createClient({ url: 'https://api.example.com', token: house.tokens.viewer });
	const [info, { booking }] = await Promise.all([
		client.house.info.query(),
		client.booking.create.mutate(stay('2027-05-01/2027-05-02')),
	]);
	expect(booking.createdAt).toEqual(new Date(`${info.today}T10:00:00Z`));
	const error = await client.booking.create.mutate(stay('2027-05-02')).catch((caught: unknown) => caught);
	expect(bookingError(error)?.reason).toBe('DATES_TAKEN');
	expect(house.calls.map(({ path }) => path)).toEqual(['house.info', 'booking.create', 'booking.create']);
});

test('it stands in the README as it is run here', () => {
	const folder = join(import.meta.dirname, '..');
	const recipe = readFileSync(join(folder, 'test/mswRecipe.ts'), 'utf8');
	expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(`\`\`\`ts\n${recipe}\`\`\``);
});
