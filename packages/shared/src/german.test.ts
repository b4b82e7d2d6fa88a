import { expect, test } from 'vitest';
import type { Day } from './day.ts';
import {
	answersSoFar,
	beginsIn,
	contextFacts,
	lengthOf,
	listed,
	listedBriefly,
	people,
	shareText,
	weekdayOf,
} from './german.ts';

test.each<[Day, Day, string]>([
	['2027-05-01', '2027-05-05', 'Samstag bis Mittwoch, 5 Tage'],
	['2027-05-01', '2027-05-01', 'Samstag, 1 Tag'],
	['2027-12-30', '2028-01-02', 'Donnerstag bis Sonntag, 4 Tage'],
])('%s to %s is %s', (startDate, endDate, text) => {
	expect(lengthOf({ startDate, endDate })).toBe(text);
});

test.each([
	[['A', 'B', 'C', 'D', 'E'], 'A, B, C, D und E'],
	[['A', 'B', 'C', 'D', 'E', 'F'], 'A, B, C, D und 2 weitere'],
	[['A', 'B', 'C', 'D', 'E', 'F', 'G'], 'A, B, C, D und 3 weitere'],
])('briefly, %j are %s', (names, text) => {
	expect(listedBriefly(names, 'weitere')).toBe(text);
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

test.each([
	[0, 0, 'kein Tag'],
	[1, 1, '1 Tag, ein Aufenthalt'],
	[12, 3, '12 Tage, 3 Aufenthalte'],
])('%i days in %i stays: %s', (days, stays, text) => {
	expect(shareText({ days, stays })).toBe(text);
});

test.each<[Day, string]>([
	['2027-04-20', 'heute'],
	['2027-04-21', 'morgen'],
	['2027-05-02', 'in 12 Tagen'],
	['2028-04-20', 'in 366 Tagen'],
	['2027-04-19', 'gestern'],
	['2027-04-10', 'vor 10 Tagen'],
])('on 20 April 2027 a stay from %s begins %s', (startDate, text) => {
	expect(beginsIn(startDate, '2027-04-20')).toBe(text);
});

test.each<[Day, Day]>([
	['2027-03-27', '2027-03-29'],
	['2027-10-30', '2027-11-01'],
])('from %s to %s are two days, whatever the clocks do between', (today, startDate) => {
	expect(beginsIn(startDate, today)).toBe('in 2 Tagen');
});

const plain = (text: string | undefined) => text?.replaceAll(/[\u2068\u2069]/g, '');

test.each<[string[], boolean, string | undefined]>([
	[[], false, undefined],
	[[], true, undefined],
	[['Ingeborg'], false, 'Ingeborg hat zugestimmt'],
	[['Ingeborg'], true, 'Ingeborg hat zugestimmt, nur deine Antwort fehlt noch'],
	[['Ingeborg', 'Cornelia'], true, 'Ingeborg und Cornelia haben zugestimmt, nur deine Antwort fehlt noch'],
])('after %j (the reader is last: %s): %s', (approved, isLast, text) => {
	expect(plain(answersSoFar(approved, isLast))).toBe(text);
});

const stay = (freeDays: number, firstName: string | null = 'Anna') => ({
	bookingId: 'id',
	status: 'Confirmed' as const,
	startDate: '2027-04-20' as const,
	endDate: '2027-04-22' as const,
	firstName,
	freeDays,
});
const nothing = { before: null, after: null, holidays: [], year: 2027, share: { party: 'Alma', days: 0, stays: 0 } };

test.each<[Partial<Parameters<typeof contextFacts>[0]>, string]>([
	[{}, 'Davor: mindestens 30 Tage frei'],
	[{ before: stay(0) }, 'Davor: Anna, 20.–22.04.2027 (bestätigt), direkt anschließend'],
	[{ before: stay(1) }, 'Davor: Anna, 20.–22.04.2027 (bestätigt), 1 freier Tag dazwischen'],
	[{ after: stay(12, null) }, 'Danach: Jemand, 20.–22.04.2027 (bestätigt), 12 freie Tage dazwischen'],
	[{ holidays: [{ date: '2027-05-01', name: 'Tag der Arbeit' }] }, 'Feiertag: Tag der Arbeit (Samstag, 01.05.2027)'],
	[
		{
			holidays: [
				{ date: '2027-05-16', name: 'Pfingstsonntag' },
				{ date: '2027-05-17', name: 'Pfingstmontag' },
			],
		},
		'Feiertage: Pfingstsonntag (Sonntag, 16.05.2027) und Pfingstmontag (Montag, 17.05.2027)',
	],
	[{}, 'Alma 2027: kein Tag bestätigt'],
	[{ share: { party: 'Alma', days: 12, stays: 3 } }, 'Alma 2027: 12 Tage, 3 Aufenthalte bestätigt'],
])('what lies around %j reads %s', (context, line) => {
	expect(contextFacts({ ...nothing, ...context }).map(({ label, text }) => plain(`${label}: ${text}`))).toContain(line);
});

test('no holidays are no line', () => {
	expect(contextFacts(nothing).map(({ label }) => plain(label))).toEqual(['Davor', 'Danach', 'Alma 2027']);
});
