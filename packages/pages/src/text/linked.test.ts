import { expect, test } from 'vitest';
import { linked } from './linked.ts';

/** Links in square brackets. */
const shown = (text: string) =>
	linked(text)
		.map((piece) => (piece.href === undefined ? piece.text : `[${piece.href}]`))
		.join('');

test.each([
	['Kein Link.', 'Kein Link.'],
	['', ''],
	['https://haus.example', '[https://haus.example]'],
	['Siehe https://haus.example/wlan?a=1#b, und dann.', 'Siehe [https://haus.example/wlan?a=1#b], und dann.'],
	['(http://haus.example/a)\nhttps://zwei.example.', '([http://haus.example/a])\n[https://zwei.example].'],
	['HTTPS://HAUS.EXAMPLE/X', '[HTTPS://HAUS.EXAMPLE/X]'],
	['www.haus.example bleibt Text', 'www.haus.example bleibt Text'],
	['javascript:alert(1) und data:text/html,x', 'javascript:alert(1) und data:text/html,x'],
	['http://', 'http://'],
	['https://[kaputt', 'https://[kaputt'],
])('%j: %j', (text, expected) => {
	expect(shown(text)).toBe(expected);
	expect(
		linked(text)
			.map((piece) => piece.text)
			.join(''),
	).toBe(text);
});
