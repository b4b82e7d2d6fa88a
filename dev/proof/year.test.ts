import { createTestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { expect, inject, test } from 'vitest';
import { playYear } from './year/play.ts';

// The whole year, with figures: pnpm proof year.
test('in four weeks with a time change every mail was due, each due one arrived once and in order, and nothing else was kept or deleted', {
	timeout: 240_000,
}, async () => {
	const database = await createTestDatabase(inject('postgresUrl'));
	const { flaws, mails, accepted, silent } = await playYear(database.url, { days: 28, seed: 7, log: () => {} });
	expect(flaws).toEqual([]);
	expect(accepted).toBe(mails.length);
	expect([...new Set(mails.map(({ kind, as }) => `${kind}: ${as}`))].sort()).toEqual([
		'Approved: requester',
		'BeforeArrival: requester',
		'Canceled: approver',
		'Canceled: requester',
		'Confirmed: approver',
		'Confirmed: requester',
		'DatesMoved: approver',
		'DatesShrunk: approver',
		'DatesShrunk: requester',
		'DaysFree: requester',
		'Denied: approver',
		'Denied: requester',
		'Digest: approver',
		'Forgotten: requester',
		'LinkRecovered: requester',
		'LinkRotated: requester',
		'MadeApprover: approver',
		'Reminder: approver',
		'Reopened: approver',
		'Submitted: approver',
		'Submitted: requester',
	]);
	expect(silent['days proposed asked for']).toBeGreaterThan(0);
	expect(silent.expired).toBeGreaterThan(0);
	expect(silent['denied deleted']).toBeGreaterThan(0);
	await database.drop();
});
