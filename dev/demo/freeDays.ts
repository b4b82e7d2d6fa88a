import { addDays, type Day, type DayRange, overlaps } from '@betzenstein/shared';

/** The first stays of these lengths, one after the other, that share no day with one that is taken. */
export function freeDays(taken: readonly DayRange[], from: Day, lengths: readonly number[]): DayRange[] {
	let next = from;
	return lengths.map((days) => {
		const stay = firstFree(taken, next, days);
		next = addDays(stay.endDate, 1);
		return stay;
	});
}

function firstFree(taken: readonly DayRange[], from: Day, days: number): DayRange {
	const stay = { startDate: from, endDate: addDays(from, days - 1) };
	const inTheWay = taken.find((other) => overlaps(stay, other));
	return inTheWay ? firstFree(taken, addDays(inTheWay.endDate, 1), days) : stay;
}
