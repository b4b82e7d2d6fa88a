import { describe, expect, test } from 'vitest';
import { testEnvironment } from '../test/testHouse.ts';
import { ConfigError, loadConfig } from './config.ts';

const URL = 'postgres://u:s3cret@db.example/house';
const environment = (changes: Record<string, string | undefined>) => ({ ...testEnvironment(URL), ...changes });

describe('loadConfig', () => {
	test('fills in what domain.md fixes', () => {
		expect(loadConfig(environment({}))).toMatchObject({
			directDatabaseUrl: URL,
			port: 8080,
			timeZone: 'Europe/Berlin',
			holidayRegion: 'DE-BY',
			publicAvailability: false,
			corsOrigins: [],
			limits: { horizonMonths: 18, longStayDays: 7, maxStayDays: 60, submissionsPerDay: 10, pending: 5 },
		});
	});

	test('takes a blank variable for a missing one', () => {
		expect(loadConfig(environment({ DIRECT_DATABASE_URL: '', PORT: '' })).port).toBe(8080);
	});

	test('keeps an approver’s address as it is kept for everybody', () => {
		const APPROVERS = '[{"name":"Jörg","color":"#000000","email":" Joerg@Müller.de"}]';
		expect(loadConfig(environment({ APPROVERS })).approvers[0].email).toBe('joerg@xn--mller-kva.de');
	});

	const key = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
	test.each<[string, string | undefined, string]>([
		['DATABASE_URL', undefined, 'is missing'],
		['DATABASE_URL', 'mysql://x', ''],
		['LINK_KEYS', undefined, 'is missing'],
		['LINK_KEYS', `a:${key(31)}`, 'shorter than 32 bytes'],
		['LINK_KEYS', `a:${key(32)},a:${key(33)}`, 'kid twice'],
		['LINK_KEYS', key(32), 'kid:base64'],
		['APPROVERS', 'Ingeborg', 'is not JSON'],
		['APPROVERS', '[]', ''],
		['APPROVERS', '[{"name":"A","color":"red","email":"a@example.com"}]', 'is not a #RRGGBB colour'],
		[
			'APPROVERS',
			'[{"name":"A","color":"#000000","email":"a@example.com"},{"name":"B","color":"#000000","email":"A@example.com "}]',
			'address twice',
		],
		[
			'APPROVERS',
			'[{"name":"A","color":"#000000","email":"a@müller.de"},{"name":"B","color":"#000000","email":"A@xn--mller-kva.de"}]',
			'address twice',
		],
		['WEB_URL', 'betzenstein.app', 'is not an http(s) URL'],
		['PORT', '99999', 'is not a port'],
		['TIME_ZONE', 'Europe/Betzenstein', 'is not an IANA time zone'],
		['HOLIDAY_REGION', 'AT-1', 'is not a German region'],
		['PUBLIC_AVAILABILITY', 'yes', 'is neither true nor false'],
		['LIMIT_PENDING', '0', 'is below 1'],
	])('%s = %s stops the start with a message that names it', (variable, value, message) => {
		const load = () => loadConfig(environment({ [variable]: value }));
		expect(load).toThrow(ConfigError);
		expect(load).toThrow(variable);
		expect(load).toThrow(message);
	});

	test('never repeats a value: most are secrets', () => {
		const load = () =>
			loadConfig(environment({ LINK_KEYS: 'a:c2VjcmV0', APPROVERS: '[{"email":"geheim@example.com"}]', DATABASE_URL: 'x://s3cret' }));
		expect(load).toThrow(/^(?!.*(s3cret|c2VjcmV0|geheim)).*$/s);
	});

	test('names everything that is wrong at once', () => {
		expect(() => loadConfig({})).toThrow(/DATABASE_URL.*LINK_KEYS.*APPROVERS.*WEB_URL/s);
	});
});
