import { type Conflict, type FieldIssue, type Refusal, refusal } from '@betzenstein/shared';
import { expect, test } from 'vitest';
import { bookingError, createClient, describe, fieldErrors } from '../src/index.ts';
import { fakeServer } from './fakeServer.ts';

/** The error that a call refused in this way ends with. */
async function errorOf(refused: Refusal): Promise<unknown> {
	const client = createClient({ url: 'http://server.example', fetch: fakeServer(refused).fetch });
	return client.booking.edit.mutate({ id: 'b', revision: 1, changes: {} }).catch((error: unknown) => error);
}

test('German sentences are the server’s own, English ones say the same', async () => {
	const error = await errorOf(refusal('STAY_TOO_LONG', { maxDays: 60 }));
	expect([describe(error), describe(error, 'de'), describe(error, 'en')]).toEqual([
		'Satz zu STAY_TOO_LONG',
		'Satz zu STAY_TOO_LONG',
		'A stay can last 60 days at most.',
	]);
});

test('a name in an English sentence stands by itself, as the server’s German ones do', async () => {
	const conflicts: Conflict[] = [
		{ firstName: 'مريم', status: 'Pending', startDate: '2027-05-01', endDate: '2027-05-05' },
	];
	expect(describe(await errorOf(refusal('DATES_TAKEN', { conflicts })), 'en')).toBe(
		'These days are taken: \u2068مريم\u2069, 2027-05-01 to 2027-05-05.',
	);
});

test('a reason that only a newer server knows comes with its sentence, and has one in English', async () => {
	const error = await errorOf({ reason: 'OF_TOMORROW' as 'INTERNAL', details: { since: 2028 } as never });
	expect(bookingError(error)).toEqual({
		reason: 'OF_TOMORROW',
		details: { since: 2028 },
		message: 'Satz zu OF_TOMORROW',
		requestId: 'r-1',
	});
	expect([describe(error, 'de'), describe(error, 'en')]).toEqual([
		'Satz zu OF_TOMORROW',
		'That is not possible. Please load the page again and have another look.',
	]);
	expect(fieldErrors(error)).toEqual({});
});

test('what is no refusal has a sentence too', () => {
	expect(describe(new TypeError('fetch failed'), 'en')).toBe(
		'The server cannot be reached. Please try again in a moment.',
	);
	expect(describe(undefined)).toBe('Keine Verbindung zum Server. Bitte versuche es gleich noch einmal.');
});

test('refused fields stand by their path', async () => {
	const fields: FieldIssue[] = [
		{ path: 'firstName', issue: 'too_short' },
		{ path: 'changes.startDate', issue: 'not_a_day' },
	];
	expect(fieldErrors(await errorOf(refusal('INVALID_INPUT', { fields })))).toEqual({
		firstName: 'too_short',
		'changes.startDate': 'not_a_day',
	});
});
