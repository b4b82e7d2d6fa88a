import { gridRange, type HouseInfo, monthGrid, overlaps } from '@betzenstein/shared';
import type { JSX } from 'preact';
import { chosenDays, NOTHING, type Terms } from '../model/choice.ts';
import { daysShown, leafed, type Place, VIEWS, type View, yearOf } from '../model/place.ts';
import { bounds, outlook } from '../model/schedule.ts';
import type { TypedDates } from '../model/stayDraft.ts';
import { choiceSentence, placeTitle, refusedDay } from '../text/calendarWords.ts';
import type { CalendarState } from './calendar.tsx';
import { Legend, OutlookLines, Step, ViewSwitch } from './Frame.tsx';
import { type LinkOf, MonthView } from './MonthView.tsx';
import { ComingView, YearView } from './Overviews.tsx';
import { HolidayList, StayList } from './StayList.tsx';

interface CalendarViewProps {
	state: CalendarState;
	house: HouseInfo;
	terms: Terms;
	/** Is there no room for a month? */
	isNarrow: boolean;
	linkOf: LinkOf;
	on: {
		leaf: (count: number) => void;
		goTo: (place: Partial<Place>) => void;
		/** Chooses these days. */
		take: (choice: TypedDates) => void;
		/** Leads on to the form. Absent where days cannot be chosen. */
		goOn: (() => void) | undefined;
	};
}

const TITLE_ID = 'calendar-title';
/** What one leafs by. */
const UNITS: Partial<Record<View, string>> = { monat: 'Monat', jahr: 'Jahr' };

/** Everything that the calendar shows. */
export function CalendarView({ state, house, terms, isNarrow, linkOf, on }: CalendarViewProps): JSX.Element {
	const { schedule, view, month, choice, refused } = state;
	const limits = bounds(house);
	const unit = UNITS[view];
	const days = { schedule, house, linkOf };
	return (
		<>
			<OutlookLines outlook={outlook(schedule, house)} choose={on.goOn && on.take} />
			<h2 id={TITLE_ID}>{placeTitle(state)}</h2>
			<div class="tools">
				{unit && (
					<fieldset class="buttons" aria-label={`${unit} wählen`}>
						<Step
							label={`${unit} davor`}
							sign="‹"
							isEnd={leafed(state, -1, limits) === undefined}
							onClick={() => on.leaf(-1)}
						/>
						<button type="button" onClick={() => on.goTo({ month: house.today })}>
							Heute
						</button>
						<Step
							label={`${unit} danach`}
							sign="›"
							isEnd={leafed(state, 1, limits) === undefined}
							onClick={() => on.leaf(1)}
						/>
					</fieldset>
				)}
				<ViewSwitch
					views={isNarrow ? VIEWS.filter((one) => one !== 'monat') : VIEWS}
					view={view}
					see={(next) => on.goTo({ view: next })}
				/>
			</div>
			{view === 'monat' && (
				<MonthView
					weeks={monthGrid(month, house.today, schedule.entries, schedule.holidays)}
					house={house}
					terms={terms}
					titleId={TITLE_ID}
					day={state.day}
					chosen={chosenDays(terms, choice)}
					linkOf={linkOf}
				/>
			)}
			{view === 'jahr' && (
				<YearView {...days} year={yearOf(month)} open={(opened) => on.goTo({ view: 'monat', month: opened })} />
			)}
			{view === 'liste' && <ComingView {...days} />}
			{refused !== undefined && <p class="refused">{refusedDay(terms, refused)}</p>}
			{on.goOn && (view === 'monat' || choice.startDate !== '') && (
				<ChosenDays
					text={choiceSentence(terms, choice)}
					isNone={choice.startDate === ''}
					clear={() => on.take(NOTHING)}
					goOn={on.goOn}
				/>
			)}
			<Legend house={house} />
			{view === 'monat' && <MonthInWords {...days} state={state} />}
			<button type="button" class="print" onClick={() => print()}>
				Für die Küchenwand drucken
			</button>
		</>
	);
}

interface ChosenDaysProps {
	text: string;
	isNone: boolean;
	clear: () => void;
	goOn: () => void;
}

/** What is chosen, and the way on; on a phone it stays in sight. */
const ChosenDays = ({ text, isNone, clear, goOn }: ChosenDaysProps): JSX.Element => (
	<div class={isNone ? 'chosen-days' : 'chosen-days some'}>
		<p>{text}</p>
		{!isNone && (
			<div class="buttons">
				<button type="button" onClick={clear}>
					Andere Tage
				</button>
				<button type="button" class="primary" onClick={goOn}>
					Weiter
				</button>
			</div>
		)}
	</div>
);

type MonthInWordsProps = Pick<CalendarViewProps, 'state' | 'house' | 'linkOf'>;

/** The month's stays, and the holidays of every day that its grid shows. */
function MonthInWords({ state, house, linkOf }: MonthInWordsProps): JSX.Element {
	const { entries, holidays } = state.schedule;
	const shown = daysShown(state, bounds(house), house.today);
	const grid = gridRange(state.month);
	return (
		<>
			<StayList
				entries={entries.filter((entry) => overlaps(entry, shown))}
				none={shown.endDate < house.today ? 'In diesem Monat war niemand da.' : 'In diesem Monat ist alles frei.'}
				house={house}
				linkOf={linkOf}
			/>
			<HolidayList holidays={holidays.filter(({ date }) => grid.startDate <= date && date <= grid.endDate)} />
		</>
	);
}
