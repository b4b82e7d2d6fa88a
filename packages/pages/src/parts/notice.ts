import { type Child, h } from '../dom.ts';

/** A boxed message, which can be focused so that a screen reader reads it in its place. */
export const notice = (tone: 'good' | 'bad' | 'info', ...children: Child[]): HTMLDivElement =>
	h('div', { class: `notice ${tone}`, tabindex: -1 }, ...children);

/** Says it to screen readers, wherever the focus is. */
export function announce(text: string): void {
	const region = document.getElementById('live');
	if (region) region.textContent = text;
}
