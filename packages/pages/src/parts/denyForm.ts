import { isolated } from '@betzenstein/shared';
import type { Child } from '../dom.ts';
import { checkField, textArea } from './field.ts';
import { form } from './form.ts';

/** What a denial needs. */
export interface DenyFormOptions {
	firstName: string;
	/** Whether the booking is Confirmed, so that denying it must be acknowledged (BR-004). */
	isConfirmed: boolean;
	deny: (input: { comment: string; acknowledgeConfirmed: boolean }) => Promise<void>;
	others?: readonly Child[];
}

/** Asks for the reason (BR-004). */
export function denyForm({ firstName, isConfirmed, deny, others }: DenyFormOptions): HTMLFormElement {
	const comment = textArea({
		name: 'comment',
		label: 'Warum passt es nicht?',
		hint: `${isolated(firstName)} liest deine Begründung, ebenso wer sonst über die Anfrage entscheidet.`,
	});
	const acknowledge = checkField({ name: 'acknowledgeConfirmed', label: 'Ja, ich lehne diese bestätigte Buchung ab.' });
	acknowledge.element.hidden = !isConfirmed;
	return form({
		fields: [comment, acknowledge],
		content: [comment.element, acknowledge.element],
		button: 'Ablehnen',
		isDangerous: true,
		others,
		send: () => deny({ comment: comment.value(), acknowledgeConfirmed: acknowledge.value() }),
		onRefused: ({ reason }) => {
			// The last approval came while the reason was being written.
			if (reason === 'CONFIRMED_NEEDS_ACKNOWLEDGEMENT') acknowledge.element.hidden = false;
			return undefined;
		},
	});
}
