/** Mails by SMTP: they arrive as those of Resend do, and every failure means what it means there. */
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { selfSigned } from '@betzenstein/testing/machine/certificate';
import { type FlakyResend, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { type FlakySmtp, SMTP_LOGIN, type SmtpFault, startFlakySmtp } from '@betzenstein/testing/mail/flakySmtp';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { OutgoingMail, SendResult } from '../src/outbox/provider.ts';
import { createProvider } from '../src/outbox/providers.ts';

const MAIL: OutgoingMail = {
	idempotencyKey: 'mail/0b6c/1',
	to: 'anna@example.com',
	subject: 'Bestätigt: Ümits Häuschen 🏡, 1. bis 5. März · ein Betreff, der länger ist als eine Zeile sein darf',
	html: `<p>Grüß dich, <a href="https://haus.example/b#${'x'.repeat(400)}">hier</a></p>\n<p>.</p>\n`,
	text: `Grüß dich\n.\n..\nFrom hier: https://haus.example/b#${'x'.repeat(400)}\n`,
	calendar: { content: `BEGIN:VCALENDAR\r\nSUMMARY:Häuschen\r\nEND:VCALENDAR\r\n` },
	headers: {
		'Auto-Submitted': 'auto-generated',
		'X-Auto-Response-Suppress': 'OOF, AutoReply',
		'In-Reply-To': '<booking@haus.example>',
		References: '<booking@haus.example>',
		'List-Unsubscribe': `<https://haus.example/watch/${'x'.repeat(300)}>`,
		'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
	},
};
const FROM = { name: 'Häuschen, wir', address: 'haus@example.com' };
const OPTIONS = { from: `"${FROM.name}" <${FROM.address}>`, replyTo: 'familie@example.com', timeoutMs: 1_000 };

const before = getCACertificates('default');
let secure: FlakySmtp;
let starting: FlakySmtp;
let plain: FlakySmtp;
let resend: FlakyResend;
beforeAll(async () => {
	const pair = selfSigned('localhost');
	setDefaultCACertificates([...before, pair.certificate]);
	secure = await startFlakySmtp(pair, 'from the start');
	starting = await startFlakySmtp(pair, 'with STARTTLS');
	plain = await startFlakySmtp(pair, 'never');
	resend = await startFlakyResend();
});
afterAll(async () => {
	setDefaultCACertificates(before);
	await Promise.all([secure.close(), starting.close(), plain.close(), resend.close()]);
});
beforeEach(() => {
	for (const smtp of [secure, starting, plain]) Object.assign(smtp, { fault: 'none', taken: [], logins: 0 });
});

const smtpTo = (port: number, changes = {}, timeoutMs = OPTIONS.timeoutMs) => {
	const account = { kind: 'smtp', host: 'localhost', port, isTlsFromStart: true, ...SMTP_LOGIN, ...changes } as const;
	return createProvider({ ...OPTIONS, timeoutMs, account });
};
const never = new AbortController().signal;
const send = (changes = {}, mail = MAIL) => smtpTo(secure.port, changes).send(mail, never);

test.each([
	['TLS from the start', () => secure, true],
	['STARTTLS', () => starting, false],
])(
	'a mail arrives by %s as it does by Resend: addresses, texts, headers, calendar file',
	async (_, smtp, isTlsFromStart) => {
		const account = { kind: 'resend', apiKey: 're_test', baseUrl: resend.url } as const;
		await createProvider({ ...OPTIONS, account }).send(MAIL, never);
		const { mail: wanted } = resend.tries.at(-1) ?? expect.unreachable();

		const result = await smtpTo(smtp().port, { isTlsFromStart }).send(MAIL, never);

		expect(result).toEqual({ kind: 'accepted', providerId: '<mail.0b6c.1@example.com>' });
		const [got] = smtp().taken;
		expect(smtp().taken).toHaveLength(1);
		expect(got).toMatchObject({
			messageId: '<mail.0b6c.1@example.com>',
			from: FROM,
			to: [{ address: wanted.to }],
			replyTo: [{ address: wanted.replyTo }],
			subject: wanted.subject,
			// A part of a message ends with a line break of its own.
			html: `${wanted.html}\n`,
			text: `${wanted.text}\n`,
		});
		const headers = got?.headers.map(({ key, value }) => [key, value]);
		for (const [name, value] of Object.entries(wanted.headers))
			expect(headers).toContainEqual([name.toLowerCase(), value]);
		expect(Object.keys(wanted.headers)).toHaveLength(6);
		const [file] = wanted.attachments;
		expect(got?.attachments).toMatchObject([{ filename: file?.filename, mimeType: 'text/calendar' }]);
		// As it is on the way: the parser changes its line breaks.
		expect(got?.raw).toContain(`\r\n${file?.content}\r\n`);
	},
);

describe('a failure', () => {
	const again = (why: string, whose: 'account' | 'mail' | 'unclear'): SendResult => ({ kind: 'again', why, whose });
	const refused = (why: string): SendResult => ({ kind: 'refused', why });

	test.each<[SmtpFault, SendResult]>([
		[{ at: 'RCPT TO', status: 550 }, refused('smtp_550')],
		[{ at: 'DATA', status: 554 }, refused('smtp_554')],
		[{ at: 'RCPT TO', status: 450 }, again('smtp_450', 'mail')],
		// Otherwise a lapsed contract would end every mail that waits.
		[{ at: 'RCPT TO', status: 554, says: '5.7.1 relay access denied' }, again('smtp_554', 'account')],
		[{ at: 'RCPT TO', status: 530, says: 'log in first' }, again('smtp_530', 'account')],
		[{ at: 'DATA', status: 550, says: '5.4.5 daily sending quota exceeded' }, again('smtp_550', 'account')],
		[{ at: 'RCPT TO', status: 550, says: '5.1.1 no such user' }, refused('smtp_550')],
		[{ at: 'RCPT TO', status: 421 }, again('smtp_421', 'unclear')],
		[{ at: 'DATA', status: 451 }, again('smtp_451', 'unclear')],
		[{ at: 'CONN', status: 421 }, again('smtp_421', 'unclear')],
		[{ at: 'CONN', status: 554 }, again('smtp_554', 'unclear')],
		[{ at: 'AUTH', status: 535 }, again('smtp_535', 'account')],
		[{ at: 'AUTH', status: 454 }, again('smtp_454', 'account')],
		[{ at: 'MAIL FROM', status: 553 }, again('smtp_553', 'account')],
		[{ at: 'MAIL FROM', status: 452 }, again('smtp_452', 'account')],
	])('%j means %j, and nothing is taken', async (fault, result) => {
		secure.fault = fault;
		expect(await send()).toEqual(result);
		expect(secure.taken).toEqual([]);
	});

	test('a password that is none pauses the account', async () => {
		expect(await send({ password: 'x' })).toEqual(again('smtp_535', 'account'));
	});

	test.each<SmtpFault>(['cut', 'silence'])(
		'a mail whose answer is lost (%s) goes out again with the same Message-ID: better twice than never (BR-022)',
		async (fault) => {
			secure.fault = fault;
			expect(await send()).toEqual(again('no_answer', 'unclear'));
			secure.fault = 'none';
			expect((await send()).kind).toBe('accepted');
			expect(secure.taken.map(({ messageId }) => messageId)).toEqual(Array(2).fill('<mail.0b6c.1@example.com>'));
		},
	);

	test('one that the operator sends again is another mail to mail programs', async () => {
		for (const idempotencyKey of ['mail/0b6c', 'mail/0b6c/1']) await send({}, { ...MAIL, idempotencyKey });
		expect(new Set(secure.taken.map(({ messageId }) => messageId)).size).toBe(2);
	});

	test('nobody there, and a try that is called off, mean no answer', async () => {
		expect(await smtpTo(9).send(MAIL, never)).toEqual(again('no_answer', 'unclear'));
		secure.fault = 'silence';
		const started = performance.now();
		const signal = AbortSignal.timeout(200);
		expect(await smtpTo(secure.port, {}, 60_000).send(MAIL, signal)).toEqual(again('no_answer', 'unclear'));
		expect(performance.now() - started).toBeLessThan(5_000);
	});

	test.each([
		['whose certificate is for another name', () => secure, { host: '127.0.0.1' }],
		['without STARTTLS', () => plain, { isTlsFromStart: false }],
	])('a server %s is told neither password nor mail', async (_, smtp, changes) => {
		expect(await smtpTo(smtp().port, changes).send(MAIL, never)).toMatchObject({ kind: 'again', whose: 'unclear' });
		expect(smtp()).toMatchObject({ logins: 0, taken: [] });
	});
});
