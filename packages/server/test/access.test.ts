/**
 * Who may call what: every procedure of the router, called over HTTP by every kind of caller, with the token such a
 * caller holds. What is expected stands in one table; a procedure without a row fails.
 */

import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { addDays } from '@betzenstein/shared';
import { PROCEDURES } from '@betzenstein/testing/house/calls';
import { emailOf, PARTIES } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { dump, restore, stored } from '@betzenstein/testing/house/tables';
import { SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTokens } from '../src/links/tokens.ts';
import { forgetPerson } from '../src/services/forget.ts';
import { rotateLink } from '../src/services/links.ts';
import { rotateCalendarLink, setBlocked } from '../src/services/operator.ts';

const TABLE = `
                     stranger viewer requester person approver unasked own-booking other-booking own-action other-action watch ended bad
house.info           ok       ok     ok        ok     ok       ok      ok          ok            ok         ok           ok    ended bad
house.shares         link     ok     ok        ok     ok       ok      role        role          role       role         role  ended bad
house.notes          link     role   ok        404    ok       ok      ok          404           role       role         role  ended bad
house.setNotes       link     role   role      role   ok       ok      role        role          role       role         role  ended bad
calendar.range       link     ok     ok        ok     ok       ok      role        role          role       role         role  ended bad
booking.create       link     ok     ok        ok     ok       ok      role        role          role       role         role  ended bad
booking.get          link     role   ok        404    ok       404     ok          404           ok         404          role  ended bad
booking.mine         link     role   ok        ok     ok       ok      role        role          role       role         role  ended bad
booking.edit         link     role   ok        404    role     404     ok          404           role       role         role  ended bad
booking.cancel       link     role   ok        404    role     404     ok          404           role       role         role  ended bad
booking.reopen       link     role   ok        404    role     404     ok          404           role       role         role  ended bad
approval.approve     link     role   role      role   ok       404     role        role          role       role         role  ended bad
approval.deny        link     role   role      role   ok       404     role        role          role       role         role  ended bad
approval.outstanding link     role   role      role   ok       ok      role        role          role       role         role  ended bad
approval.history     link     role   role      role   ok       ok      role        role          role       role         role  ended bad
action.preview       link     role   role      role   role     role    role        role          ok         ok           role  ended bad
action.perform       link     role   role      role   role     role    role        role          ok         ok           role  ended bad
access.whoAmI        ok       ok     ok        ok     ok       ok      ok          ok            ok         ok           ok    ended bad
access.feed          link     ok     ok        ok     ok       ok      role        role          role       role         role  ended bad
access.requestLink   ok       ok     ok        ok     ok       ok      ok          ok            ok         ok           ok    ok    ok
access.rotateLink    link     role   ok        ok     ok       ok      role        role          role       role         role  ended bad
access.exportData    link     role   ok        ok     ok       ok      role        role          role       role         role  ended bad
access.forgetMe      link     role   ok        ok     ok       ok      role        role          role       role         role  ended bad
live.changes         link     ok     ok        ok     ok       ok      ok          ok            role       role         role  ended bad
watch.add            link     ok     ok        ok     ok       ok      role        role          role       role         role  ended bad
watch.mine           link     role   ok        ok     ok       ok      role        role          role       role         ok    ended bad
watch.remove         link     role   ok        ok     ok       ok      role        role          role       role         ok    ended bad
`;

const MARKS = {
	ok: 'ok',
	link: 'LINK_REQUIRED',
	role: 'ROLE_REQUIRED',
	'404': 'NOT_FOUND',
	ended: 'LINK_ENDED',
	bad: 'LINK_INVALID',
} as const;
type Expected = (typeof MARKS)[keyof typeof MARKS];

const [HEAD = [], ...ROWS] = TABLE.trim()
	.split('\n')
	.map((line) => line.trim().split(/ +/));
const EXPECTED = new Map(
	ROWS.map(([path = '', ...marks]) => [path, new Map(marks.map((mark, index) => [HEAD[index], expectedOf(mark)]))]),
);

function expectedOf(mark: string): Expected {
	if (!(mark in MARKS)) throw new Error(`The table holds ${mark}`);
	return MARKS[mark as keyof typeof MARKS];
}

/** An approver of the house who was not asked about the scene's bookings. */
const UNASKED = 'Otto';
const KEY = (name: string) => ({ kid: name, secret: new Uint8Array(Buffer.alloc(32, `${name} key`)) });
const [SIGNING, PREVIOUS, FOREIGN] = [KEY('test'), KEY('previous'), KEY('foreign')];

let house: HttpHouse;
let scene: Scene;
let asPrepared: Record<string, string[]>;
let atFirst: Record<string, string[]>;
let everySigner: Record<'current' | 'previous' | 'foreign' | 'impostor', Awaited<ReturnType<typeof createTokens>>>;
beforeAll(async () => {
	const parties = ['Ingeborg', 'Cornelia', 'Angelika', UNASKED].map((name) => ({
		name,
		color: '#C1DBE3',
		email: emailOf(name),
	}));
	const linkKeys = [SIGNING, PREVIOUS].map(({ kid, secret }) => `${kid}:${Buffer.from(secret).toString('base64')}`);
	house = await openHttpHouse({
		env: { APPROVERS: JSON.stringify(parties), LINK_KEYS: linkKeys.join(',') },
	});
	everySigner = {
		current: house.services.tokens,
		previous: await createTokens([PREVIOUS]),
		foreign: await createTokens([FOREIGN]),
		impostor: await createTokens([{ ...FOREIGN, kid: SIGNING.kid }]),
	};
	scene = await prepareScene();
	asPrepared = await dump(house.sql);
	atFirst = await stored(house.sql);
});
afterAll(() => house.close());

/** A person as far as their links go. */
interface Holder {
	email: string;
	personId: string;
	generation: number;
}

/**
 * Two requesters with Pending bookings, one of whom has a Denied and a Confirmed one too, an approver who was asked and one who was not, and people
 * whose links are dead.
 */
interface Scene {
	requester: Holder;
	pending: string;
	denied: string;
	confirmed: string;
	other: Holder;
	othersPending: string;
	guest: Holder;
	approver: Holder;
	unasked: Holder;
	blocked: Holder;
	blockedBooking: string;
	forgotten: Holder;
	forgottenBooking: string;
	/** What each of those who may watch days watches, by their id. */
	watches: Record<string, string>;
}

async function prepareScene(): Promise<Scene> {
	let days = 0;
	const ask = async (email: string) => {
		const day = addDays('2027-05-01', days++);
		return (await house.as.viewer.booking.create(request({ email, startDate: day, endDate: day }))).booking.id;
	};
	const holder = async (email: string): Promise<Holder> => {
		return { email, ...(await house.link.holder(email)) };
	};
	const bookings = {
		pending: await ask('anna@example.com'),
		denied: await ask('anna@example.com'),
		confirmed: await ask('anna@example.com'),
		othersPending: await ask('karl@example.com'),
		blockedBooking: await ask('bert@example.com'),
		forgottenBooking: await ask('frieda@example.com'),
	};
	await house.sql`delete from approval where party = ${UNASKED}`;
	await (await house.as.approver('Ingeborg')).approval.deny({
		bookingId: bookings.denied,
		round: 1,
		comment: 'Da wird gestrichen.',
	});
	for (const name of PARTIES)
		await (await house.as.approver(name)).approval.approve({ bookingId: bookings.confirmed, round: 1 });
	// Their first links have ended, so that a link can have ended whose holder is otherwise welcome.
	for (const email of ['anna@example.com', emailOf('Cornelia')])
		await rotateLink(house.services, (await house.person(email)).personId);
	await rotateCalendarLink(house.services);
	const [blocked, forgotten] = [await holder('bert@example.com'), await holder('frieda@example.com')];
	await setBlocked(house.services, blocked.email, true);
	await forgetPerson(house.services, await house.person('frieda@example.com'));
	const people = {
		requester: await holder('anna@example.com'),
		other: await holder('karl@example.com'),
		guest: await holder('gustav@example.com'),
		approver: await holder(emailOf('Cornelia')),
		unasked: await holder(emailOf(UNASKED)),
	};
	const watches: Record<string, string> = {};
	for (const { email, personId } of Object.values(people)) {
		const watching = await house.as.person(email);
		const { watch } = await watching.watch.add({ startDate: '2027-05-01', endDate: '2027-05-03' });
		watches[personId] = watch?.id ?? '';
	}
	return { ...bookings, ...people, watches, blocked, forgotten };
}

/** The booking that a call is about: the Pending one, unless only another one lets them do it. */
const targetOf = (scene: Scene, path: string): string =>
	path === 'booking.reopen' ? scene.denied : path === 'house.notes' ? scene.confirmed : scene.pending;

/** What they are called with; `holder` is the person behind the link, if there is one. */
const INPUTS: Record<string, (scene: Scene, target: string, caller: Caller, holder: string) => unknown> = {
	'house.shares': () => ({ year: 2027 }),
	'house.setNotes': () => ({ text: 'Der Schlüssel hängt am Haken.', revision: 1 }),
	'calendar.range': () => ({ from: '2027-05-01', to: '2027-05-31' }),
	'booking.create': (_, _target, { column }) => {
		const { email, ...rest } = request({ startDate: '2027-06-01', endDate: '2027-06-02', email: 'neu@example.com' });
		return column === 'viewer' ? { ...rest, email } : rest;
	},
	'booking.get': (_, id) => ({ id }),
	'booking.edit': (_, id) => ({ id, revision: 1, changes: { partySize: 7 } }),
	'booking.cancel': (_, id) => ({ id }),
	'booking.reopen': (_, id) => ({ id, revision: 2 }),
	'approval.approve': (_, bookingId) => ({ bookingId, round: 1 }),
	'approval.deny': (_, bookingId) => ({ bookingId, round: 1, comment: 'Da wird gestrichen.' }),
	'watch.add': (_, _target, { column }) => ({
		startDate: '2027-07-01',
		endDate: '2027-07-02',
		...(column === 'viewer' && { email: 'neu@example.com' }),
	}),
	'watch.remove': ({ watches }, _target, _caller, holder) => ({ id: watches[holder] ?? randomUUID() }),
	'access.requestLink': ({ requester }) => ({ email: requester.email }),
	'access.forgetMe': () => ({ confirm: true }),
};

interface Caller {
	who: string;
	/** Of the table. */
	column: string;
	/** The value of `Authorization`, if they send one. */
	authorization(scene: Scene, target: string): Promise<string | undefined>;
}

type Signer = keyof typeof everySigner;
const bearer = (token: Promise<string>) => token.then((text) => `Bearer ${text}`);
const personLink = (holder: Holder, { signer = 'current' as Signer, older = 0 } = {}) =>
	bearer(
		everySigner[signer].sign({ kind: 'person', personId: holder.personId, generation: holder.generation - older }),
	);
const bookingLink = (holder: Holder, bookingId: string, { signer = 'current' as Signer, older = 0 } = {}) =>
	bearer(
		everySigner[signer].sign({
			kind: 'booking',
			personId: holder.personId,
			bookingId,
			generation: holder.generation - older,
		}),
	);
const actionLink = (holder: Holder, bookingId: string, { signer = 'current' as Signer, older = 0 } = {}) =>
	bearer(
		everySigner[signer].sign({
			kind: 'action',
			personId: holder.personId,
			bookingId,
			action: 'approve',
			round: 1,
			generation: holder.generation - older,
		}),
	);
const watchLink = ({ personId, generation }: Holder, { older = 0 } = {}) =>
	bearer(everySigner.current.sign({ kind: 'watch', personId, generation: generation - older }));
const calendarLink = (generation: number, signer: Signer = 'current') =>
	bearer(everySigner[signer].sign({ kind: 'calendar', generation }));

/** A token of the requester, taken apart and put together in another way. */
async function forged(
	scene: Scene,
	forge: (header: string, payload: string, signature: string) => string,
): Promise<string> {
	const [header = '', payload = '', signature = ''] = (await personLink(scene.requester)).split('.');
	return forge(header, payload, signature);
}
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signedHere = (payload: Record<string, unknown>) =>
	bearer(new SignJWT(payload).setProtectedHeader({ alg: 'HS256', kid: SIGNING.kid }).sign(SIGNING.secret));

const caller = (column: string, who: string, authorization: Caller['authorization']): Caller => ({
	who,
	column,
	authorization,
});

const CALLERS: Caller[] = [
	caller('stranger', 'a stranger', async () => undefined),
	caller('viewer', 'a viewer', () => calendarLink(2)),
	caller('viewer', 'a viewer whose link the previous key signed', () => calendarLink(2, 'previous')),
	caller('requester', 'the requester', (scene) => personLink(scene.requester)),
	caller('requester', 'the requester, whose link the previous key signed', (scene) =>
		personLink(scene.requester, { signer: 'previous' }),
	),
	caller('person', 'a person with other bookings', (scene) => personLink(scene.other)),
	caller('person', 'a person without bookings', (scene) => personLink(scene.guest)),
	caller('approver', 'an approver', (scene) => personLink(scene.approver)),
	caller('unasked', 'an approver who was not asked', (scene) => personLink(scene.unasked)),
	caller('own-booking', 'the link to the booking', (scene, target) => bookingLink(scene.requester, target)),
	caller('own-booking', 'the link to the booking, signed by the previous key', (scene, target) =>
		bookingLink(scene.requester, target, { signer: 'previous' }),
	),
	caller('other-booking', 'the link to a booking of somebody else', (scene) =>
		bookingLink(scene.other, scene.othersPending),
	),
	caller('other-booking', 'the link to another booking of the same person', (scene, target) =>
		bookingLink(scene.requester, target === scene.pending ? scene.denied : scene.pending),
	),
	caller('other-booking', 'a link to the booking for somebody who did not ask for it', (scene, target) =>
		bookingLink(scene.other, target),
	),
	caller('own-action', 'an action link for the booking', (scene, target) => actionLink(scene.approver, target)),
	caller('own-action', 'an action link for the booking, signed by the previous key', (scene, target) =>
		actionLink(scene.approver, target, { signer: 'previous' }),
	),
	caller('other-action', 'an action link for another booking', (scene) =>
		actionLink(scene.approver, scene.othersPending),
	),
	caller('watch', 'the link that ends what the requester watches', (scene) => watchLink(scene.requester)),
	caller('ended', 'the same of somebody who rotated', (scene) => watchLink(scene.requester, { older: 1 })),
	caller('ended', 'the same of a blocked person', (scene) => watchLink(scene.blocked)),
	caller('ended', 'the same of somebody forgotten', (scene) => watchLink(scene.forgotten)),
	caller('ended', 'the calendar link before it was rotated', () => calendarLink(1)),
	caller('ended', 'a personal link that was rotated', (scene) => personLink(scene.requester, { older: 1 })),
	caller('ended', 'a booking link of somebody who rotated', (scene, target) =>
		bookingLink(scene.requester, target, { older: 1 }),
	),
	caller('ended', 'an action link of somebody who rotated', (scene, target) =>
		actionLink(scene.approver, target, { older: 1 }),
	),
	caller('ended', 'a personal link of a later generation', (scene) => personLink(scene.requester, { older: -1 })),
	caller('ended', 'a blocked person', (scene) => personLink(scene.blocked)),
	caller('ended', 'the booking link of a blocked person', (scene) => bookingLink(scene.blocked, scene.blockedBooking)),
	caller('ended', 'an action link of a blocked person', (scene) => actionLink(scene.blocked, scene.pending)),
	caller('ended', 'somebody who asked to be forgotten', (scene) => personLink(scene.forgotten)),
	caller('ended', 'the booking link of somebody forgotten', (scene) =>
		bookingLink(scene.forgotten, scene.forgottenBooking),
	),
	caller('ended', 'the next link of somebody forgotten', (scene) => personLink(scene.forgotten, { older: -1 })),
	caller('ended', 'a person who never was', () => personLink({ email: '', personId: randomUUID(), generation: 1 })),
	caller('bad', 'a link signed by an unknown key', (scene) => personLink(scene.requester, { signer: 'foreign' })),
	caller('bad', 'a link signed by an unknown key under a known name', (scene) =>
		personLink(scene.requester, { signer: 'impostor' }),
	),
	caller('bad', 'a link without a signature (alg none)', async (scene) => {
		const { personId, generation } = scene.requester;
		return `Bearer ${new UnsecuredJWT({ aud: 'person', sub: personId, gen: generation }).encode()}`;
	}),
	caller('bad', 'a link that says alg none and names the key', (scene) =>
		forged(scene, (_, payload) => `Bearer ${base64({ alg: 'none', kid: SIGNING.kid })}.${payload}.`),
	),
	caller('bad', 'a link with another person put in', (scene) =>
		forged(scene, (header, _, signature) => {
			const { personId, generation } = scene.approver;
			return `${header}.${base64({ aud: 'person', sub: personId, gen: generation })}.${signature}`;
		}),
	),
	caller('bad', 'a link with another generation put in', (scene) =>
		forged(scene, (header, _, signature) => {
			const { personId, generation } = scene.requester;
			return `${header}.${base64({ aud: 'person', sub: personId, gen: generation + 1 })}.${signature}`;
		}),
	),
	caller('bad', 'a link with a changed signature', (scene) =>
		forged(
			scene,
			(header, payload, signature) =>
				`${header}.${payload}.${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`,
		),
	),
	caller('bad', 'a link for another audience', (scene) =>
		signedHere({ aud: 'admin', sub: scene.requester.personId, gen: scene.requester.generation }),
	),
	caller('bad', 'a link for two audiences', (scene) =>
		signedHere({ aud: ['person', 'calendar'], sub: scene.requester.personId, gen: scene.requester.generation }),
	),
	caller('bad', 'a link without an audience', (scene) =>
		signedHere({ sub: scene.requester.personId, gen: scene.requester.generation }),
	),
	caller('bad', 'a link that names a role of its own', (scene) =>
		signedHere({
			aud: 'person',
			sub: scene.requester.personId,
			gen: scene.requester.generation,
			approverOf: 'Cornelia',
		}),
	),
	caller('bad', 'a token under another scheme', async (scene) =>
		(await personLink(scene.requester)).replace('Bearer', 'Basic'),
	),
	caller('bad', 'something that is no token', async () => 'Bearer Ingeborg'),
];

test('every procedure has a row, every kind of caller a column, and no row or column is left over', () => {
	expect([...EXPECTED.keys()].toSorted()).toEqual(PROCEDURES.map(({ path }) => path).toSorted());
	expect(HEAD.toSorted()).toEqual([...new Set(CALLERS.map(({ column }) => column))].toSorted());
	for (const row of EXPECTED.values()) expect([...row.keys()]).toEqual(HEAD);
});

describe.each(PROCEDURES)('$path', ({ path, type }) => {
	test.each(CALLERS.map((one) => ({ ...one, expected: EXPECTED.get(path)?.get(one.column) })))(
		'$who: $expected',
		async (one) => {
			const target = targetOf(scene, path);
			const authorization = await one.authorization(scene, target);
			const claims = await house.services.tokens.verify(authorization?.slice('Bearer '.length) ?? '');
			const holder = claims && 'personId' in claims ? (claims.personId ?? '') : '';
			const input = INPUTS[path]?.(scene, target, one, holder);
			const { outcome } = await house.call(path, {
				input,
				headers: authorization === undefined ? {} : { authorization },
			});
			const hasChanged = !isDeepStrictEqual(await stored(house.sql), atFirst);
			if (hasChanged) await restore(house.sql, asPrepared);

			expect(outcome).toBe(one.expected);
			// What is refused changes nothing.
			expect(hasChanged).toBe(type === 'mutation' && one.expected === 'ok');
		},
	);
});
