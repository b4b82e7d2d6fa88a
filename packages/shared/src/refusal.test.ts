import { describe, expect, test } from 'vitest';
import type { DayRange } from './day.ts';
import { germanMessage, refusal } from './refusal.ts';

describe('who holds the days', () => {
	const days: DayRange = { startDate: '2027-05-01', endDate: '2027-05-05' };

	test('a name stands by itself, so that one from right to left turns no date round', () => {
		const conflicts = [
			{ ...days, firstName: 'מִרְיָם', status: 'Pending' as const },
			{ ...days, firstName: 'Anna', status: 'Confirmed' as const },
		];
		expect(germanMessage(refusal('DATES_TAKEN', { conflicts }))).toBe(
			'Diese Tage sind schon belegt: \u2068מִרְיָם\u2069, 01.–05.05.2027 (angefragt); \u2068Anna\u2069, 01.–05.05.2027 (bestätigt).',
		);
	});

	test('days alone for who may not see the calendar', () => {
		expect(germanMessage(refusal('DATES_TAKEN', { conflicts: [days] }))).toBe(
			'Diese Tage sind schon belegt: 01.–05.05.2027.',
		);
	});
});
