import type { DayRange, HouseInfo } from '@betzenstein/shared';
import { h } from '../dom.ts';
import { dateBounds } from '../model/stayDraft.ts';
import type { Field } from './field.ts';
import { dateField, lengthSentence } from './stayFields.ts';

/** The fields for other days, folded up. */
export interface ProposalFields {
	fields: Field[];
	element: HTMLElement;
	/** What is typed; nothing if neither day is. */
	value(): DayRange | undefined;
	/** Unfolds them if something is typed. */
	unfold(): void;
}

/** Lets an approver name other days. */
export function proposalFields(house: HouseInfo): ProposalFields {
	const start = dateField('startDate', 'Erster Tag', '', false);
	const end = dateField('endDate', 'Letzter Tag', '', false);
	const length = h('p', { class: 'hint', 'aria-live': 'polite' });
	const dates = () => ({ startDate: start.value(), endDate: end.value() });
	// A day that is missing is the server's to refuse.
	const value = () => (start.value() || end.value() ? (dates() as DayRange) : undefined);
	function setBounds(): void {
		const { earliest, latestStart } = dateBounds(house.today, house.limits.latestStart);
		start.assign({ min: earliest, max: latestStart });
		end.assign({ min: earliest });
	}
	function update(): void {
		length.textContent = lengthSentence(dates());
	}
	setBounds();
	update();
	const element = h(
		'details',
		{},
		h('summary', {}, 'Andere Tage vorschlagen'),
		h('p', { class: 'hint' }, 'Wird genau danach gefragt, gilt das als deine Zustimmung. Reserviert wird nichts.'),
		h('div', { class: 'dates', input: update, newday: setBounds }, start.element, end.element),
		length,
	);
	return {
		fields: [start, end],
		element,
		value,
		unfold: () => {
			if (value()) element.open = true;
		},
	};
}
