import { createTestDatabase } from '@betzenstein/testing/postgres/testDatabase';
import { expect, inject, test } from 'vitest';
import { playMailRounds } from './mailRounds.ts';

// The long version, with figures: pnpm proof mail.
test('every committed mail is accepted exactly once, in the order of causes, although processes are killed and the provider fails', {
	timeout: 240_000,
}, async () => {
	const database = await createTestDatabase(inject('postgresUrl'));
	const report = await playMailRounds(database.url, 4, () => {});
	expect(report).toMatchObject({
		kills: 2,
		lost: 0,
		doubled: 0,
		unfounded: 0,
		overtaken: 0,
		accepted: report.committed,
	});
	// Three welcomes and, at the least, one request with its answers.
	expect(report.committed).toBeGreaterThan(7);
	await database.drop();
});
