import { DrizzleQueryError } from 'drizzle-orm/errors';
import { describe, expect, test } from 'vitest';
import { codeOf, isReadOnly, isRetryable, isUnavailable } from './pgErrors.ts';

const withCode = (code: string) => Object.assign(new Error('…'), { code });

const UNAVAILABLE = {
	'the connection is lost': [
		'08000',
		'08003',
		'08006',
		'08P01',
		'CONNECTION_CLOSED',
		'CONNECTION_ENDED',
		'CONNECTION_DESTROYED',
		'EPIPE',
	],
	'nobody can be reached': [
		'ECONNREFUSED',
		'ECONNRESET',
		'CONNECT_TIMEOUT',
		'ETIMEDOUT',
		'ENETUNREACH',
		'EHOSTUNREACH',
		'ENETDOWN',
	],
	'the name is not known just now': ['ENOTFOUND', 'EAI_AGAIN', 'EAI_FAIL'],
	'credentials or database are refused': ['28000', '28P01', '3D000'],
	'its certificate is not trusted, or there is no TLS': [
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'CERT_HAS_EXPIRED',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'EPROTO',
	],
	'others come first': ['40001', '40P01', '55P03'],
	'there is no room': ['53100', '53200', '53300'],
	'it took too long': ['57014', '25P03', '25P04'],
	'it stops or starts': ['57P01', '57P02', '57P03'],
	'nothing may be written': ['25006'],
	'its disk fails': ['58030', '58P01'],
};
/** Ours to mend: to come again would not help. */
const BUGS = ['23505', '23514', '42P01', '42703', '22P02', '25P02', 'XX000', 'ERR_INVALID_ARG_TYPE', ''];

describe.each(Object.entries(UNAVAILABLE))('%s', (_, codes) => {
	test.each(codes)('%s is unavailable', (code) => {
		const error = withCode(code);
		expect([isUnavailable(error), isUnavailable(new DrizzleQueryError('select', [], error))]).toEqual([true, true]);
		expect(codeOf(new DrizzleQueryError('select', [], error))).toBe(code);
	});
});

test.each(BUGS)('%s is a bug', (code) => {
	expect(isUnavailable(withCode(code))).toBe(false);
});

test('what may be run again as a whole, and what leads to another server, is said apart', () => {
	const all = [...Object.values(UNAVAILABLE).flat(), ...BUGS, '23P01'];
	expect(all.filter((code) => isRetryable(withCode(code)))).toEqual(['40001', '40P01', '55P03', '23P01']);
	expect(all.filter((code) => isReadOnly(withCode(code)))).toEqual(['25006']);
});
