import type { HouseInfo } from '@betzenstein/shared';
import { h } from '../dom.ts';
import { inkOn } from '../model/partyInk.ts';

/** A party's colours for the stylesheet to use. A party that has left the house has none. */
export function partyStyle(party: string, { parties }: HouseInfo): Record<string, string> {
	const color = parties.find(({ name }) => name === party)?.color;
	return color ? { '--party': color, '--party-ink': inkOn(color) } : {};
}

/** Gives the element its party's colours. */
export function tint(element: HTMLElement, party: string, house: HouseInfo): void {
	for (const [name, value] of Object.entries(partyStyle(party, house))) element.style.setProperty(name, value);
}

/** A dot in the party's colour, to go beside its name. */
export function swatch(party: string, house: HouseInfo): HTMLElement {
	const dot = h('span', { class: 'swatch', 'aria-hidden': 'true' });
	tint(dot, party, house);
	return dot;
}
