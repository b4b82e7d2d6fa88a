import { type Child, h } from '../dom.ts';

/** A boxed message. It can be given the focus, so that a screen reader reads it where it stands. */
export const notice = (tone: 'good' | 'bad' | 'info', ...children: Child[]): HTMLDivElement =>
	h('div', { class: `notice ${tone}`, tabindex: -1 }, ...children);

/** Says it to screen readers, wherever the focus is. */
export function announce(text: string): void {
	const region = document.getElementById('live');
	if (region) region.textContent = text;
}
