import type { Client } from '@betzenstein/client';
import { focusOn, h } from '../dom.ts';
import { textField } from './field.ts';
import { form } from './form.ts';
import { notice } from './notice.ts';

/** Asks to mail the personal link again. The answer is the same whether or not the address is known (BR-021). */
export function recoveryForm(client: Client): HTMLElement {
	const email = textField(
		{ name: 'email', label: 'Deine E-Mail-Adresse', isRequired: true },
		{ type: 'email', autocomplete: 'email', autocapitalize: 'none', spellcheck: 'false' },
	);
	const element = h(
		'div',
		{},
		form({
			fields: [email],
			content: [email.element],
			button: 'Link zuschicken',
			send: async () => {
				await client.access.requestLink.mutate({ email: email.value() });
				const answer = notice(
					'good',
					h('p', {}, 'Wenn wir diese Adresse kennen, ist die Mail mit deinem Link gleich da.'),
					h('p', {}, 'Ist sie in ein paar Minuten nicht gekommen, sieh bitte auch im Spam-Ordner nach.'),
				);
				element.replaceChildren(answer);
				focusOn(answer);
			},
		}),
	);
	return element;
}
