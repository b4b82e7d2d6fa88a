/** Fifteen people and their habits. */
import type { Day, DayRange } from '@betzenstein/shared';
import { PARTIES } from '@betzenstein/testing/house/environment';
import type { Doing } from './doings.ts';

export interface Member {
	name: string;
	/** How likely they do what on a day. */
	does: Partial<Record<Doing, number>>;
	/** What they do on these days of the year besides, counted from 0. */
	on: Partial<Record<number, Doing>>;
	/** How many days ahead they ask, and for how many days: the least and the most. */
	ahead: readonly [number, number];
	days: readonly [number, number];
	/** Do they ask with the calendar's link and type in their address, although they have a link of their own? */
	asksByForm: boolean;
	/** Do they use the link to the one booking rather than their own? */
	usesBookingLink: boolean;
	/** Nothing is heard of them then. */
	away: readonly DayRange[];
	/** An approver who answers only when asked again. */
	forgets: boolean;
	/** How likely an approver denies, and whom always. */
	denies: number;
	against: readonly string[];
	/** How likely they propose other days with it. */
	proposes: number;
	/** How likely an approver says a word with a yes. */
	talks: number;
}

const ordinary: Omit<Member, 'name'> = {
	does: {},
	on: {},
	ahead: [3, 120],
	days: [2, 6],
	asksByForm: false,
	usesBookingLink: false,
	away: [],
	forgets: false,
	denies: 0.1,
	against: [],
	proposes: 0.7,
	talks: 0.3,
};
const [INGEBORG, CORNELIA, ANGELIKA] = PARTIES;

/** @param year the day of the year with this number, counted from 0 */
export function castOf(year: (day: number) => Day): Member[] {
	const cast: (Pick<Member, 'name'> & Partial<Member>)[] = [
		// The approvers; the first is a requester too, in both ways.
		{
			name: INGEBORG,
			does: { answersOnPage: 0.6, asks: 0.03, cancels: 0.02, movesDays: 0.05, reopens: 0.3 },
			on: { 6: 'asksByForm', 120: 'asksByForm', 121: 'answersMails', 200: 'asksByForm' },
		},
		{ name: CORNELIA, does: { answersMails: 0.5, changesMind: 0.01 }, forgets: true, on: { 4: 'writesNotes' } },
		{
			name: ANGELIKA,
			does: { answersMails: 0.7, changesMind: 0.015 },
			denies: 0.15,
			against: ['Ivo'],
			away: [
				{ startDate: year(8), endDate: year(15) },
				{ startDate: year(280), endDate: year(302) },
			],
			on: { 18: 'clearsNotes', 23: 'writesNotes', 150: 'clearsNotes', 180: 'writesNotes', 250: 'writesNotes' },
		},
		{ name: 'Anna', does: { asks: 0.12, cancels: 0.01, reopens: 0.4 }, days: [2, 3], ahead: [2, 25] },
		{ name: 'Bernd', does: { asks: 0.08, cancels: 0.1, reopens: 0.3 }, ahead: [5, 40] },
		{ name: 'Clara', does: { asks: 0.05, shortens: 0.3 }, usesBookingLink: true, days: [3, 8], ahead: [7, 30] },
		{
			name: 'David',
			does: { asks: 0.06, movesDays: 0.25, reopens: 0.3 },
			on: { 13: 'asks', 14: 'movesDays', 15: 'movesDays' },
		},
		{ name: 'Emma', does: { asks: 0.05, shortens: 0.1 }, usesBookingLink: true, days: [3, 7], ahead: [7, 40] },
		{ name: 'Frieda', does: { asks: 0.05, rotates: 0.03, cancels: 0.02 }, on: { 1: 'asks', 20: 'rotates' } },
		{ name: 'Georg', does: { asks: 0.06 }, on: { 6: 'asks', 26: 'leaves', 170: 'leaves', 330: 'leaves' } },
		{ name: 'Hanna', does: { asks: 0.08, reopens: 0.2, watches: 0.1, takesFreeDays: 1 }, ahead: [0, 6], days: [1, 3] },
		{ name: 'Ivo', on: { 1: 'asks' }, ahead: [10, 12], days: [1, 2] },
		{
			name: 'Jonas',
			does: { asks: 0.05, reopens: 0.6, movesDays: 0.02, watches: 0.1, stopsWatching: 0.03 },
			asksByForm: true,
		},
		{
			name: 'Kurt',
			does: { asks: 0.05, losesLink: 0.04, shortens: 0.05, watches: 0.15 },
			asksByForm: true,
			on: { 2: 'asks', 10: 'losesLink' },
		},
		{
			name: 'Lena',
			does: { asks: 0.03, changesName: 0.1, watches: 0.3, stopsWatching: 0.1 },
			ahead: [60, 300],
			days: [7, 16],
		},
	];
	return cast.map((member) => ({ ...ordinary, ...member }));
}
