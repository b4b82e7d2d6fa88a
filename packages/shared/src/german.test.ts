import { expect, test } from 'vitest';
import type { Day } from './day.ts';
import { lengthOf, listed, people, weekdayOf } from './german.ts';

test.each<[Day, Day, string]>([
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

test('a day is named the same in every time zone', () => {
	expect(weekdayOf('2027-03-28')).toBe('Sonntag');
});
