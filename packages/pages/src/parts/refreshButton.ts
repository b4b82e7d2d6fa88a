import type { HouseInfo } from '@betzenstein/shared';
import { h } from '../dom.ts';
import { failureOf } from '../failure.ts';
import { instant } from '../text/words.ts';

/** Reads again what is shown; what is typed or unfolded stays. */
export function refreshButton({ timeZone }: HouseInfo, refresh: () => Promise<void>): HTMLElement {
	const state = h('span', { role: 'status', class: 'hint' });
	const button = h('button', { type: 'button', click: () => void read() }, 'Aktualisieren');
	return h('p', {}, button, ' ', state);

	async function read(): Promise<void> {
		state.textContent = 'Einen Moment …';
		try {
			await refresh();
			state.textContent = `Stand: ${instant(new Date(), timeZone)}`;
		} catch (error) {
			state.textContent = failureOf(error).message;
		}
	}
}
