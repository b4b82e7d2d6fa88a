/**
 * The links' tokens: signed, deterministic (no issue time, no expiry: a link is the same each time it is sent), and
 * silent about their holder except for opaque ids (BR-010). Whether one is still good is looked up in the database
 * (`holder.ts`).
 */
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';

/** What a token says. `generation` is its holder's, or the house's for the calendar link. */
export type Claims =
	| { kind: 'calendar'; generation: number }
	| { kind: 'person'; personId: string; generation: number }
	| { kind: 'booking'; personId: string; bookingId: string; generation: number }
	| {
			kind: 'action';
			personId: string;
			bookingId: string;
			action: 'approve' | 'deny';
			round: number;
			generation: number;
	  }
	| { kind: 'watch'; personId: string; generation: number }
	| Feed;

/** The secret of a calendar feed. It opens that feed and nothing else, as long as the link lives that it belongs to. */
export interface Feed {
	kind: 'feed';
	/** Whose; the house's without. */
	personId?: string;
	/** Of the link that it belongs to. */
	generation: number;
}

export interface Tokens {
	sign(claims: Claims): Promise<string>;
	/** undefined for anything that is not one of our tokens. */
	verify(token: string): Promise<Claims | undefined>;
}

/** A signing key by its id; `secret` has at least 32 bytes. */
export interface LinkKey {
	kid: string;
	secret: Uint8Array<ArrayBuffer>;
}

// The kind is the audience, so that a token of one kind can never pass for another.
const counter = z.number().int().min(1);
const CLAIMS = z.discriminatedUnion('aud', [
	z.strictObject({ aud: z.literal('calendar'), gen: counter }),
	z.strictObject({ aud: z.literal('person'), sub: z.uuid(), gen: counter }),
	z.strictObject({ aud: z.literal('booking'), sub: z.uuid(), bid: z.uuid(), gen: counter }),
	z.strictObject({
		aud: z.literal('action'),
		sub: z.uuid(),
		bid: z.uuid(),
		act: z.enum(['approve', 'deny']),
		rnd: counter,
		gen: counter,
	}),
	z.strictObject({ aud: z.literal('watch'), sub: z.uuid(), gen: counter }),
	z.strictObject({ aud: z.literal('feed'), sub: z.uuid().exactOptional(), gen: counter }),
]);
const AUDIENCES = CLAIMS.options.map((option) => option.shape.aud.value);

/** How many verified tokens are kept: more than a house has links in use. */
const REMEMBERED = 1_000;

/** The first key signs, all of them verify. */
export async function createTokens(keys: readonly [LinkKey, ...LinkKey[]]): Promise<Tokens> {
	const algorithm = { name: 'HMAC', hash: 'SHA-256' };
	const imported = new Map<string, CryptoKey>();
	for (const { kid, secret } of keys) {
		imported.set(kid, await crypto.subtle.importKey('raw', secret, algorithm, false, ['sign', 'verify']));
	}
	// A token's claims never change; whether it is still good is looked up elsewhere, each time.
	const verified = new LRUCache<string, Claims>({ max: REMEMBERED });
	const signingKid = keys[0].kid;
	const signingKey = keyOf(signingKid);

	function keyOf(kid: string | undefined): CryptoKey {
		const key = imported.get(kid ?? '');
		if (!key) throw new errors.JWKSNoMatchingKey();
		return key;
	}

	return {
		sign: (claims) =>
			new SignJWT(toPayload(claims)).setProtectedHeader({ alg: 'HS256', kid: signingKid }).sign(signingKey),
		verify: async (token) => {
			const known = verified.get(token);
			if (known) return known;
			try {
				const { payload } = await jwtVerify(token, (header) => keyOf(header.kid), {
					algorithms: ['HS256'],
					audience: AUDIENCES,
				});
				const parsed = CLAIMS.safeParse(payload);
				if (!parsed.success) return undefined;
				const claims = fromPayload(parsed.data);
				verified.set(token, claims);
				return claims;
			} catch (error) {
				if (error instanceof errors.JOSEError) return undefined;
				throw error;
			}
		},
	};
}

function toPayload(claims: Claims): z.infer<typeof CLAIMS> {
	const gen = claims.generation;
	switch (claims.kind) {
		case 'calendar':
			return { aud: 'calendar', gen };
		case 'person':
		case 'watch':
			return { aud: claims.kind, sub: claims.personId, gen };
		case 'booking':
			return { aud: 'booking', sub: claims.personId, bid: claims.bookingId, gen };
		case 'action':
			return { aud: 'action', sub: claims.personId, bid: claims.bookingId, act: claims.action, rnd: claims.round, gen };
		case 'feed':
			return { aud: 'feed', ...(claims.personId !== undefined && { sub: claims.personId }), gen };
	}
}

function fromPayload(payload: z.infer<typeof CLAIMS>): Claims {
	const generation = payload.gen;
	switch (payload.aud) {
		case 'calendar':
			return { kind: 'calendar', generation };
		case 'person':
		case 'watch':
			return { kind: payload.aud, personId: payload.sub, generation };
		case 'booking':
			return { kind: 'booking', personId: payload.sub, bookingId: payload.bid, generation };
		case 'action':
			return {
				kind: 'action',
				personId: payload.sub,
				bookingId: payload.bid,
				action: payload.act,
				round: payload.rnd,
				generation,
			};
		case 'feed':
			return { kind: 'feed', ...(payload.sub !== undefined && { personId: payload.sub }), generation };
	}
}
