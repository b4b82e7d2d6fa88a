import { type Conflict, type FieldIssue, ISSUES, type Refusal, refusal } from '@betzenstein/shared';
import { expect, test } from 'vitest';
import { bookingError, createClient, describe, describeFields, failureKind, fieldErrors } from '../src/index.ts';
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

/** The error of a call to a server that answers like this. */
const failure = (fetch: typeof globalThis.fetch, options: object = {}) =>
	createClient({ url: 'http://server.example', retries: 0, timeout: 20, fetch, ...options })
		.house.info.query()
		.then(
			() => undefined,
			(error: unknown) => error,
		);

test('what is no refusal is told apart, and has a sentence', async () => {
	const told = async (fetch: typeof globalThis.fetch, options?: object) => {
		const error = await failure(fetch, options);
		expect(bookingError(error)).toBeUndefined();
		// Cloned, an error of the platform's keeps what is in its cause.
		expect(failureKind(structuredClone(error))).toBe(failureKind(error));
		return [failureKind(error), describe(error, 'en'), describe(error, 'de')];
	};
	expect(await told(async () => Promise.reject(new TypeError('fetch failed')))).toEqual([
		'offline',
		'The server cannot be reached. Please try again in a moment.',
		'Keine Verbindung zum Server. Bitte versuche es gleich noch einmal.',
	]);
	expect(await told(() => new Promise(() => {}))).toEqual([
		'timeout',
		'The server did not answer in time. Please try again in a moment.',
		'Der Server hat nicht rechtzeitig geantwortet. Bitte versuche es gleich noch einmal.',
	]);
	expect(await told(async () => new Response('<html>'))).toEqual([
		'unexpected',
		'The answer could not be understood. Please try again later.',
		'Die Antwort war nicht zu verstehen. Bitte versuche es später noch einmal.',
	]);
	expect(await told(fetch, { token: () => Promise.reject(new Error('No storage')) })).toEqual([
		'bug',
		'Something went wrong here. Please load the page again.',
		'Da ist hier etwas schiefgegangen. Bitte lade die Seite neu.',
	]);
	const aborted = createClient({ url: 'http://server.example' }).house.info.query(undefined, {
		signal: AbortSignal.abort(new Error('unmounted')),
	});
	expect(describe(await aborted.catch((error: unknown) => error), 'en')).toBe('This was stopped.');
});

test.each([undefined, null, 0, '', 'text', {}, [], new Error('mine'), new Proxy({}, { get: () => Symbol('x') })])(
	'anything else is a bug: %s',
	(error) => {
		expect([failureKind(error), describe(error, 'en'), fieldErrors(error), describeFields(error)]).toEqual([
			'bug',
			'Something went wrong here. Please load the page again.',
			{},
			{},
		]);
	},
);

test('errors of the platform are known by their names, also as a cause', () => {
	expect(failureKind(new DOMException('', 'AbortError'))).toBe('aborted');
	expect(failureKind(new Error('x', { cause: new DOMException('', 'TimeoutError') }))).toBe('timeout');
});

test('a refusal is the same whether it is still an error, taken out of it, cloned or written down', async () => {
	const error = await errorOf(refusal('STAY_TOO_LONG', { maxDays: 60 }));
	const refused = bookingError(error);
	expect(refused).toMatchObject({ reason: 'STAY_TOO_LONG', details: { maxDays: 60 }, requestId: 'r-1' });
	for (const other of [refused, structuredClone(error), structuredClone(refused), JSON.parse(JSON.stringify(refused))])
		expect([bookingError(other), describe(other, 'en'), describe(other), failureKind(other)]).toEqual([
			refused,
			'A stay can last 60 days at most.',
			'Satz zu STAY_TOO_LONG',
			'refused',
		]);
});

test('a refusal whose details are missing has a sentence all the same', async () => {
	for (const details of [undefined, null, 7, {}]) {
		const error = await errorOf({ reason: 'DATES_TAKEN', details } as never);
		expect([describe(error, 'de'), describe(error, 'en')]).toEqual([
			'Satz zu DATES_TAKEN',
			'That is not possible. Please load the page again and have another look.',
		]);
		expect(fieldErrors(await errorOf({ reason: 'INVALID_INPUT', details } as never))).toEqual({});
	}
});

test('a language that is not spoken is German', async () => {
	expect(describe(await errorOf(refusal('INTERNAL')), 'fr' as 'en')).toBe('Satz zu INTERNAL');
	expect(describe(undefined, 'constructor' as 'en')).toBe(
		'Da ist hier etwas schiefgegangen. Bitte lade die Seite neu.',
	);
});

test('every rule that a field can break has a sentence in both languages, and so does one that is new', async () => {
	const fields = [...ISSUES, 'of_tomorrow'].map((issue) => ({ path: issue, issue }) as FieldIssue);
	const error = await errorOf(refusal('INVALID_INPUT', { fields }));
	const [german, english] = [describeFields(error), describeFields(error, 'en')];
	expect([Object.keys(german), Object.keys(english)]).toEqual([
		[...ISSUES, 'of_tomorrow'],
		[...ISSUES, 'of_tomorrow'],
	]);
	const other = 'Please check this.';
	expect(Object.entries(english).filter(([, sentence]) => sentence === other)).toEqual([['of_tomorrow', other]]);
	for (const sentence of Object.values({ ...german, ...english })) expect(sentence).toMatch(/^[A-Z].+\.$/);
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
