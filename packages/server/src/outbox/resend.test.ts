import { describe, expect, test } from 'vitest';
import { type Answer, verdictOn } from './resend.ts';

const answer = (error: unknown, headers: Record<string, string> = {}): Answer => ({ data: null, error, headers });
const said = (statusCode: number, name: string) => answer({ statusCode, name, message: 'anna@example.com' });

describe('an answer of the provider', () => {
	test.each<[string, Answer]>([
		['an id', { data: { id: '4ef9' }, error: null, headers: {} }],
		['that the key is known with another text: the first was accepted', said(409, 'invalid_idempotent_request')],
	])('means accepted: %s', (_, given) => {
		expect(verdictOn(given).kind).toBe('accepted');
	});

	test.each([{}, [], null, 42, 'ok', { id: 42 }, { id: '' }, { id: null }])(
		'means nothing without an id: %j',
		(data) => {
			expect(verdictOn({ data, error: null, headers: {} })).toEqual({
				kind: 'again',
				why: 'no_answer',
				whose: 'unclear',
			});
		},
	);

	test.each([
		[422, 'validation_error'],
		[400, 'validation_error'],
		[422, 'missing_required_field'],
		[451, 'security_error'],
	])('is final about one mail alone: %i %s', (status, name) => {
		expect(verdictOn(said(status, name))).toEqual({ kind: 'refused', why: name });
	});

	test.each([
		[401, 'missing_api_key'],
		[401, 'restricted_api_key'],
		[403, 'invalid_api_key'],
		[403, 'validation_error'],
		[404, 'not_found'],
		[405, 'method_not_allowed'],
		[422, 'invalid_from_address'],
		[429, 'rate_limit_exceeded'],
		[429, 'daily_quota_exceeded'],
	])('is about the account, and never final: %i %s', (status, name) => {
		expect(verdictOn(said(status, name))).toMatchObject({ kind: 'again', why: name, whose: 'account' });
	});

	// What the SDK makes of an answer that is no JSON.
	test.each([400, 401, 403, 404, 408, 413, 429, 500, 502, 503, 504])('is never final in HTML: %i', (status) => {
		expect(verdictOn(said(status, 'application_error'))).toMatchObject({ kind: 'again', why: `http_${status}` });
	});

	test.each<[string, Answer]>([
		['no connection', { data: null, error: { name: 'application_error', statusCode: null }, headers: null }],
		['an error that is null', { data: null, error: null, headers: null }],
		['an error that is a word', answer('oops')],
		['an error without a status', answer({ message: 'Forbidden' })],
		['a 500 of its own', said(500, 'internal_server_error')],
	])('may be about anything: %s', (_, given) => {
		expect(verdictOn(given)).toMatchObject({ kind: 'again', whose: 'unclear' });
	});

	test('tells how long to wait, if it is a number', () => {
		expect(verdictOn({ ...said(429, 'rate_limit_exceeded'), headers: { 'retry-after': '2' } })).toMatchObject({
			retryAfterMs: 2_000,
		});
		for (const text of ['', '0', '-5', 'Fri, 27 Nov 2026 10:00:00 GMT']) {
			expect(verdictOn({ ...said(429, 'rate_limit_exceeded'), headers: { 'retry-after': text } })).not.toHaveProperty(
				'retryAfterMs',
			);
		}
	});

	test('that a try still runs means: this mail, soon', () => {
		expect(verdictOn(said(409, 'concurrent_idempotent_requests'))).toMatchObject({
			kind: 'again',
			whose: 'mail',
			retryAfterMs: 1_000,
		});
	});

	test('is told by a code that may be logged', () => {
		expect(verdictOn(said(422, 'The address anna@example.com is bad'))).toEqual({ kind: 'refused', why: 'http_422' });
	});
});
