import { contrast } from '@betzenstein/testing/browser/contrast';
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

test('on no colour is the text hard to read (WCAG 2, 4.5 to 1)', () => {
	const channels = Array.from({ length: 18 }, (_, step) => (step * 15).toString(16).padStart(2, '0'));
	const colors = channels.flatMap((red) =>
		channels.flatMap((green) => channels.map((blue) => `#${red}${green}${blue}`)),
	);
	expect(colors.filter((color) => contrast(color, inkOn(color)) < 4.5)).toEqual([]);
});
