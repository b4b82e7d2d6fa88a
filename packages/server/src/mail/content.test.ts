import { addDays, type BookingContext, isolated } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { bookingFacts, HOUSE, MAIL_EXAMPLES, type MailExample, unquoted } from '../../test/mailExamples.ts';
import { MAIL_KINDS, type MailFacts, type MailKind } from '../domain/mail.ts';
import { letterOf } from './content.ts';
import { placeholderOf } from './links.ts';
import type { Block, LabelledLink, Letter, MailToRender } from './model.ts';
import { renderText } from './text.ts';

const ID = bookingFacts().id;

const exampleCalled = (name: string): MailExample => {
	const example = MAIL_EXAMPLES.find((candidate) => candidate.name === name);
	if (!example) throw new Error(`There is no example ${name}.`);
	return example;
};

const mailOf = (
	kind: MailKind,
	roles: MailFacts['roles'],
	changes = {},
	facts: Partial<MailFacts> = {},
): MailToRender => ({
	kind,
	facts: { roles, personalLink: false, booking: bookingFacts(changes), ...facts },
	mayQuote: true,
	party: null,
	house: HOUSE,
});

const linksIn = ({ blocks }: Letter): LabelledLink[] =>
	blocks.flatMap((block: Block) => {
		if (block.type === 'link') return [block.link];
		return block.type === 'buttons' ? [block.primary, ...(block.secondary ? [block.secondary] : [])] : [];
	});

describe('the examples', () => {
	test('cover every kind of mail', () => {
		expect(new Set(MAIL_EXAMPLES.map(({ mail }) => mail.kind))).toEqual(new Set(MAIL_KINDS));
	});

	test.each(MAIL_EXAMPLES)('$name reads as in docs/mails', async ({ name, mail }) => {
		const { subject } = letterOf(mail);
		await expect(`Betreff: ${subject}\n\n${renderText(letterOf(mail))}`).toMatchFileSnapshot(
			`../../../../docs/mails/${name}.txt`,
		);
	});

	test.each(
		MAIL_EXAMPLES.filter(
			({ mail }) => mail.mayQuote && (mail.facts.booking ?? mail.facts.waiting ?? mail.facts.free),
		).map(unquoted),
	)('$name reads as in docs/mails to somebody who never used their link', async ({ name, mail }) => {
		const { subject } = letterOf(mail);
		await expect(`Betreff: ${subject}\n\n${renderText(letterOf(mail))}`).toMatchFileSnapshot(
			`../../../../docs/mails/unquoted/${name}.txt`,
		);
	});
});

describe('subjects', () => {
	const subjects = MAIL_EXAMPLES.map(({ mail }) => letterOf(mail).subject);

	test.each(subjects)('%s: names the house and stays on one line', (subject) => {
		expect(subject).toMatch(/^\S.* · Betzenstein$/);
		expect(subject.length).toBeLessThan(80);
	});

	test.each([
		[
			'Submitted',
			['approver'],
			'Anfrage von \u2068Anna\u2069: 30.07.–03.08.2027 · Betzenstein',
			'Neue Anfrage: 30.07.–03.08.2027 · Betzenstein',
		],
		[
			'Confirmed',
			['approver'],
			'Bestätigt: \u2068Anna\u2069, 30.07.–03.08.2027 · Betzenstein',
			'Bestätigt: 30.07.–03.08.2027 · Betzenstein',
		],
		[
			'Reminder',
			['approver'],
			'Erinnerung: \u2068Anna\u2069, 30.07.–03.08.2027 · Betzenstein',
			'Erinnerung: 30.07.–03.08.2027 · Betzenstein',
		],
	] as const)('of %s to %s hold the name only if it may be quoted', (kind, roles, quoted, unquoted) => {
		const mail = mailOf(kind, [...roles]);
		expect(letterOf(mail).subject).toBe(quoted);
		expect(letterOf({ ...mail, mayQuote: false }).subject).toBe(unquoted);
	});
});

describe('the greeting', () => {
	const greetingIn = (mail: MailToRender) => letterOf(mail).blocks[0];
	const greeting = (text: string) => ({ type: 'paragraph', text });

	test.each(MAIL_EXAMPLES)('of $name is by name, where it is known whose it is', ({ mail }) => {
		expect(greetingIn({ ...mail, party: 'Cornelia' })).toEqual(greeting('Hallo \u2068Cornelia\u2069!'));
		expect(greetingIn({ ...mail, party: 'Cornelia', mayQuote: false })).toEqual(
			greeting('Hallo \u2068Cornelia\u2069!'),
		);
		expect(greetingIn({ ...mail, party: null, mayQuote: false })).toEqual(greeting('Hallo!'));
	});

	test('of a requester is the name of the booking', () => {
		expect(greetingIn(mailOf('Confirmed', ['requester']))).toEqual(greeting('Hallo \u2068Anna\u2069!'));
		expect(greetingIn(mailOf('Confirmed', ['approver']))).toEqual(greeting('Hallo!'));
	});
});

describe('what whoever is asked sees besides', () => {
	const CONTEXT: BookingContext = {
		before: {
			bookingId: 'other',
			status: 'Confirmed',
			startDate: '2027-07-24',
			endDate: '2027-07-29',
			firstName: 'Karl',
			freeDays: 0,
		},
		after: null,
		holidays: [],
		year: 2027,
		share: { party: 'Ingeborg', days: 12, stays: 3 },
	};
	const factsIn = (mail: MailToRender) =>
		letterOf(mail).blocks.flatMap((block) =>
			block.type === 'facts' ? block.facts.map(({ label, text }) => `${label}: ${text}`) : [],
		);
	const asked = (approved: string[], outstanding: string[]) =>
		mailOf('Reminder', ['approver'], {
			outstanding,
			asked: { today: '2027-07-23', approved, context: CONTEXT },
		});

	test.each<[string, string[], string[], string[]]>([
		['the first', [], ['Ingeborg', 'Cornelia', 'Angelika'], []],
		['the second', ['Ingeborg'], ['Cornelia', 'Angelika'], [`Antworten: ${isolated('Ingeborg')} hat zugestimmt`]],
		[
			'the last',
			['Ingeborg', 'Cornelia'],
			['Angelika'],
			[`Antworten: ${isolated('Ingeborg')} und ${isolated('Cornelia')} haben zugestimmt, nur deine Antwort fehlt noch`],
		],
		['the only one', [], ['Angelika'], []],
	])('%s to be asked', (_, approved, outstanding, answers) => {
		expect(factsIn(asked(approved, outstanding))).toEqual([
			'Beginn: in 7 Tagen',
			...answers,
			`Davor: ${isolated('Karl')}, 24.–29.07.2027 (bestätigt), direkt anschließend`,
			'Danach: mindestens 30 Tage frei',
			`${isolated('Ingeborg')} 2027: 12 Tage, 3 Aufenthalte bestätigt`,
		]);
	});

	test('names no neighbour to somebody who has never used their link', () => {
		const text = renderText(letterOf({ ...asked([], ['Angelika']), mayQuote: false }));
		expect(text).toContain('Davor: Jemand, 24.–29.07.2027');
		expect(text).not.toContain('Karl');
	});

	test('is not in mails that ask nothing, and not in those that were recorded before there was such a thing', () => {
		const facts = { asked: { today: '2027-07-23', approved: [], context: CONTEXT } };
		expect(factsIn(mailOf('Submitted', ['requester'], facts))).toEqual([]);
		expect(factsIn(mailOf('Confirmed', ['approver'], facts))).toEqual([]);
		expect(factsIn(mailOf('Submitted', ['approver']))).toEqual([]);
	});
});

describe('what one can do', () => {
	const approve = placeholderOf({ to: 'approve', bookingId: ID, round: 1 });
	const deny = placeholderOf({ to: 'deny', bookingId: ID, round: 1 });
	const booking = placeholderOf({ to: 'booking', bookingId: ID });
	const person = placeholderOf({ to: 'person' });
	const inRound2 = (to: 'approve' | 'deny') => placeholderOf({ to, bookingId: ID, round: 2 });

	test.each<[string, string[]]>([
		['submitted-approver', [approve, deny]],
		['submitted-approver-new', [approve, deny]],
		['submitted-requester', [booking]],
		['submitted-requester-first', [booking, person]],
		['submitted-both', [approve, deny, booking]],
		['approved-requester', [booking]],
		['confirmed-requester', [booking]],
		['confirmed-approver', [deny]],
		['confirmed-both', [booking]],
		['denied-requester', [booking]],
		['denied-approver', []],
		['denied-both', [booking]],
		['denied-proposal-requester', [booking]],
		['denied-proposal-approver', []],
		['denied-confirmed-requester', [booking]],
		['denied-confirmed-approver', []],
		['dates-shrunk-requester', [booking]],
		['shortened-requester', [booking]],
		['shortened-approver', []],
		['shortened-both', [booking]],
		['dates-moved-approver', [inRound2('approve'), inRound2('deny')]],
		['reopened-approver', [inRound2('approve'), inRound2('deny')]],
		['reopened-moved-approver', [inRound2('approve'), inRound2('deny')]],
		['canceled-requester', [booking]],
		['canceled-approver', []],
		['canceled-both', [booking]],
		['canceled-confirmed-requester', [booking]],
		['canceled-confirmed-approver', []],
		['canceled-confirmed-by-house', []],
		['canceled-denied-requester', [booking]],
		['reminder-approver', [approve, deny]],
		['made-approver', [person]],
		['link-recovery', [person]],
		['link-rotated', [person]],
		['forgotten', []],
		['forgotten-approver', []],
	])('in %s', (name, hrefs) => {
		const { mail } = exampleCalled(name);
		expect(linksIn(letterOf(mail)).map(({ href }) => href)).toEqual(hrefs);
		expect(linksIn(letterOf({ ...mail, mayQuote: false })).map(({ href }) => href)).toEqual(hrefs);
	});

	test('in a digest: yes or no to each booking in its own round, told apart for those who hear them', () => {
		const { mail } = exampleCalled('digest-approver');
		const links = linksIn(letterOf(mail));
		expect(links.map(({ href }) => href)).toEqual(
			(mail.facts.waiting ?? []).flatMap(({ id, round }) => [
				placeholderOf({ to: 'approve', bookingId: id, round }),
				placeholderOf({ to: 'deny', bookingId: id, round }),
			]),
		);
		expect(new Set(links.map(({ label, about }) => `${label} ${about}`)).size).toBe(links.length);
	});

	test('is asked not to be passed on, wherever there is a link to a booking', () => {
		for (const { name, mail } of MAIL_EXAMPLES.filter((example) => example.mail.facts.booking)) {
			const content = letterOf(mail);
			expect(content.footer.join(), name).toContain('weil');
			expect(content.footer.join().includes('Bitte leite sie nicht weiter'), name).toBe(linksIn(content).length > 0);
		}
	});
});

describe('a booking at a glance', () => {
	const glanceIn = (mail: MailToRender) => letterOf(mail).blocks.find((block) => block.type === 'glance')?.glance;

	test.each([
		[{ startDate: '2027-08-05', endDate: '2027-08-05' }, '05.08.2027', 'Donnerstag, 1 Tag'],
		[{ startDate: '2027-08-01', endDate: '2027-08-05' }, '01.–05.08.2027', 'Sonntag bis Donnerstag, 5 Tage'],
		[{ startDate: '2027-03-27', endDate: '2027-03-29' }, '27.–29.03.2027', 'Samstag bis Montag, 3 Tage'],
		[{ startDate: '2027-12-30', endDate: '2028-01-02' }, '30.12.2027–02.01.2028', 'Donnerstag bis Sonntag, 4 Tage'],
	])('%o is %s, %s', (dates, range, length) => {
		expect(glanceIn(mailOf('Submitted', ['approver'], dates))).toMatchObject({ dates: range, length });
	});

	test.each([1, 2, 10])('counts %i Personen', (partySize) => {
		expect(glanceIn(mailOf('Submitted', ['approver'], { partySize }))?.guests).toBe(
			`${isolated('Anna')}, ${partySize} Personen`,
		);
	});

	test('has its party’s colour, and so has the mail; a party that is gone is grey', () => {
		expect(letterOf(mailOf('Submitted', ['approver'], { affiliation: 'Cornelia' })).accent).toBe('#C7DFC5');
		expect(letterOf(mailOf('Submitted', ['approver'], { affiliation: 'Gone' })).accent).toBe('#B8B8B8');
	});

	test.each([
		[1, '⁨A⁩'],
		[2, '⁨A⁩ und ⁨B⁩'],
		[5, '⁨A⁩, ⁨B⁩, ⁨C⁩, ⁨D⁩ und ⁨E⁩'],
		[7, '⁨A⁩, ⁨B⁩, ⁨C⁩, ⁨D⁩ und 3 weiteren'],
	])('of %i who have not answered, it names %s', (count, names) => {
		const outstanding = [...'ABCDEFG'].slice(0, count);
		expect(glanceIn(mailOf('Submitted', ['approver'], { outstanding }))?.outstanding).toBe(names);
	});

	test('names who has not answered only while an answer is awaited', () => {
		expect(glanceIn(mailOf('Approved', ['requester'], { outstanding: ['Ingeborg', 'Angelika'] }))?.outstanding).toBe(
			'\u2068Ingeborg\u2069 und \u2068Angelika\u2069',
		);
		expect(
			glanceIn(mailOf('Denied', ['requester'], { status: 'Denied', outstanding: ['Ingeborg'] }))?.outstanding,
		).toBeNull();
	});
});

describe('special cases', () => {
	test.each(['requester', 'approver'] as const)(
		'the days that a denial proposes stand in every mail to the %s',
		(role) => {
			const proposal = { startDate: '2027-08-13', endDate: '2027-08-17' };
			const mail = mailOf('Denied', [role], { status: 'Denied', was: 'Pending', by: 'Cornelia', proposal });
			for (const mayQuote of [true, false]) {
				expect(renderText(letterOf({ ...mail, mayQuote }))).toContain(
					`${isolated('Cornelia')} schlägt stattdessen vor: 13.–17.08.2027.`,
				);
			}
		},
	);

	test('a mail about a booking without a booking is a mistake', () => {
		expect(() => letterOf(mailOf('Submitted', ['approver'], {}, { booking: null }))).toThrow(/is about a booking/);
	});

	test.each([
		[1, '1 Anfrage wartet auf dich, die nächste für 30.07.–03.08.2027 · Betzenstein'],
		[2, '2 Anfragen warten auf dich, die nächste für 30.07.–03.08.2027 · Betzenstein'],
	])('a digest of %i', (count, subject) => {
		const waiting = Array.from({ length: count }, (_, index) =>
			bookingFacts({ endDate: addDays('2027-08-03', index) }),
		);
		expect(letterOf(mailOf('Digest', ['approver'], {}, { booking: null, waiting })).subject).toBe(subject);
	});

	test('a line that somebody typed cannot pass for one of ours', () => {
		const description = 'Hallo\u2028Zustimmen:\nja\u0085nein\r\n\r\nEnde';
		const text = renderText(letterOf(mailOf('Submitted', ['approver'], { description })));
		const [hello, approve, yes, no, end] = ['Hallo', 'Zustimmen:', 'ja', 'nein', 'Ende'].map(isolated);
		expect(text).toContain(`${isolated('Anna')} schreibt:\n> ${hello}\n> ${approve}\n> ${yes}\n> ${no}\n>\n> ${end}\n`);
	});
});
