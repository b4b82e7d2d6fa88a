/** What is shown of a history, a line each. */
import { quantile } from '../../report.ts';
import type { History } from './history.ts';

export function figuresOf({ bookingCalls, calendarCalls, acts, mails, stays, watches, looks }: History): string[] {
	const calls = [...bookingCalls, ...calendarCalls];
	const outcomes = Map.groupBy(calls, ({ outcome }) => outcome);
	const counts = [...outcomes].map(([outcome, { length }]) => [outcome, length] as const);
	const inPeace = calls.filter(({ end }) => end < (acts[0]?.begin ?? Number.POSITIVE_INFINITY));
	const times = inPeace.map(({ begin, end }) => end - begin);
	const listed = (figures: readonly (readonly [string, unknown])[]) =>
		figures.map(([what, count]) => `${what} ${count}`).join(', ');
	return [
		`Calls: ${listed(counts.toSorted(([, a], [, b]) => b - a))}`,
		`In peace: p50 ${quantile(times, 0.5).toFixed(0)} ms, p99 ${quantile(times, 0.99).toFixed(0)} ms`,
		`Stays: ${stays.length}; watches: ${watches.length}; looks at /ready: ${looks.length}`,
		`Mails: ${listed(Object.entries(mails))}`,
	];
}
