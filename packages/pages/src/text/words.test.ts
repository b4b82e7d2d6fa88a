import { describe, expect, test } from 'vitest';
import { instant, lengthOf, listed, monthName, people, staysText, weekdayOf } from './words.ts';

test.each([
	['2027-05-01', '2027-05-05', 'Samstag bis Mittwoch, 5 Tage'],
	['2027-05-01', '2027-05-01', 'Samstag, 1 Tag'],
	['2027-12-30', '2028-01-02', 'Donnerstag bis Sonntag, 4 Tage'],
])('%s to %s is %s', (startDate, endDate, text) => {
	expect(lengthOf({ startDate, endDate })).toBe(text);
});

test.each([
	[[], ''],
	[['Ingeborg'], 'Ingeborg'],
	[['Ingeborg', 'Cornelia'], 'Ingeborg und Cornelia'],
	[['Ingeborg', 'Cornelia', 'Angelika'], 'Ingeborg, Cornelia und Angelika'],
])('%j are listed as %j', (names, text) => {
	expect(listed(names)).toBe(text);
});

test('one person is "1 Personen" (BR-011)', () => {
	expect(people(1)).toBe('1 Personen');
});

test.each([
	[0, 'alles frei'],
	[1, 'ein Aufenthalt'],
	[3, '3 Aufenthalte'],
])('a month with %i stays: %s', (count, text) => {
	expect(staysText(count)).toBe(text);
});

test('days are named the same in every time zone', () => {
	expect([weekdayOf('2027-03-28'), monthName('2027-03-01'), monthName('2027-03-31')]).toEqual(['Sonntag', 'März 2027', 'März 2027']);
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
