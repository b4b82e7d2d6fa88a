import { type Child, h } from '../dom.ts';
import { changesBetween, daysNotIn, draftOf, isLong, shorterBounds } from '../model/stayDraft.ts';
import { editedOutcome } from '../text/outcome.ts';
import { reloadOffer } from './bookingForms.ts';
import type { Desk } from './desk.ts';
import { checkField } from './field.ts';
import { form } from './form.ts';
import { dateField, lengthSentence, longStayLabel } from './stayFields.ts';

/** What to do for days that shortening does not reach. */
export const otherDaysHint = (): HTMLElement =>
	h('p', { class: 'hint' }, 'Für mehr oder andere Tage stornierst du bitte und fragst neu an.');

/** Gives up days of a Confirmed stay: leaving early, or coming later. */
export function shortenForm(desk: Desk): HTMLElement {
	const { client, house } = desk.session;
	// `desk.booking()` may be newer, when sending, than what the form was filled with.
	let before = desk.booking();
	const start = dateField('startDate', 'Erster Tag', before.startDate);
	const end = dateField('endDate', 'Letzter Tag', before.endDate);
	const length = h('p', { class: 'hint', 'aria-live': 'polite' });
	const long = checkField({ name: 'confirmLongStay', label: longStayLabel });
	long.element.hidden = true;

	const dates = () => ({ startDate: start.value(), endDate: end.value() });
	const changes = () => changesBetween(draftOf(before), { ...draftOf(before), ...dates() });
	function setBounds(): void {
		const bounds = shorterBounds(house.today, before);
		start.element.hidden = bounds.start === undefined;
		start.assign(bounds.start ?? {});
		end.assign(bounds.end);
	}
	function update(): void {
		length.textContent = lengthSentence(dates());
		long.element.hidden = !isLong(dates(), house.limits) || Object.keys(changes()).length === 0;
	}
	setBounds();
	update();

	return form({
		fields: [start, end, long],
		content: [
			h('p', {}, 'Die Tage, die du abgibst, werden wieder frei. Wer zugestimmt hat, erfährt es per Mail.'),
			h('div', { class: 'dates', input: update, newday: setBounds }, start.element, end.element),
			length,
			long.element,
			otherDaysHint(),
		],
		button: 'Speichern',
		draft: `shorten ${before.id}`,
		others: [desk.back],
		check: () =>
			Object.fromEntries(
				daysNotIn(before, dates()).map((name) => [name, 'Dieser Tag gehört nicht zu deinem Aufenthalt.']),
			),
		send: async () => {
			const { id, revision } = before;
			const after = await client.booking.edit.mutate({
				id,
				revision,
				changes: changes(),
				confirmLongStay: long.value(),
			});
			desk.done(after, editedOutcome(before, after));
		},
		onRefused: (refused, dismiss): Child => {
			if (refused.reason === 'LONG_STAY_UNCONFIRMED') long.element.hidden = false;
			return reloadOffer(refused, desk, 'shorten', () => {
				before = desk.booking();
				setBounds();
				update();
				dismiss();
			});
		},
	});
}
