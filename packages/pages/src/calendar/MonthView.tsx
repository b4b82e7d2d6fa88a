// biome-ignore-all lint/a11y/noNoninteractiveElementToInteractiveRole: a date grid, as ARIA's practices have it
/** A month to choose days in: a grid for eyes, fingers and keys (ARIA's date grid), with a bar for each stay. */
import type { CalendarEntry, Day, DayCell, DayRange, FullEntry, HouseInfo } from '@betzenstein/shared';
import { people, STATUS_WORDS } from '@betzenstein/shared/german';
import type { JSX } from 'preact';
import { type Terms, whyNot } from '../model/choice.ts';
import { partyStyle } from '../parts/party.ts';
import { dayLabel } from '../text/calendarWords.ts';

/** The address of a stay's page, for those who may see it. */
export type LinkOf = (entry: FullEntry) => string | undefined;

interface MonthViewProps {
	weeks: readonly DayCell[][];
	house: HouseInfo;
	terms: Terms;
	/** The id of its heading. */
	titleId: string;
	/** The day that can be reached by Tab. */
	day: Day;
	/** The days that are shown as chosen. */
	chosen: DayRange | undefined;
	linkOf: LinkOf;
}

const WEEKDAYS = ['Montag', 'Dienstag', 'Mittwoch', 'Donnerstag', 'Freitag', 'Samstag', 'Sonntag'];

export const MonthView = ({ weeks, titleId, ...rest }: MonthViewProps): JSX.Element => (
	<table role="grid" aria-labelledby={titleId} aria-multiselectable="true">
		<thead>
			<tr>
				{WEEKDAYS.map((name) => (
					<th key={name} scope="col" abbr={name} aria-label={name}>
						{name.slice(0, 2)}
					</th>
				))}
			</tr>
		</thead>
		<tbody>
			{weeks.map((week) => (
				<tr key={week[0]?.day} class={(week[6]?.day ?? '') < rest.terms.today ? 'over' : undefined}>
					{week.map((cell) => (
						<DayOfMonth key={cell.day} cell={cell} {...rest} />
					))}
				</tr>
			))}
		</tbody>
	</table>
);

type DayOfMonthProps = Omit<MonthViewProps, 'weeks' | 'titleId'> & { cell: DayCell };

function DayOfMonth({ cell, house, terms, day, chosen, linkOf }: DayOfMonthProps): JSX.Element {
	const isChosen = chosen !== undefined && chosen.startDate <= cell.day && cell.day <= chosen.endDate;
	const classes = {
		day: true,
		outside: !cell.isInMonth,
		today: cell.isToday,
		holiday: cell.holiday !== undefined,
		past: cell.day < terms.today,
		chosen: isChosen,
		first: isChosen && cell.day === chosen.startDate,
		last: isChosen && cell.day === chosen.endDate,
	};
	return (
		<td
			role="gridcell"
			tabIndex={cell.day === day ? 0 : -1}
			data-day={cell.day}
			class={namesOf(classes)}
			aria-selected={isChosen}
			aria-disabled={whyNot(terms, cell.day) !== undefined}
		>
			<span class="number" aria-hidden="true">
				{cell.number}
			</span>
			<span class="spoken">{dayLabel(cell, terms)}</span>
			{cell.entry && cell.bar && <BarOf entry={cell.entry} bar={cell.bar} house={house} linkOf={linkOf} />}
		</td>
	);
}

interface BarOfProps {
	entry: CalendarEntry;
	bar: NonNullable<DayCell['bar']>;
	house: HouseInfo;
	linkOf: LinkOf;
}

/** The day's label says the same in words, so it is for eyes only; and so is its link, which the list has too. */
function BarOf({ entry, bar, house, linkOf }: BarOfProps): JSX.Element {
	const isFull = entry.detail === 'full';
	const attributes = {
		class: namesOf({ bar: true, [isFull ? entry.status : 'busy']: true, starts: bar.isStart, ends: bar.isEnd }),
		style: { '--days': `${bar.days}`, ...(isFull && partyStyle(entry.affiliation, house)) },
		'aria-hidden': true,
	} as const;
	if (!isFull) return <span {...attributes}>belegt</span>;
	const text = (
		<>
			<b dir="auto">{entry.firstName}</b>
			<span>{`${people(entry.partySize)}, ${STATUS_WORDS[entry.status]}`}</span>
		</>
	);
	const href = linkOf(entry);
	return href === undefined ? (
		<span {...attributes}>{text}</span>
	) : (
		<a {...attributes} href={href} tabIndex={-1} draggable={false}>
			{text}
		</a>
	);
}

const namesOf = (classes: Record<string, boolean>): string =>
	Object.keys(classes)
		.filter((name) => classes[name])
		.join(' ');
