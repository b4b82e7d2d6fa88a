import { describe, expect, test } from 'vitest';
import { bookingIn, isForCalendar, linkIn, linkTo, linkToBooking, takeLink } from './token.ts';

const HEADER = 'eyJhbGciOiJIUzI1NiIsImtpZCI6ImsxIn0';
const PAYLOAD = 'eyJhdWQiOiJwZXJzb24iLCJnZW4iOjF9';
const SIGNATURE = 'Zx-9_aBcDeFgHiJkLmNoPqRsTuVwXyZ0123456789-_';
const TOKEN = `${HEADER}.${PAYLOAD}.${SIGNATURE}`;

function addressBar(hash: string) {
	const shown: string[] = [];
	const history = {
		state: null as unknown,
		replaceState(state: unknown, _: string, url?: string | URL | null) {
			this.state = state;
			shown.push(String(url));
		},
	};
	// As a browser gives it: what is no ASCII is percent-encoded, and line breaks are gone.
	return {
		location: { hash: new URL(`https://haus.example/b${hash}`).hash, pathname: '/b', search: '?monat=2027-05' },
		history,
		shown,
	};
}

const taken = (hash: string) => {
	const { location, history } = addressBar(hash);
	return takeLink(location, history)?.token;
};

describe('takeLink', () => {
	test('takes what stands after # and clears the address bar of it at once', () => {
		const { location, history, shown } = addressBar(`#${TOKEN}`);
		expect(takeLink(location, history)).toEqual({ token: TOKEN });
		expect(shown).toEqual(['/b?monat=2027-05']);
	});

	test('finds it again in the tab’s own history, as after loading anew', () => {
		const { location, history, shown } = addressBar(`#${TOKEN}/2027-08-01/2027-08-05`);
		const link = takeLink(location, history);
		expect(takeLink({ ...location, hash: '' }, history)).toEqual(link);
		expect(link?.days).toEqual({ startDate: '2027-08-01', endDate: '2027-08-05' });
		expect(shown).toHaveLength(1);
	});

	test.each([[''], ['#']])('finds none in %j and leaves the address bar alone', (hash) => {
		const { location, history, shown } = addressBar(hash);
		expect(takeLink(location, history)).toBeUndefined();
		expect(shown).toEqual([]);
	});

	test.each([
		['…'],
		['.'],
		['...'],
		[','],
		['>'],
		[')'],
		[').'],
		['"'],
		['“'],
		['*'],
		['%20'],
		['%20Viele%20Gr%C3%BC%C3%9Fe'],
		['%C3'],
		['%'],
		['\u00a0'],
		['\u200b'],
		['\ufeff'],
		['&c=1'],
		['?utm_source=newsletter'],
		['&utm_source=a.b.c'],
		['#oben'],
		['/'],
	])('lets go of %j behind it', (more) => {
		expect(taken(`#${TOKEN}${more}`)).toBe(TOKEN);
	});

	test.each([['%20'], ['\u200b'], ['<'], ['=']])('lets go of %j before it', (more) => {
		expect(taken(`#${more}${TOKEN}`)).toBe(TOKEN);
	});

	test('finds it in a whole link that was pasted behind #', () => {
		expect(taken(`#https://haus.example/p#${TOKEN}`)).toBe(TOKEN);
	});

	test.each([['\r\n'], ['\n '], ['%0A'], ['%0D%0A'], ['%20'], ['=%0D%0A'], ['\u200b'], ['\u00ad'], ['%E2%80%8B']])(
		'puts together what %j cuts in two, in whichever part',
		(cut) => {
			for (const at of [10, HEADER.length, HEADER.length + 1, 50, TOKEN.length - 20, TOKEN.length - 1]) {
				expect(taken(`#${TOKEN.slice(0, at)}${cut}${TOKEN.slice(at)}`)).toBe(TOKEN);
			}
		},
	);

	test('undoes what a program has encoded without need', () => {
		expect(taken(`#${TOKEN.replaceAll('.', '%2E').replaceAll('-', '%2d').replaceAll('_', '%5F')}`)).toBe(TOKEN);
	});

	test('a link that was cut off is passed on as it is, for the server to refuse', () => {
		expect(taken(`#${TOKEN.slice(0, -1)}`)).toBe(TOKEN.slice(0, -1));
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

test('the address of one booking says which, and for whom', () => {
	const url = new URL(linkToBooking('2579de01-feee-4c2a-a94f-93a058bd6865', 't'), 'https://haus.example');
	expect([url.pathname, bookingIn(url.search), url.hash]).toEqual(['/b', '2579de01-feee-4c2a-a94f-93a058bd6865', '#t']);
	expect(bookingIn('')).toBeUndefined();
});

describe('linkIn', () => {
	const days = { startDate: '2027-08-01', endDate: '2027-08-05' };

	test.each([
		[`#${TOKEN}/2027-08-01/2027-08-05`, days],
		[`#${TOKEN}%2F2027-08-01%2F2027-08-05`, days],
		[`#${TOKEN}/2027-08-01/2027-08-05.`, days],
		[`#${TOKEN}`, undefined],
		[`#${TOKEN}/2027-08-01`, undefined],
		[`#${TOKEN}/2027-02-30/2027-08-05`, undefined],
	])('finds in %j the days that the form shall hold, and the token stays as it is', (hash, found) => {
		expect(linkIn(addressBar(hash).location.hash)).toEqual({ token: TOKEN, days: found });
	});

	test.each([[''], ['https://haus.example/c'], [`https://haus.example/c#${TOKEN.slice(0, -1)}`]])(
		'finds none in %j',
		(pasted) => {
			expect(linkIn(pasted)).toBeUndefined();
		},
	);
});

test('the calendar’s token is told from others, and from what is none', () => {
	const withAudience = (aud: string) => `${HEADER}.${btoa(JSON.stringify({ aud, gen: 1 }))}.${SIGNATURE}`;
	expect(['calendar', 'person'].map((aud) => isForCalendar(withAudience(aud)))).toEqual([true, false]);
	expect(['', 'a.b.c', TOKEN].map(isForCalendar)).toEqual([false, false, false]);
});
