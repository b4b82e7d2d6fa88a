import type { Day, DayRange, HouseInfo } from '@betzenstein/shared';
import { lengthOf, people } from '@betzenstein/shared/german';
import { type Child, fill, h } from '../dom.ts';
import { NOTHING } from '../model/choice.ts';
import {
	dateBounds,
	effectOf,
	isChosen,
	isLong,
	partyChoices,
	type StayDraft,
	type TypedDates,
} from '../model/stayDraft.ts';
import { checkField, type Field, radioField, selectField, type TextField, textArea, textField } from './field.ts';
import { swatch } from './party.ts';

/** The fields of a stay, with what depends on them. */
export interface StayFields {
	fields: Field[];
	content: Child[];
	/** What is typed now. */
	draft(): StayDraft;
	/** Sets other days, as if they had been typed. */
	setDates(dates: TypedDates): void;
	/** Sets other values. @param current the days of the booking that is being changed, if they differ now */
	set(draft: StayDraft, current?: DayRange): void;
	/** Has the long stay been confirmed, if that is asked? */
	confirmLongStay(): boolean;
	/** Asks to confirm the long stay, because the server demands it. */
	askToConfirm(): void;
}

/** What the fields of a stay start with. */
export interface StayFieldsOptions {
	house: HouseInfo;
	draft: StayDraft;
	/** The days of the booking that is being changed. */
	current?: DayRange;
	/** Must a long stay be confirmed even where its days are those of `current`? */
	confirmsUnchanged: boolean;
	/** A field to put between the first name and the message. */
	extra?: Field;
	/** Who is in the way of these days, in words; asked at every change of them. */
	inTheWay?: (dates: TypedDates) => string | undefined;
	/** What can be done about days that somebody has. */
	offer?: (days: DayRange) => HTMLElement;
	/** Called when days are typed. */
	typed?: (dates: TypedDates) => void;
}

/** Days, people, party, first name and message. */
export function stayFields(options: StayFieldsOptions): StayFields {
	const { house, draft, current: days, confirmsUnchanged, extra, inTheWay = () => undefined, offer, typed } = options;
	const { limits, parties } = house;
	let current = days;
	const start = dateField('startDate', 'Erster Tag', draft.startDate);
	const end = dateField('endDate', 'Letzter Tag', draft.endDate);
	const length = h('p', { class: 'hint', 'aria-live': 'polite' });
	const offered = h('div');
	const long = checkField({ name: 'confirmLongStay', label: longStayLabel });
	const count = Array.from({ length: limits.maxPartySize }, (_, index) => ({
		value: `${index + 1}`,
		text: people(index + 1),
	}));
	const size = selectField({ name: 'partySize', label: 'Wie viele kommen?' }, count, `${draft.partySize}`);
	const choices = partyChoices(
		parties.map(({ name }) => name),
		days && draft.affiliation,
	);
	const party = radioField(
		{ name: 'affiliation', label: 'Zu wem gehörst du?', isRequired: true },
		choices.map((name) => ({ value: name, content: h('span', {}, swatch(name, house), h('bdi', {}, name)) })),
		draft.affiliation,
	);
	const name = textField(
		{ name: 'firstName', label: 'Dein Vorname', isRequired: true },
		{ autocomplete: 'given-name', dir: 'auto' },
		draft.firstName,
	);
	const text = textArea(
		{
			name: 'description',
			label: 'Nachricht dazu (muss nicht sein)',
			hint: `Höchstens ${limits.maxDescription} Zeichen.`,
		},
		{ value: draft.description, most: limits.maxDescription },
	);

	const dates = () => ({ startDate: start.value(), endDate: end.value() });
	// Not on input: browsers clear a half-typed date when its bounds are set.
	function setBounds(): void {
		const { earliest, latestStart } = dateBounds(house.today, house.limits.latestStart, current);
		start.assign({ min: earliest, max: latestStart });
		end.assign({ min: earliest });
	}
	function update(): void {
		const effect = current && effectOf(dates(), current);
		const isConfirming = isLong(dates(), limits) && (confirmsUnchanged || effect !== undefined);
		const who = inTheWay(dates());
		// Asking again after a denial keeps no approvals, whatever the days.
		const follows = effect && !confirmsUnchanged && EFFECTS[effect];
		length.className = who === undefined ? 'hint' : 'hint error';
		length.textContent = who ?? [lengthSentence(dates()), follows].filter(Boolean).join(' ');
		showOffer(who === undefined ? NOTHING : dates());
		long.element.hidden = !isConfirming;
		if (!isConfirming) long.set(false);
	}
	let taken: TypedDates = NOTHING;
	/** One for each pair of days: what came of it stays, whatever else changes. */
	function showOffer(days: TypedDates): void {
		if (days.startDate === taken.startDate && days.endDate === taken.endDate) return;
		taken = days;
		fill(offered, isChosen(days) && offer?.(days));
	}
	function setDates({ startDate, endDate }: TypedDates): void {
		// Half a date has no value, and would be lost.
		if (start.value() !== startDate) start.set(startDate);
		if (end.value() !== endDate) end.set(endDate);
		update();
		// For the form, which keeps what is typed.
		datesElement.dispatchEvent(new Event('change', { bubbles: true }));
	}
	const onInput = () => {
		update();
		typed?.(dates());
	};
	const datesElement = h('div', { class: 'dates', input: onInput, newday: setBounds }, start.element, end.element);
	setBounds();
	update();

	return {
		fields: [start, end, long, size, party, name, ...(extra ? [extra] : []), text],
		content: [
			datesElement,
			length,
			offered,
			long.element,
			size.element,
			party.element,
			name.element,
			extra?.element,
			text.element,
		],
		draft: () => ({
			...dates(),
			partySize: Number(size.value()),
			affiliation: party.value(),
			firstName: name.value(),
			description: text.value(),
		}),
		set(next, nextDays) {
			current = nextDays ?? current;
			size.set(`${next.partySize}`);
			party.set(next.affiliation);
			name.set(next.firstName);
			text.set(next.description);
			setBounds();
			setDates(next);
		},
		setDates,
		confirmLongStay: long.value,
		askToConfirm: () => {
			long.element.hidden = false;
		},
	};
}

const EFFECTS = {
	'approvals-stay': 'Wer schon zugestimmt hat, muss nicht noch einmal gefragt werden.',
	'asked-again': 'Dafür wird noch einmal gefragt.',
} as const;

/** What confirms a long stay (BR-027). */
export const longStayLabel = 'Ja, ich möchte so lange bleiben.';

/** How long the typed days are, or what is missing. */
export function lengthSentence(dates: TypedDates): string {
	if (isChosen(dates)) return `${lengthOf(dates)}.`;
	return dates.startDate && dates.endDate ? 'Der letzte Tag liegt vor dem ersten.' : 'Beide Tage zählen mit.';
}

/** A day of a stay. */
export const dateField = (
	name: keyof TypedDates,
	label: string,
	value: Day | '',
	isRequired = true,
): TextField<Day | ''> =>
	// A browser gives nothing else for a date.
	textField({ name, label, isRequired }, { type: 'date' }, value) as TextField<Day | ''>;
