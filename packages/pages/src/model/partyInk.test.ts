import { expect, test } from 'vitest';
import { inkOn } from './partyInk.ts';

test.each([
	['#C1DBE3', '#000000'],
	['#C7DFC5', '#000000'],
	['#DFAEB4', '#000000'],
	['#ffffff', '#000000'],
	['#000000', '#ffffff'],
	['#1b3a5c', '#ffffff'],
	['#7a0000', '#ffffff'],
])('on %s the text is %s', (color, ink) => {
	expect(inkOn(color)).toBe(ink);
});
