import { isolated } from '@betzenstein/shared';
import { contrast } from '@betzenstein/testing/browser/contrast';
import { testEnvironment } from '@betzenstein/testing/house/environment';
import { describe, expect, test } from 'vitest';
import { loadConfig } from '../src/config.ts';
import type { BookingFacts, MailContent } from '../src/domain/mail.ts';
import { letterOf } from '../src/mail/content.ts';
import { fillLinks } from '../src/mail/links.ts';
import type { MailToRender } from '../src/mail/model.ts';
import { renderMail } from '../src/mail/render.ts';
import { typedLines } from '../src/mail/text.ts';
import { GROUNDS, TEXTS } from '../src/mail/theme.ts';
import { createServices } from '../src/server.ts';
import { bookingFacts, HOUSE, MAIL_EXAMPLES } from './mailExamples.ts';

const all = ({ subject, html, text, calendar }: MailContent): string =>
	[subject, html, text, calendar?.content].join('\n');

/** The same mail, and every typed text in it one of these. */
function typing(mail: MailToRender, texts: Pick<BookingFacts, 'firstName' | 'description' | 'comment'>): MailToRender {
	const { booking, waiting } = mail.facts;
	return {
		...mail,
		facts: {
			...mail.facts,
			booking: booking && { ...booking, ...texts },
			...(waiting && { waiting: waiting.map((facts) => ({ ...facts, ...texts })) }),
		},
	};
}

/** The same mail in a house whose every party is called so. */
function named(name: string, mail: MailToRender): MailToRender {
	const rename = (facts: BookingFacts): BookingFacts => ({
		...facts,
		affiliation: name,
		by: facts.by && name,
		outstanding: facts.outstanding.map(() => name),
	});
	const { booking, waiting } = mail.facts;
	return {
		...mail,
		facts: { ...mail.facts, booking: booking && rename(booking), ...(waiting && { waiting: waiting.map(rename) }) },
		house: { ...mail.house, parties: mail.house.parties.map((party) => ({ ...party, name })) },
	};
}

const asked = (changes: Partial<BookingFacts>): MailToRender => ({
	kind: 'Submitted',
	facts: { roles: ['approver'], personalLink: false, booking: bookingFacts(changes) },
	mayQuote: true,
	party: null,
	house: HOUSE,
});

describe.each(MAIL_EXAMPLES)('$name', ({ mail }) => {
	const TYPED = { firstName: 'Xanthippe', description: 'Beschreibung-xyz', comment: 'Begruendung-xyz' };

	test('is the same each time it is made', () => {
		expect(renderMail(structuredClone(mail))).toEqual(renderMail(mail));
	});

	test('says nothing of what was typed into the form to somebody who never used their link', () => {
		const rendered = all(renderMail({ ...typing(mail, TYPED), mayQuote: false }));
		const isApproversComment = (mail.facts.booking?.by ?? null) !== null;
		const withheld = [TYPED.firstName, TYPED.description, ...(isApproversComment ? [] : [TYPED.comment])];
		for (const text of withheld) expect(rendered).not.toContain(text);
	});

	test('holds no working link, but for those in the notes, and no address', () => {
		for (const rendered of [renderMail(mail), renderMail({ ...mail, mayQuote: false })]) {
			expect(`${rendered.subject}${rendered.text}`).not.toContain('@');
			// In the HTML there is the @ of @media, and no other.
			expect(rendered.html.replaceAll('@media', '')).not.toContain('@');
			const urls = all(rendered).match(/https?:[^\s"<]*/g) ?? [];
			expect(
				urls.filter(
					(url) =>
						!url.startsWith('https://link.invalid/') &&
						!url.startsWith('http://www.w3.org/') &&
						!mail.facts.notes?.split(/\s/).includes(url),
				),
			).toEqual([]);
		}
	});

	test('has the same links in both forms, each of which can be filled in', async () => {
		const { html, text } = renderMail(mail);
		const links = (form: string) => form.match(/https:\/\/link\.invalid[^\s"<]*/g) ?? [];
		expect(links(html)).toEqual(links(text));
		const filled = await fillLinks(html + text, async (link) => `https://example.org/${link.to}#token`);
		expect(filled).not.toContain('link.invalid');
	});

	test('says all of it in both forms', () => {
		const { html, text } = renderMail(mail);
		const { title, blocks, footer } = letterOf(mail);
		for (const words of [
			title,
			...footer,
			...blocks.flatMap((block) => ('text' in block ? typedLines(block.text) : [])),
		]) {
			expect(textOf(html)).toContain(words);
			expect(text).toContain(words);
		}
	});

	test('lets no name and no text turn round what stands beside it', () => {
		const hebrew = { firstName: 'מִרְיָם', description: 'שלום 12–14', comment: 'לא, 34' };
		const { subject, text, html, calendar } = renderMail(named('דוד', typing(mail, hebrew)));
		const loose = [
			subject,
			text,
			calendar?.content.replaceAll('\r\n ', '') ?? '',
			html.replace(/<p dir="auto".*?<\/p>/gs, ''),
		].map((form) => form.replace(/\u2068[^\u2068\u2069]*\u2069/g, ''));
		for (const form of loose) expect(form).not.toMatch(/[\p{Script=Hebrew}\u2068\u2069]/u);
	});

	test('shows its preview in the inbox, and nothing of what comes after it', () => {
		const { html } = renderMail(mail);
		const [, hidden = ''] = /<body[^>]*><div style="display:none[^>]*>([^<]*)<\/div>/.exec(html) ?? [];
		const { preview } = letterOf(mail);
		expect(hidden.startsWith(preview)).toBe(true);
		const filler = [...hidden.slice(preview.length)];
		expect(filler.filter((character) => character === '\u00a0').length).toBeGreaterThanOrEqual(100);
		expect(filler.every((character) => /[\u00a0\p{Default_Ignorable_Code_Point}]/u.test(character))).toBe(true);
	});

	test('asks for no answer where nobody reads it', () => {
		const { html, text } = renderMail({ ...mail, house: { ...mail.house, replies: false } });
		for (const form of [html, text]) expect(form).not.toContain('antworte einfach');
	});

	test('is a German document for light and dark', () => {
		const { html } = renderMail(mail);
		expect(html).toMatch(/^<!DOCTYPE html[^>]*><html lang="de"/);
		expect(html).toMatch(/<body[^>]* lang="de"/);
		expect(html).toContain('<meta name="color-scheme" content="light dark"/>');
		// Gmail cuts off what is beyond 102 kB.
		expect(html.length).toBeLessThan(20_000);
	});
});

/** What a reader of the HTML reads; enough for our own markup. */
const textOf = (html: string): string => html.replaceAll('<br/>', '\n').replace(/<[^>]+>/g, '\n');

test.each(MAIL_EXAMPLES.filter(({ mail }) => mail.kind === 'Denied'))(
	'$name gives the reason, whoever reads it',
	({ mail }) => {
		for (const mayQuote of [true, false]) {
			const { html, text } = renderMail({ ...mail, mayQuote });
			for (const line of typedLines(mail.facts.booking?.comment ?? '')) {
				expect(html).toContain(line);
				expect(text).toContain(`> ${isolated(line)}`);
			}
		}
	},
);

test.each(['submitted-requester-first', 'link-rotated', 'canceled-requester', 'canceled-both'])(
	'%s asks for an answer where somebody reads it',
	(name) => {
		const example = MAIL_EXAMPLES.find((candidate) => candidate.name === name);
		if (!example) throw new Error(`There is no example ${name}.`);
		const { html, text } = renderMail({ ...example.mail, house: { ...HOUSE, replies: true } });
		for (const form of [html, text]) expect(form).toContain('antworte einfach auf diese Mail');
	},
);

test.each([
	[{}, false],
	[{ MAIL_REPLY_TO: 'familie@example.com' }, true],
])('with %o, does somebody read what is answered: %s', async (env, replies) => {
	const { house, db } = await createServices(loadConfig(testEnvironment('postgres://nobody@127.0.0.1:9/none', env)));
	expect(house.replies).toBe(replies);
	await db.close();
});

describe('what people type', () => {
	test('is text, not markup', () => {
		const description = '<script>alert("1")</script> & <img src=x onerror=\'y\'> &amp;';
		const { html, text } = renderMail(asked({ description }));
		expect(html).toContain(
			'&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &lt;img src=x onerror=&#x27;y&#x27;&gt; &amp;amp;',
		);
		expect(html).not.toContain('<script');
		expect(html).not.toContain('<img');
		expect(text).toContain(`> ${isolated(description)}`);
	});

	test('keeps umlauts, emoji, apostrophes and line breaks', () => {
		const { html, text } = renderMail(
			asked({ firstName: 'O’Neil', description: 'Größe: 5 ✓ 👩‍👩‍👧\n\nŁukasz, "Šárka"' }),
		);
		expect(html).toContain('Größe: 5 ✓ 👩‍👩‍👧<br/><br/>Łukasz, &quot;Šárka&quot;');
		expect(html).toContain(`${isolated('O’Neil')} schreibt:`);
		expect(text).toContain(`> ${isolated('Größe: 5 ✓ 👩‍👩‍👧')}\n>\n> ${isolated('Łukasz, "Šárka"')}`);
	});

	test('cannot be a link of ours: neither form fills in what only looks like one', async () => {
		// Refused at the door (BR-020: no ://), and still harmless here: it opens nothing that the reader's own mail does
		// not.
		const { html } = renderMail(asked({ description: 'link.invalid/approve/0b9f6a3e-5d1c-4e57-9a0d-2f6c1e8b7a41/1' }));
		expect(await fillLinks(html, async () => 'FILLED')).toContain('link.invalid/approve/0b9f6a3e');
	});

	test('breaks where a word is longer than a line', () => {
		const { html } = renderMail(asked({ description: 'x'.repeat(500) }));
		// Whether it does is seen in a browser: `packages/server/gallery/gallery.ts`.
		expect(html).toMatch(/<td [^>]*overflow-wrap:anywhere;word-break:break-word[^>]*>(?:(?!<\/td>).)*x{500}/s);
	});
});

describe('colours', () => {
	const scheme = ['light', 'dark'] as const;
	const pairs: [keyof typeof TEXTS, (keyof typeof GROUNDS)[]][] = [
		['ink', ['card', 'panel']],
		['muted', ['page', 'card', 'panel']],
		['link', ['card']],
		['onAction', ['action']],
		['pending', ['pending']],
		['confirmed', ['confirmed']],
		['denied', ['denied']],
		['canceled', ['canceled']],
	];

	test.each(pairs)('of %s can be read on %o', (text, grounds) => {
		for (const ground of grounds)
			for (const [index, name] of scheme.entries())
				expect(
					contrast(TEXTS[text][index] ?? '', GROUNDS[ground][index] ?? ''),
					`${ground}, ${name}`,
				).toBeGreaterThanOrEqual(4.5);
	});
});

describe('a digest', () => {
	const LONGEST: Partial<BookingFacts> = {
		firstName: `a${"'".repeat(39)}`,
		affiliation: '"'.repeat(40),
		outstanding: Array.from({ length: 30 }, () => '"'.repeat(40)),
		description: '"'.repeat(500),
		asked: { today: '2027-03-01', approved: Array.from({ length: 30 }, () => '"'.repeat(40)) },
	};
	const digestOf = (count: number, changes: Partial<BookingFacts> = {}): MailToRender => ({
		kind: 'Digest',
		facts: {
			roles: ['approver'],
			personalLink: false,
			booking: null,
			waiting: Array.from({ length: count }, (_, index) => bookingFacts({ round: index, ...changes })),
		},
		mayQuote: true,
		party: null,
		house: HOUSE,
	});

	test.each([1, 15, 300])('of %i stays below 100 kB, however long its texts and links are', async (count) => {
		const { html, text } = renderMail(digestOf(count, LONGEST));
		for (const form of [html, text]) {
			const filled = await fillLinks(form, async () => `https://booking.example.org/a#${'x'.repeat(300)}`);
			expect(Buffer.byteLength(filled)).toBeLessThan(100_000);
		}
	});

	test('counts those it has no room for, and says where they are', async () => {
		const { subject, text, html } = renderMail(digestOf(300));
		expect(subject).toContain('300 Anfragen warten auf dich');
		const shown = text.match(/^Zustimmen:$/gm)?.length ?? 0;
		expect(text).toContain(`Dazu warten noch ${300 - shown} weitere.`);
		// The personal link goes out in no such mail: to its page, and no further.
		for (const form of [html, text]) {
			const filled = await fillLinks(form, async ({ to }) =>
				to === 'page' ? 'https://haus.example/p' : `https://haus.example/${to}#token`,
			);
			expect(filled).toMatch(/https:\/\/haus\.example\/p[\s"]/);
			expect(filled).not.toContain('haus.example/person');
		}
		expect(renderMail(digestOf(1)).text).not.toContain('weitere');
	});
});
