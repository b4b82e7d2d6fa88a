import { describe, expect, test } from 'vitest';
import { linkTo, takeToken } from './token.ts';

function addressBar(hash: string) {
	const shown: string[] = [];
	const history = { replaceState: (_: unknown, __: string, url?: string | URL | null) => void shown.push(String(url)) };
	return { location: { hash, pathname: '/b' }, history, shown };
}

describe('takeToken', () => {
	test('takes what stands after # and clears the address bar at once', () => {
		const { location, history, shown } = addressBar('#aa.bb.cc');
		expect(takeToken(location, history)).toBe('aa.bb.cc');
		expect(shown).toEqual(['/b']);
	});

	test.each([[''], ['#']])('finds none in %j and leaves the address bar alone', (hash) => {
		const { location, history, shown } = addressBar(hash);
		expect(takeToken(location, history)).toBeUndefined();
		expect(shown).toEqual([]);
	});
});

test('each kind of link leads to its page', () => {
	expect([linkTo('action', 't'), linkTo('booking', 't'), linkTo('person', 't'), linkTo('viewer', 't')]).toEqual([
		'/a#t',
		'/b#t',
		'/p#t',
		'/c#t',
	]);
});
