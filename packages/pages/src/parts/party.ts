import type { HouseInfo } from '@betzenstein/shared';
import { h } from '../dom.ts';
import { inkOn } from '../model/partyInk.ts';

/** Gives the element its party's colour, for the stylesheet to use. A party that has left the house has none. */
export function tint(element: HTMLElement, party: string, { parties }: HouseInfo): void {
	const color = parties.find(({ name }) => name === party)?.color;
	if (!color) return;
	element.style.setProperty('--party', color);
	element.style.setProperty('--party-ink', inkOn(color));
}

/** A dot in the party's colour, to go beside its name. */
export function swatch(party: string, house: HouseInfo): HTMLElement {
	const dot = h('span', { class: 'swatch', 'aria-hidden': 'true' });
	tint(dot, party, house);
	return dot;
}
