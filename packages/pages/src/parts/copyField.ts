import { h, uniqueId } from '../dom.ts';
import { announce } from './notice.ts';

/** An address with a button that copies it; where the browser forbids that, it is marked to be copied by hand. */
export function copyField(label: string, button: string, address: string): HTMLElement {
	const id = uniqueId();
	const input = h('input', { id, readonly: true, value: address, spellcheck: 'false' });
	const copier = h('button', { type: 'button', click: () => void copy() }, button);

	async function copy(): Promise<void> {
		let said = 'Kopiert';
		try {
			await navigator.clipboard.writeText(address);
		} catch {
			// Forbidden here, or not there at all.
			input.select();
			said = 'Markiert: jetzt kopieren';
		}
		copier.textContent = said;
		announce(said);
	}

	return h('div', { class: 'field' }, h('label', { for: id }, label), input, h('div', { class: 'buttons' }, copier));
}
