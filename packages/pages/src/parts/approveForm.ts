import { type Booking, type HouseInfo, isolated } from '@betzenstein/shared';
import { type Child, h } from '../dom.ts';
import { textArea } from './field.ts';
import { form } from './form.ts';

/** What an approval needs. */
export interface ApproveFormOptions {
	house: HouseInfo;
	booking: Booking;
	/** What it is about, for screen readers, where there are several on one page. */
	about?: HTMLElement;
	approve: (input: { comment?: string }) => Promise<void>;
	others?: readonly Child[];
}

/** Agrees with one button; a word can be added to it. */
export function approveForm({ house, booking, about, approve, others }: ApproveFormOptions): HTMLFormElement {
	const comment = textArea(
		{
			name: 'comment',
			label: 'Deine Nachricht dazu',
			hint: `${isolated(booking.firstName)} liest sie, ebenso wer sonst über die Anfrage entscheidet.`,
		},
		{ most: house.limits.maxDescription },
	);
	const word = h('details', {}, h('summary', {}, 'Etwas dazu schreiben', about?.cloneNode(true)), comment.element);
	return form({
		fields: [comment],
		content: [word],
		button: 'Zustimmen',
		draft: `approve ${booking.id}`,
		about,
		others,
		// Left out when empty: while a release rolls out, the one before may answer, which knows no such key.
		send: () => approve(comment.value() ? { comment: comment.value() } : {}),
		onRefused: ({ reason }) => {
			// What is wrong with the word is shown beside it.
			if (reason === 'INVALID_INPUT') word.open = true;
			return undefined;
		},
	});
}
