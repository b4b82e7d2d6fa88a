export type Dice = ReturnType<typeof diceOf>;

/** Chance that falls the same way each time (mulberry32). */
export function diceOf(seed: number) {
	let state = seed;
	function next(): number {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}
	const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
	return {
		/** True as often as this share says. */
		chance: (share: number): boolean => next() < share,
		/** A whole number, both ends included. */
		between,
		/** One of these; undefined of none. */
		pick: <T>(list: readonly T[]): T | undefined => list[between(0, list.length - 1)],
		shuffled: <T>(list: readonly T[]): T[] =>
			list
				.map((item) => ({ item, at: next() }))
				.sort((a, b) => a.at - b.at)
				.map(({ item }) => item),
	};
}
