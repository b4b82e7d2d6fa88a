import type { HouseInfo } from '@betzenstein/shared';
import { inkOn } from '../model/partyInk.ts';

/** A party's colours for the stylesheet to use. A party that has left the house has none. */
export function partyStyle(party: string, { parties }: HouseInfo): Record<string, string> | undefined {
	const color = parties.find(({ name }) => name === party)?.color;
	return color ? { '--party': color, '--party-ink': inkOn(color) } : undefined;
}
