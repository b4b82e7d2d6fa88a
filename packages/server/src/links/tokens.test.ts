import { decodeJwt, SignJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { type Claims, createTokens, type LinkKey } from './tokens.ts';

const key = (kid: string): LinkKey => ({ kid, secret: new Uint8Array(Buffer.alloc(32, kid)) });
const [older, newer, foreign] = [key('older'), key('newer'), key('foreign')];
const personId = '0a4a5d0e-5b7e-4a51-9f4e-3f5c4b1d2e3f';
const bookingId = '1b4a5d0e-5b7e-4a51-9f4e-3f5c4b1d2e3f';

const CLAIMS: Claims[] = [
	{ kind: 'calendar', generation: 1 },
	{ kind: 'person', personId, generation: 2 },
	{ kind: 'booking', personId, bookingId, generation: 2 },
	{ kind: 'action', personId, bookingId, action: 'deny', round: 3, generation: 2 },
	{ kind: 'feed', generation: 1 },
	{ kind: 'feed', personId, generation: 2 },
];

describe.each(CLAIMS)('a $kind token', (claims) => {
	test('says what was signed', async () => {
		const tokens = await createTokens([newer]);
		expect(await tokens.verify(await tokens.sign(claims))).toEqual(claims);
	});

	test('is the same each time, from every instance', async () => {
		const [one, other] = [await createTokens([newer, older]), await createTokens([newer, older])];
		expect(await one.sign(claims)).toBe(await other.sign(claims));
	});

	test('outlives a change of the signing key, and ends with its key', async () => {
		const token = await (await createTokens([older])).sign(claims);
		expect(await (await createTokens([newer, older])).verify(token)).toEqual(claims);
		expect(await (await createTokens([newer])).verify(token)).toBeUndefined();
	});

	test('holds ids and counters, no time, name or address', async () => {
		const payload = decodeJwt(await (await createTokens([newer])).sign(claims));
		expect(Object.keys(payload).filter((name) => !['aud', 'sub', 'bid', 'act', 'rnd', 'gen'].includes(name))).toEqual(
			[],
		);
	});

	test('cannot be changed', async () => {
		const tokens = await createTokens([newer]);
		const [header, payload, signature] = (await tokens.sign(claims)).split('.') as [string, string, string];
		const forged = Buffer.from(JSON.stringify({ ...decodeJwt(`${header}.${payload}.${signature}`), gen: 9 })).toString(
			'base64url',
		);
		expect(await tokens.verify(`${header}.${forged}.${signature}`)).toBeUndefined();
		const flipped = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`;
		expect(await tokens.verify(`${header}.${payload}.${flipped}`)).toBeUndefined();
		const none = Buffer.from(JSON.stringify({ alg: 'none', kid: 'newer' })).toString('base64url');
		expect(await tokens.verify(`${none}.${payload}.`)).toBeUndefined();
	});
});

test.each<[string, Record<string, unknown>, LinkKey]>([
	['of another audience', { aud: 'admin', sub: personId, gen: 1 }, newer],
	['with a claim that is not ours', { aud: 'person', sub: personId, gen: 1, role: 'admin' }, newer],
	['with a part missing', { aud: 'booking', sub: personId, gen: 1 }, newer],
	['of a kind that its claims do not fit', { aud: 'calendar', sub: personId, gen: 1 }, newer],
	['of an unknown key', { aud: 'person', sub: personId, gen: 1 }, foreign],
])('a token %s is none of ours', async (_, payload, { kid, secret }) => {
	const token = await new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid }).sign(secret);
	expect(await (await createTokens([newer])).verify(token)).toBeUndefined();
});

test('garbage is none of ours', async () => {
	const tokens = await createTokens([newer]);
	for (const text of ['', '.', '..', 'a.b.c', 'ä'.repeat(100), `${'x'.repeat(10_000)}.y.z`])
		expect(await tokens.verify(text)).toBeUndefined();
});
