import { h } from '../dom.ts';
import { linkIn } from '../token.ts';
import { textField } from './field.ts';
import { form } from './form.ts';

/** Opens a link that is pasted here: an app on the home screen has no address bar. */
export function pasteForm(): HTMLElement {
	const link = textField(
		{ name: 'link', label: 'Dein Link' },
		{ type: 'url', autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false' },
	);
	return h(
		'details',
		{},
		h('summary', {}, 'Link einfügen'),
		form({
			fields: [link],
			content: [link.element],
			button: 'Öffnen',
			check: () =>
				linkIn(link.value()) ? {} : { link: 'Das ist kein ganzer Link zum Haus. Kopiere ihn bitte noch einmal.' },
			send: async () => {
				location.hash = link.value();
			},
		}),
	);
}
