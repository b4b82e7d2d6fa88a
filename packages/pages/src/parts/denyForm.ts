import { type Booking, type DayRange, type HouseInfo, isolated } from '@betzenstein/shared';
import type { Child } from '../dom.ts';
import { checkField, textArea } from './field.ts';
import { form } from './form.ts';
import { proposalFields } from './proposalFields.ts';

/** What a denial needs. */
export interface DenyFormOptions {
	house: HouseInfo;
	/** If it is Confirmed, denying it must be acknowledged (BR-004). */
	booking: Booking;
	deny: (input: { comment: string; acknowledgeConfirmed: boolean; proposal?: DayRange }) => Promise<void>;
	others?: readonly Child[];
}

/** Asks for the reason (BR-004), and for other days if there are any to propose. */
export function denyForm({ house, booking, deny, others }: DenyFormOptions): HTMLFormElement {
	const comment = textArea(
		{
			name: 'comment',
			label: 'Warum passt es nicht?',
			hint: `${isolated(booking.firstName)} liest deine Begründung, ebenso wer sonst über die Anfrage entscheidet.`,
			isRequired: true,
		},
		{ most: house.limits.maxDescription },
	);
	const acknowledge = checkField({ name: 'acknowledgeConfirmed', label: 'Ja, ich lehne diese bestätigte Buchung ab.' });
	acknowledge.element.hidden = booking.status !== 'Confirmed';
	const days = proposalFields(house);
	return form({
		fields: [comment, ...days.fields, acknowledge],
		content: [comment.element, days.element, acknowledge.element],
		button: 'Ablehnen',
		isDangerous: true,
		draft: `deny ${booking.id}`,
		others,
		send: () => {
			const proposal = days.value();
			// Left out when there is none, as the word with an approval is.
			return deny({
				comment: comment.value(),
				acknowledgeConfirmed: acknowledge.value(),
				...(proposal && { proposal }),
			});
		},
		onRefused: ({ reason }) => {
			// What is wrong with the days is shown beside them.
			days.unfold();
			// The last approval came while the reason was being written.
			if (reason === 'CONFIRMED_NEEDS_ACKNOWLEDGEMENT') acknowledge.element.hidden = false;
			return undefined;
		},
	});
}
