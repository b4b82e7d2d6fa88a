/** Stays, free days and holidays in words. */
import {
	type CalendarEntry,
	type DayRange,
	formatRange,
	type Holiday,
	type HouseInfo,
	isolated,
} from '@betzenstein/shared';
import { germanDay } from '@betzenstein/shared/german';
import type { ComponentChildren, JSX } from 'preact';
import { partyStyle } from '../parts/party.ts';
import { stayText } from '../text/calendarWords.ts';
import type { LinkOf } from './MonthView.tsx';

/** A dot in the party's colour, to go beside its name. */
export const Swatch = ({ party, house }: { party: string; house: HouseInfo }): JSX.Element => (
	<span class="swatch" aria-hidden="true" style={partyStyle(party, house)} />
);

interface StayProps {
	entry: CalendarEntry;
	house: HouseInfo;
	linkOf: LinkOf;
}

/** One stay: when, who, how many, whose. The days are a link for those who may see more. */
export function Stay({ entry, house, linkOf }: StayProps): JSX.Element {
	if (entry.detail === 'busy') return <Line days={entry}>belegt</Line>;
	return (
		<Line days={entry} href={linkOf(entry)} before={<Swatch party={entry.affiliation} house={house} />}>
			{`${stayText(entry)} (${isolated(entry.affiliation)})`}
		</Line>
	);
}

interface StayListProps extends Omit<StayProps, 'entry'> {
	entries: readonly CalendarEntry[];
	/** What is said if there are no stays. */
	none: string;
}

export const StayList = ({ entries, none, house, linkOf }: StayListProps): JSX.Element =>
	entries.length === 0 ? (
		<p>{none}</p>
	) : (
		<ul class="stays">
			{entries.map((entry) => (
				<Stay key={entry.startDate} entry={entry} house={house} linkOf={linkOf} />
			))}
		</ul>
	);

/** Days that nobody has. */
export const Free = ({ days }: { days: DayRange }): JSX.Element => <Line days={days}>frei</Line>;

interface LineProps {
	days: DayRange;
	href?: string | undefined;
	before?: JSX.Element;
	children: ComponentChildren;
}

function Line({ days, href, before, children }: LineProps): JSX.Element {
	const dates = <strong class="days">{formatRange(days)}</strong>;
	return (
		<li>
			{before}
			{href === undefined ? dates : <a href={href}>{dates}</a>} {children}
		</li>
	);
}

/** Every holiday by name. */
export const HolidayList = ({ holidays }: { holidays: readonly Holiday[] }): JSX.Element | null =>
	holidays.length === 0 ? null : (
		<p class="hint">Feiertage: {holidays.map(({ date, name }) => `${germanDay(date)} ${name}`).join(', ')}</p>
	);
