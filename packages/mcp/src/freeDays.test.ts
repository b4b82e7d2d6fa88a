import { addDays, type DayRange } from '@betzenstein/client';
import { describe, expect, test } from 'vitest';
import { freeDays, type Wish } from './freeDays.ts';

/** May 2027; its first day is a Saturday. */
const MAY = { from: '2027-05-01', to: '2027-05-31' } as const;
const stay = (first: number, last: number): DayRange => ({
	startDate: addDays(MAY.from, first - 1),
	endDate: addDays(MAY.from, last - 1),
});

describe('free days', () => {
	test.each<[string, DayRange[], Wish, DayRange[]]>([
		['all of them when nobody is there', [], { ...MAY, days: 1 }, [stay(1, 31)]],
		[
			'what lies between stays',
			[stay(3, 5), stay(6, 9), stay(20, 31)],
			{ ...MAY, days: 1 },
			[stay(1, 2), stay(10, 19)],
		],
		['nothing that is too short', [stay(3, 9), stay(20, 31)], { ...MAY, days: 3 }, [stay(10, 19)]],
		[
			'nothing of stays that reach beyond what is asked about',
			[
				{ startDate: '2027-04-20', endDate: '2027-05-29' },
				{ startDate: '2027-05-31', endDate: '2027-06-05' },
			],
			{ ...MAY, days: 1 },
			[stay(30, 30)],
		],
		['none when every day is held', [stay(1, 31)], { ...MAY, days: 1 }, []],
		[
			'the weekends, each as one stay',
			[stay(8, 8), stay(30, 30)],
			{ ...MAY, days: 3, startsOn: 'Friday' as const },
			[stay(14, 16), stay(21, 23)],
		],
	])('are %s', (_, taken, wish, free) => {
		expect(freeDays(taken, wish)).toEqual(free);
	});
});
