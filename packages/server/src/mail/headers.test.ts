import { expect, test } from 'vitest';
import { bookingFacts, MAIL_EXAMPLES } from '../../test/mailExamples.ts';
import { headersOf } from './headers.ts';

test.each(MAIL_EXAMPLES)('$name says that a program wrote it', ({ mail }) => {
	expect(headersOf(mail)).toMatchObject({
		'Auto-Submitted': 'auto-generated',
		'X-Auto-Response-Suppress': 'OOF, AutoReply',
	});
});

test('a mail program may offer a button of its own to end what is watched, and nothing else', () => {
	const unsubscribing = MAIL_EXAMPLES.flatMap(({ mail }) => {
		const headers = headersOf(mail);
		return 'List-Unsubscribe' in headers
			? [[mail.kind, headers['List-Unsubscribe'], headers['List-Unsubscribe-Post']]]
			: [];
	});
	const expected = ['DaysFree', '<https://link.invalid/unsubscribe>', 'List-Unsubscribe=One-Click'];
	expect(unsubscribing).toEqual([expected, expected]);
});

test('all mails about a booking are one thread, mails about another another, and mails about none are in no thread', () => {
	const threadOf = (id: string | null) => {
		const { References, 'In-Reply-To': inReplyTo } = headersOf({
			facts: {
				roles: [],
				personalLink: false,
				booking: id === null ? null : bookingFacts({ id, status: 'Denied', revision: 7 }),
			},
		});
		expect(inReplyTo).toBe(References);
		return References;
	};
	const { id } = bookingFacts();
	expect(threadOf(id)).toMatch(/^<[\w.-]+@[\w.-]+>$/);
	expect(threadOf(id)).toBe(
		headersOf({ facts: { roles: [], personalLink: false, booking: bookingFacts() } }).References,
	);
	expect(threadOf('5c2d7e90-1f4b-4a86-b3c5-7d9e0a1b2c3d')).not.toBe(threadOf(id));
	expect(threadOf(null)).toBeUndefined();
});
