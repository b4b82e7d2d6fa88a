import { addDays, addMonths, dayIn, isDay } from '@betzenstein/shared';
import { approversCalled, testEnvironment } from '@betzenstein/testing/house/environment';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConfigError, loadConfig } from './config.ts';

const URL = 'postgres://u:s3cret@db.example/house';
/** What has to be given, and these. */
const environment = (changes: Record<string, string | undefined>) => ({
	...testEnvironment(URL),
	PORT: undefined,
	...changes,
});

/** A variable, a value that is none for it, and what the message says. */
type Wrong = [string, string | undefined, string];

/** The settings that are whole numbers, and the most that each may be. */
const BOUNDS: [string, number][] = [
	['LIMIT_HORIZON_MONTHS', 1_200],
	['LIMIT_LONG_STAY_DAYS', 366],
	['LIMIT_STAY_DAYS', 366],
	['LIMIT_SUBMISSIONS_PER_DAY', 1_000_000_000],
	['LIMIT_PENDING', 1_000_000_000],
	['LIMIT_WATCHES', 1_000_000_000],
	['LIMIT_RECOVERIES_PER_HOUR', 1_000_000_000],
	['LIMIT_WRITES_PER_HOUR', 1_000_000_000],
	['LIMIT_READS_PER_MINUTE', 1_000_000_000],
	['MAIL_TIMEOUT_MS', 600_000],
	['MAIL_LEASE_SECONDS', 86_400],
];

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
		expect(loadConfig(environment({ DIRECT_DATABASE_URL: '', PORT: ' ' })).port).toBe(8080);
	});

	test('keeps an approver’s address as it is kept for everybody', () => {
		const APPROVERS = '[{"name":"Jörg","color":"#000000","email":" Joerg@Müller.de"}]';
		expect(loadConfig(environment({ APPROVERS })).approvers[0].email).toBe('joerg@xn--mller-kva.de');
	});

	const named = (...names: string[]) => environment({ APPROVERS: JSON.stringify(approversCalled(names)) });

	test.each([
		[['Ingeborg']],
		[['O’Neil', "O'Neil", 'O Neil']],
		[['Müller', 'Muller', 'Mueller', 'Łukasz', '東京', 'أمينة', 'דוד']],
		[['🏡'.repeat(40), '"Bob" <b>', 'Žofie / Jan']],
	])('takes approvers called %j', (names) => {
		expect(loadConfig(named(...names)).approvers.map(({ name }) => name)).toEqual(names);
	});

	test('composes names, so that they are those which callers send', () => {
		expect(loadConfig(named(' Ju\u0308rgen ')).approvers[0].name).toBe('Jürgen');
	});

	test.each([
		[['Ingeborg', 'Ingeborg'], 'has two names that look alike'],
		[['Ingeborg', 'INGEBORG'], 'has two names that look alike'],
		[['Jürgen', 'Ju\u0308rgen'], 'has two names that look alike'],
		[['Ingeborg', 'Inge\u200bborg'], 'has two names that look alike'],
		[['Ingeborg', 'Ｉｎｇｅｂｏｒｇ'], 'has two names that look alike'],
		[[''], 'shows nothing'],
		[['\u200b\u2060'], 'shows nothing'],
		[['a'.repeat(41)], 'is longer than 40 characters'],
		[['Inge\nborg'], 'control character'],
		[['\u202egrobegnI'], 'control character'],
	])('refuses approvers called %j, and says why', (names, why) => {
		expect(() => loadConfig(named(...names))).toThrow(why);
		expect(() => loadConfig(named(...names))).toThrow('APPROVERS');
	});

	test.each<[string, string, object]>([
		['WEB_URL', 'https://Haus.Example:8443/', { webUrl: 'https://haus.example:8443' }],
		['WEB_URL', 'https://häuschen.example', { webUrl: 'https://xn--huschen-5wa.example' }],
		[
			'CORS_ORIGINS',
			' https://a.example , http://localhost:5173/,',
			{ corsOrigins: ['https://a.example', 'http://localhost:5173'] },
		],
		['CORS_ORIGINS', 'localhost', { corsOrigins: 'localhost' }],
		['RESEND_BASE_URL', 'http://127.0.0.1:9/v1/', { mail: { account: { baseUrl: 'http://127.0.0.1:9/v1' } } }],
		['RESEND_API_KEY', 're_x\n', { mail: { account: { kind: 'resend', apiKey: 're_x' } } }],
		['MAIL_FROM', 'haus@example.com', { mail: { from: 'haus@example.com' } }],
		['MAIL_FROM', '<haus@example.com>', { mail: { from: 'haus@example.com' } }],
		[
			'MAIL_FROM',
			' Häuschen (Betzenstein)  <Haus@Häuschen.de>\n',
			{ mail: { from: 'Häuschen (Betzenstein) <haus@xn--huschen-5wa.de>' } },
		],
		['MAIL_FROM', '"Haus, wir" <haus@example.com>', { mail: { from: '"Haus, wir" <haus@example.com>' } }],
		['MAIL_REPLY_TO', ' Familie@Häuschen.de ', { mail: { replyTo: 'familie@xn--huschen-5wa.de' } }],
		['HOUSE_NAME', ' בית הקיץ ', { houseName: 'בית הקיץ' }],
		['HOUSE_NAME', 'Ha\u0308uschen', { houseName: 'Häuschen' }],
		['HOLIDAY_REGION', 'none', { holidayRegion: 'none' }],
		['TIME_ZONE', 'Asia/Kathmandu', { timeZone: 'Asia/Kathmandu' }],
		['HOUSE_NAME', '🏡'.repeat(80), { houseName: '🏡'.repeat(80) }],
		['DRAIN_SECONDS', '1.5', { drainNoticeMs: 1_500 }],
		['PORT', ' 8081 ', { port: 8081 }],
	])('takes %s = %j', (variable, value, config) => {
		expect(loadConfig(environment({ [variable]: value }))).toMatchObject(config);
	});

	test.each(BOUNDS)('takes %s from 1 to %i', (variable, most) => {
		for (const value of [1, most]) expect(() => loadConfig(environment({ [variable]: `${value}` }))).not.toThrow();
	});

	test('no limit that is taken breaks the days: they exist, compare as text, and fit the database', () => {
		const setting = (variable: string) => fc.integer({ min: 1, max: new Map(BOUNDS).get(variable) ?? 0 });
		const today = fc.date({ min: new Date('2020-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
		const settings = [setting('LIMIT_HORIZON_MONTHS'), setting('LIMIT_STAY_DAYS'), today] as const;
		fc.assert(
			fc.property(...settings, (months, days, now) => {
				const { limits } = loadConfig(environment({ LIMIT_HORIZON_MONTHS: `${months}`, LIMIT_STAY_DAYS: `${days}` }));
				const first = dayIn('UTC', now);
				const latestStart = addMonths(first, limits.horizonMonths);
				const latestEnd = addDays(latestStart, limits.maxStayDays - 1);
				expect([first, latestStart, latestEnd].map(isDay)).toEqual([true, true, true]);
				expect([latestEnd, latestStart, first].toSorted()).toEqual([first, latestStart, latestEnd]);
			}),
		);
	});

	const key = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
	test.each<Wrong>([
		['DATABASE_URL', undefined, 'is missing'],
		['DATABASE_URL', 'mysql://x', 'is not a postgres:// URL'],
		['DATABASE_URL', `${URL}?sslmode=verify`, 'sslmode that is none of disable, prefer, require'],
		['DIRECT_DATABASE_URL', `${URL}?ssl=true`, 'say sslmode instead'],
		['DATABASE_URL', `${URL}?sslmode=require&sslrootcert=/ca.pem`, 'put what is in it into DATABASE_CA'],
		['DATABASE_CA', '/etc/ssl/ca.pem', 'something else than certificates in PEM'],
		[
			'DATABASE_CA',
			'-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----',
			'something else than certificates in PEM',
		],
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
		['WEB_URL', 'betzenstein.app', 'is not https://host and nothing more'],
		['PORT', '99999', 'is not a port'],
		['TIME_ZONE', 'Europe/Betzenstein', 'is not an IANA time zone'],
		['TIME_ZONE', '+05:45', 'is not an IANA time zone'],
		...['AT-1', 'CH-ZH', 'US-CA', 'DE', 'DE-XX', 'de-by', 'NONE'].map(
			(region): Wrong => ['HOLIDAY_REGION', region, 'is neither a German region such as DE-BY nor none'],
		),
		['PUBLIC_AVAILABILITY', 'yes', 'is neither true nor false'],
		...['/c', '/?a=b', '?a=b', '/#x', '#x'].flatMap((more): Wrong[] => [
			['WEB_URL', `https://haus.example${more}`, 'is not https://host and nothing more'],
			['API_URL', `https://haus.example${more}`, 'is not https://host and nothing more'],
			['CORS_ORIGINS', `https://haus.example${more}`, 'is not https://host and nothing more'],
		]),
		['WEB_URL', 'https://u:s3cret@haus.example', 'is not https://host and nothing more'],
		['CORS_ORIGINS', 'https://a.example, *', 'is not https://host and nothing more'],
		['CORS_ORIGINS', 'https://a.example, localhost', 'is not https://host and nothing more'],
		['CORS_ORIGINS', 'https://a.example https://b.example', 'is not https://host and nothing more'],
		['RESEND_BASE_URL', 'https://u:s3cret@mail.example', 'is not an http(s) URL'],
		['RESEND_BASE_URL', 'https://mail.example/v1?key=s3cret', 'is not an http(s) URL'],
		['RESEND_API_KEY', 're_a\nb', 'holds a space or a line break'],
		['RESEND_WEBHOOK_SECRET', 'whsec_a\nb', 'holds a space or a line break'],
		['RESEND_WEBHOOK_SECRET', 'abc', 'does not begin with whsec_'],
		...[
			'Haus @ Betzenstein',
			'haus',
			'Haus haus@example.com',
			'Haus <haus>',
			'Haus <haus@example.com',
			'haus@example.com>',
		].map((from): Wrong => ['MAIL_FROM', from, 'is not Name <address>']),
		...[
			'Haus, wir <haus@example.com>',
			'Ha"us <haus@example.com>',
			'a@b.de <haus@example.com>',
			'A <a@b.de>, B <b@b.de>',
		].map((from): Wrong => ['MAIL_FROM', from, 'is not Name <address>']),
		['MAIL_FROM', 'Haus\nBcc: x@example.com <haus@example.com>', 'is not Name <address>'],
		['MAIL_FROM', 'Haus <haus@example.com>\r\nBcc: x@example.com', 'is not Name <address>'],
		['MAIL_REPLY_TO', 'familie', 'is not an address'],
		['MAIL_REPLY_TO', 'Familie <familie@example.com>', 'is not an address'],
		['MAIL_REPLY_TO', 'familie@example.com\nBcc: x@example.com', 'is not an address'],
		...['Haus\nBcc: x', 'Haus\u0007', 'Ha\u2028us', 'Haus\u202e'].flatMap((name): Wrong[] => [
			['HOUSE_NAME', name, 'holds a line break or another control character'],
			[
				'APPROVERS',
				JSON.stringify([{ name, color: '#000000', email: 'a@example.com' }]),
				'holds a line break or another control character',
			],
		]),
		['HOUSE_NAME', ' \u200b ', 'shows nothing'],
		['HOUSE_NAME', 'x'.repeat(81), 'is longer than 80 characters'],
		['APPROVERS', '[{"name":"\u3164","color":"#000000","email":"a@example.com"}]', 'shows nothing'],
		['APPROVERS', '[{"name":"A","color":"#000000","email":"a"}]', 'is not an address'],
		['DRAIN_SECONDS', '61', 'is not a number from 0 to 60'],
		...BOUNDS.flatMap(([variable, most]) =>
			['0', '-1', '1.5', 'x', `${most + 1}`, '1e99'].map(
				(value): Wrong => [variable, value, `is not a whole number from 1 to ${most}`],
			),
		),
	])('%s = %s stops the start with a message that names it', (variable, value, message) => {
		const load = () => loadConfig(environment({ [variable]: value }));
		expect(load).toThrow(ConfigError);
		expect(load).toThrow(variable);
		expect(load).toThrow(message);
	});

	test.each([
		['smtps://haus:s3cret@mail.example', { host: 'mail.example', port: 465, isTlsFromStart: true, user: 'haus' }],
		['smtp://haus:s3cret@mail.example:2525', { host: 'mail.example', port: 2525, isTlsFromStart: false, user: 'haus' }],
		[' smtp://haus%40x.de:s3cret@mail.example/ ', { port: 587, user: 'haus@x.de' }],
		['smtps://haus@x.de:p%40%2Fs%3A@mail.example', { port: 465, user: 'haus@x.de', password: 'p@/s:' }],
	])('takes SMTP_URL = %s instead of RESEND_API_KEY', (SMTP_URL, account) => {
		const { mail } = loadConfig(environment({ RESEND_API_KEY: '', SMTP_URL }));
		expect(mail.account).toMatchObject({ kind: 'smtp', ...account });
	});

	test.each([
		'mail.example',
		'https://haus:s3cret@mail.example',
		'smtps://mail.example',
		'smtps://haus@mail.example',
		'smtps://:s3cret@mail.example',
		'smtps://haus:s3cret@',
		'smtps://haus:s3cret@mail.example:99999',
		'smtps://haus:s3cret@mail.example/x',
		'smtps://haus:s3cret@mail.example?pool=true',
		'smtps://haus:s3cret#1@mail.example',
		'smtps://haus:s3cret/1@mail.example',
		'smtps://haus:s3cret%zz@mail.example',
	])('SMTP_URL = %s stops the start, and is not repeated', (SMTP_URL) => {
		const load = () => loadConfig(environment({ RESEND_API_KEY: undefined, SMTP_URL }));
		expect(load).toThrow(/^(?!.*(s3cret|mail\.example)).*SMTP_URL: is not smtps:/s);
	});

	test('mails go out one way: SMTP_URL and RESEND_API_KEY exclude each other, and one is needed', () => {
		const SMTP_URL = 'smtps://haus:s3cret@mail.example';
		const load = (changes: Record<string, string | undefined>) => () => loadConfig(environment(changes));
		expect(load({ SMTP_URL })).toThrow(/^(?!.*(s3cret|re_test)).*RESEND_API_KEY: stands beside SMTP_URL/s);
		expect(load({ RESEND_API_KEY: undefined })).toThrow('RESEND_API_KEY: is missing');
		expect(load({ RESEND_API_KEY: ' ', SMTP_URL })).not.toThrow();
	});

	test('never repeats a value: most are secrets', () => {
		const load = () =>
			loadConfig(
				environment({
					LINK_KEYS: 'a:c2VjcmV0',
					APPROVERS: '[{"email":"geheim@example.com"}]',
					DATABASE_URL: 'x://s3cret',
					WEB_URL: 'https://u:s3cret@x',
					CORS_ORIGINS: 's3cret',
					MAIL_FROM: 'geheim',
					MAIL_REPLY_TO: 'familie',
					RESEND_API_KEY: 's3cret s3cret',
					LIMIT_PENDING: 's3cret',
					LOG_LEVEL: 's3cret',
				}),
			);
		expect(load).toThrow(/^(?!.*(s3cret|c2VjcmV0|geheim|familie)).*$/s);
	});

	test('names everything that is wrong at once', () => {
		expect(() => loadConfig({})).toThrow(/DATABASE_URL.*LINK_KEYS.*APPROVERS.*WEB_URL/s);
	});
});
