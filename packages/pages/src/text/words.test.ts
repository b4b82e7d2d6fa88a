import { describe, expect, test } from 'vitest';
import { instant, monthName, staysText } from './words.ts';

test.each([
	[0, 'alles frei'],
	[1, 'ein Aufenthalt'],
	[3, '3 Aufenthalte'],
])('a month with %i stays: %s', (count, text) => {
	expect(staysText(count)).toBe(text);
});

test('a month is named the same in every time zone', () => {
	expect([monthName('2027-03-01'), monthName('2027-03-31')]).toEqual(['März 2027', 'März 2027']);
});

describe('instant', () => {
	test.each([
		['2027-03-28T00:59:00Z', '28.03.2027 um 01:59 Uhr'],
		['2027-03-28T01:00:00Z', '28.03.2027 um 03:00 Uhr'],
		['2027-12-31T23:30:00Z', '01.01.2028 um 00:30 Uhr'],
	])('%s is %s on the clocks of the house', (at, text) => {
		expect(instant(new Date(at), 'Europe/Berlin')).toBe(text);
	});
});
