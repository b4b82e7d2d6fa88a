/**
 * The calendar: days to look at and to choose. Its parts are Preact components; to the rest of the page it is an element
 * (docs/adr/0013-preact-draws-the-calendar.md).
 */
import {
	type Day,
	type DayRange,
	daysOf,
	gridRange,
	type HouseInfo,
	isDay,
	monthOf,
	overlaps,
} from '@betzenstein/shared';
import { render } from 'preact';
import { h } from '../dom.ts';
import { dragged, NOTHING, tapped, termsOf } from '../model/choice.ts';
import { dayAfterKey, daysShown, leafed, type Place, placeIn, searchFor, type View, within } from '../model/place.ts';
import { bounds, type Schedule } from '../model/schedule.ts';
import type { TypedDates } from '../model/stayDraft.ts';
import { announce } from '../parts/notice.ts';
import { choiceSentence, inTheWay, newsOf, nobodyText, placeTitle, refusedDay } from '../text/calendarWords.ts';
import { staysText } from '../text/words.ts';
import { CalendarView } from './CalendarView.tsx';
import type { LinkOf } from './MonthView.tsx';
import { followPointer } from './pointer.ts';

/** What the calendar works with. */
export interface CalendarOptions {
	house: HouseInfo;
	first: Schedule;
	/** Reads it again. */
	read: () => Promise<Schedule>;
	/** Without it, the calendar is only to look at. */
	choosing?: {
		/** Called when other days are chosen here, or others have taken some meanwhile. */
		changed: (choice: TypedDates) => void;
		/** Leads on to what is to be filled in besides. */
		goOn: () => void;
	};
	linkOf?: LinkOf;
}

/** The calendar on the page. */
export interface Calendar {
	element: HTMLElement;
	/** Shows these days as chosen; one that is not chosen yet is empty. */
	choose(choice: TypedDates): void;
	/** Reads the days again and shows the month of this one. */
	turnTo(day: Day): void;
	/** Who is in the way of these days, in words. */
	inTheWay(dates: TypedDates): string | undefined;
}

/** What is shown, apart from the house. */
export interface CalendarState extends Place {
	schedule: Schedule;
	/** The day that the arrow keys set out from. */
	day: Day;
	choice: TypedDates;
	/** The day that was tapped last, if it cannot be chosen. */
	refused: Day | undefined;
}

/** Type so large, or a screen so small, that seven days do not fit beside each other. */
const NARROW = '(max-width: 19em)';

export function calendar({ house, first, read, choosing, linkOf = () => undefined }: CalendarOptions): Calendar {
	const narrow = matchMedia(NARROW);
	narrow.addEventListener('change', () => set({}));
	const element = h('section', {
		class: 'calendar',
		newday: () => set({}),
		changed: () => void look(),
		moved: () => {
			const there = placeIn(location.search, bounds(house), house.today);
			if (there.view !== state.view || there.month !== state.month) arrive(there);
		},
	});
	element.addEventListener('keydown', onKey);
	element.addEventListener('click', ({ target }) => {
		const day = dayAt(target);
		if (day !== undefined && !(target as Element).closest('a')) tap(day);
	});
	followPointer(element, {
		dayAt,
		drag: (from, to) => {
			const choice = choosing && dragged(terms(), from, to);
			if (choice) set({ choice, day: to, refused: undefined });
		},
		dragged: tellChoice,
		swipe: leaf,
	});
	const place = placeIn(location.search, bounds(house), house.today);
	let state: CalendarState = {
		...place,
		schedule: first,
		day: firstDayOf(place.month),
		choice: NOTHING,
		refused: undefined,
	};
	set({});

	function terms() {
		return termsOf(house, state.schedule);
	}
	/** What is really shown of the place: no month where there is no room for one. */
	function placeNow(): Place {
		const view: View = state.view === 'monat' && narrow.matches ? 'liste' : state.view;
		return { view, month: state.month };
	}

	function set(change: Partial<CalendarState>): void {
		state = { ...state, ...change };
		const on = { leaf, goTo, take, goOn: choosing?.goOn };
		render(
			<CalendarView
				state={{ ...state, ...placeNow() }}
				house={house}
				terms={terms()}
				isNarrow={narrow.matches}
				linkOf={linkOf}
				on={on}
			/>,
			element,
		);
	}

	/** The day to begin with in a month. */
	function firstDayOf(month: Day): Day {
		return monthOf(house.today) === month ? house.today : month;
	}

	function goTo(change: Partial<Place>): void {
		const { view } = state;
		arrive({ view, ...change, month: monthOf(within(bounds(house), change.month ?? state.month)) });
		const address = location.pathname + searchFor(state, house.today);
		// Back leads to the view before, not through every month. The token stays where it is, in the history's state.
		if (state.view === view) history.replaceState(history.state, '', address);
		else history.pushState(history.state, '', address);
	}

	function arrive({ view, month }: Place): void {
		set({ view, month, day: monthOf(state.day) === month ? state.day : firstDayOf(month), refused: undefined });
		announce(summary());
	}

	function leaf(count: number): void {
		const month = leafed(placeNow(), count, bounds(house));
		if (month !== undefined) goTo({ month });
	}

	/** A few words that say what is shown. */
	function summary(): string {
		const shown = daysShown(placeNow(), bounds(house), house.today);
		const stays = state.schedule.entries.filter((entry) => overlaps(entry, shown));
		const text = stays.length === 0 ? nobodyText(shown, house.today) : staysText(stays.length);
		return `${placeTitle(placeNow())}: ${text}`;
	}

	function tap(day: Day): void {
		const choice = choosing && tapped(terms(), state.choice, day);
		set({ day });
		if (choice) take(choice);
		else {
			set({ refused: day });
			announce(refusedDay(terms(), day));
		}
	}

	function take(choice: TypedDates): void {
		choose(choice);
		tellChoice();
	}

	function tellChoice(): void {
		announce(choiceSentence(terms(), state.choice));
		choosing?.changed(state.choice);
	}

	function onKey(event: KeyboardEvent): void {
		const day = dayAt(event.target);
		if (day === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
		const next = dayAfterKey(day, event.key, event.shiftKey);
		if (next !== undefined) walkTo(within(bounds(house), next));
		else if (event.key === 'Enter' || event.key === ' ') tap(day);
		else if (event.key === 'Escape') take(NOTHING);
		else return;
		event.preventDefault();
	}

	function walkTo(day: Day): void {
		set({ day });
		if (monthOf(day) !== state.month) goTo({ month: monthOf(day) });
		element.querySelector<HTMLElement>('td[tabindex="0"]')?.focus();
	}

	/** Shows what others did meanwhile. Without an answer, the next change or the reader asks again. */
	async function look(): Promise<void> {
		const schedule = await read().catch(() => undefined);
		if (!schedule || JSON.stringify(schedule) === JSON.stringify(state.schedule)) return;
		announce(newsOf(state.schedule.entries, schedule.entries));
		set({ schedule });
		choosing?.changed(state.choice);
	}

	function choose(choice: TypedDates): void {
		set({ choice, refused: undefined });
		const day = [choice.startDate, choice.endDate].find(isDay);
		// Half-typed years lead nowhere.
		if (day === undefined || within(bounds(house), day) !== day) return;
		const shown: DayRange = state.view === 'monat' ? gridRange(state.month) : daysOf(state.month);
		if (day < shown.startDate || day > shown.endDate) goTo({ month: monthOf(day) });
	}

	return {
		element,
		choose,
		turnTo: (day) => {
			goTo({ month: monthOf(day) });
			void look();
		},
		inTheWay: (dates) => inTheWay(terms(), dates),
	};
}

const dayAt = (target: EventTarget | null): Day | undefined =>
	(target as Element | null)?.closest<HTMLElement>('[data-day]')?.dataset['day'] as Day | undefined;
