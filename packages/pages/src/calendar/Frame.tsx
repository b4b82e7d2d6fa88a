/** What stands around the days: who is there, the way to other months and views, what the colours mean. */
import { type DayRange, formatRange, type HouseInfo, isolated } from '@betzenstein/shared';
import type { JSX } from 'preact';
import type { View } from '../model/place.ts';
import type { Outlook } from '../model/schedule.ts';
import { stayText } from '../text/calendarWords.ts';
import { Swatch } from './StayList.tsx';

interface OutlookLinesProps {
	outlook: Outlook;
	/** Absent where days cannot be chosen. */
	choose: ((days: DayRange) => void) | undefined;
}

/** Who is there now, who comes next, and the next weekend to be had. */
export const OutlookLines = ({ outlook: { here, next, weekend }, choose }: OutlookLinesProps): JSX.Element => (
	<dl class="outlook">
		<div>
			<dt>Jetzt</dt>{' '}
			<dd>
				{here
					? `${stayText(here)}, bis ${formatRange({ startDate: here.endDate, endDate: here.endDate })}`
					: 'niemand da'}
			</dd>
		</div>
		{next && (
			<div>
				<dt>Danach</dt>{' '}
				<dd>
					<span class="days">{formatRange(next)}</span> {stayText(next)}
				</dd>
			</div>
		)}
		{weekend && choose && (
			<div>
				<dt>Nächstes freies Wochenende</dt>{' '}
				<dd>
					<button type="button" onClick={() => choose(weekend)}>
						<span class="days">{formatRange(weekend)}</span> wählen
					</button>
				</dd>
			</div>
		)}
	</dl>
);

interface StepProps {
	/** Is there nothing that way? */
	isEnd: boolean;
	onClick: () => void;
	label: string;
	/** What stands there for eyes. */
	sign: string;
}

/** A button that leads to another month. At the end it keeps the focus, and does nothing. */
export const Step = ({ isEnd, onClick, label, sign }: StepProps): JSX.Element => (
	<button type="button" title={label} aria-disabled={isEnd} onClick={() => isEnd || onClick()}>
		<span class="spoken">{label}</span>
		<span aria-hidden="true">{sign}</span>
	</button>
);

const VIEW_NAMES: Record<View, string> = { monat: 'Monat', jahr: 'Jahr', liste: 'Liste' };

interface ViewSwitchProps {
	views: readonly View[];
	view: View;
	see: (view: View) => void;
}

export const ViewSwitch = ({ views, view, see }: ViewSwitchProps): JSX.Element => (
	<fieldset class="buttons" aria-label="Ansicht">
		{views.map((one) => (
			<button key={one} type="button" aria-pressed={one === view} onClick={() => see(one)}>
				{VIEW_NAMES[one]}
			</button>
		))}
	</fieldset>
);

/** Whose is which colour, and what the line around a stay says. */
export const Legend = ({ house }: { house: HouseInfo }): JSX.Element => (
	<ul class="legend" aria-label="Was die Farben und Linien bedeuten">
		{house.parties.map(({ name }) => (
			<li key={name}>
				<Swatch party={name} house={house} />
				{isolated(name)}
			</li>
		))}
		<li>
			<span class="sample Confirmed" aria-hidden="true" />
			bestätigt
		</li>
		<li>
			<span class="sample Pending" aria-hidden="true" />
			gestrichelt: angefragt
		</li>
	</ul>
);
