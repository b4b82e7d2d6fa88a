import { createTestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { expect, inject, test } from 'vitest';
import { playYear } from './year/play.ts';

// The whole year, with figures: pnpm proof year.
test('in five weeks with a time change every mail was due, each due one arrived once and in order, and nothing else was kept or deleted', {
	timeout: 240_000,
}, async () => {
	const database = await createTestDatabase(inject('postgresUrl'));
	const { flaws, mails, accepted, silent } = await playYear(database.url, { days: 35, seed: 2, log: () => {} });
	expect(flaws).toEqual([]);
	expect(accepted).toBe(mails.length);
	expect([...new Set(mails.map(({ kind }) => kind))].sort()).toEqual([
		'Approved',
		'BeforeArrival',
		'Canceled',
		'Confirmed',
		'DatesMoved',
		'DatesShrunk',
		'Denied',
		'Digest',
		'Forgotten',
		'LinkRecovered',
		'LinkRotated',
		'MadeApprover',
		'Reminder',
		'Reopened',
		'Submitted',
	]);
	expect(silent.expired).toBeGreaterThan(0);
	expect(silent['denied deleted']).toBeGreaterThan(0);
	await database.drop();
});
