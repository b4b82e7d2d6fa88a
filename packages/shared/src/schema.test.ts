import { describe, expect, test } from 'vitest';
import {
	CancelBookingInput,
	CreateBookingInput,
	DenyInput,
	Email,
	PerformActionInput,
	RequestLinkInput,
} from './schema.ts';

/** What is stored for a typed address; the rule that it breaks if it is refused. */
function stored(typed: string): string {
	const parsed = Email.safeParse(typed);
	return parsed.success ? parsed.data : `refused: ${parsed.error.issues.map(({ code }) => code).join()}`;
}

const REQUEST = {
	firstName: 'Jörg',
	startDate: '2027-05-01',
	endDate: '2027-05-02',
	partySize: 1,
	affiliation: 'Ingeborg',
};
const ID = '0b6f4b53-6d4c-4b5c-9a0e-2f8d6f0a1c11';

describe('a text that shows nothing', () => {
	test.each([['\u200b'], ['\u3164'], [' \u2800\n']])('%j is none', (comment) => {
		expect(CreateBookingInput.parse({ ...REQUEST, description: comment })).toMatchObject({ description: null });
		// What COMMENT_REQUIRED is about.
		expect(CancelBookingInput.parse({ id: ID, comment })).toMatchObject({ comment: '' });
		expect(DenyInput.parse({ bookingId: ID, round: 1, comment })).toMatchObject({ comment: '' });
		expect(PerformActionInput.parse({ comment })).toMatchObject({ comment: '' });
		expect(CreateBookingInput.safeParse({ ...REQUEST, firstName: comment }).error?.issues).toMatchObject([
			{ path: ['firstName'], message: 'too_short' },
		]);
	});
});

describe('an address', () => {
	test.each([
		['joerg@müller.de'],
		['Joerg@MÜLLER.de'],
		[' joerg@mu\u0308ller.DE\n'],
		['joerg@müller。de'],
		['joerg@mü\u00adller.de'],
		['joerg@xn--mller-kva.de'],
		['JOERG@XN--MLLER-KVA.DE'],
	])('%j is the one person joerg@xn--mller-kva.de', (typed) => {
		expect(stored(typed)).toBe('joerg@xn--mller-kva.de');
	});

	test.each([
		['Anna.Lena+Haus@Mail.Example.ORG', 'anna.lena+haus@mail.example.org'],
		['anna@post.straße.de', 'anna@post.xn--strae-oqa.de'],
		['anna@почта.рф', 'anna@xn--80a1acny.xn--p1ai'],
		['anna@xn--80a1acny.xn--p1ai', 'anna@xn--80a1acny.xn--p1ai'],
		['anna@例え.テスト', 'anna@xn--r8jz45g.xn--zckzah'],
	])('%j is kept as %j', (typed, kept) => {
		expect(stored(typed)).toBe(kept);
	});

	test.each([
		[''],
		['müller.de'],
		['@müller.de'],
		['jörg@müller.de'],
		['joerg@müller'],
		['joerg@müller.de.'],
		['joerg@mül ler.de'],
		['joerg@müller.de:80'],
		['joerg@müller.de/haus'],
		['joerg@müller.de?x=ü'],
		['joerg@müller.de#ü'],
		['joerg@müller.de\\x'],
		['joerg@anna@müller.de'],
		['joerg:geheim@müller.de'],
		['joerg@ü..de'],
		['joerg@.ü.de'],
		['joerg@ü_x.de'],
		['joerg@%6dü.de'],
		['joerg@１２７.０.０.１'],
		['joerg@müller.123'],
		['joerg@müller／x.de'],
		['a@b.xn--'],
	])('%j is none', (typed) => {
		expect(stored(typed)).toBe('refused: invalid_format');
	});

	test('has at most 254 characters as it is kept, whatever was typed', () => {
		const typed = (length: number) => `${'a'.repeat(length - '@müller.de'.length)}@müller.de`;
		expect('joerg@xn--mller-kva.de'.length - 'joerg@müller.de'.length).toBe(7);
		expect(stored(typed(247))).toHaveLength(254);
		expect(stored(typed(248))).toBe('refused: too_big');
	});

	test('is taken alike wherever one is typed', () => {
		expect(RequestLinkInput.parse({ email: 'joerg@müller.de' })).toEqual({ email: 'joerg@xn--mller-kva.de' });
		expect(CreateBookingInput.parse({ ...REQUEST, email: 'joerg@müller.de' })).toMatchObject({
			email: 'joerg@xn--mller-kva.de',
		});
	});
});
