/** Typing an address, guessing an id or reading what is shown makes nobody somebody else. */

import { createHash, randomUUID } from 'node:crypto';
import { addDays, type Day, type TimelineEvent } from '@betzenstein/shared';
import { type Answer, callAt, PROCEDURES } from '@betzenstein/testing/house/calls';
import { emailOf, PARTIES } from '@betzenstein/testing/house/environment';
import { type House, type HttpHouse, openHttpHouse, request, serve } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Sql, Unit } from '../src/db/client.ts';
import type { Services } from '../src/deps.ts';
import { syncApprovers } from '../src/services/approvers.ts';
import { replaceApprover } from '../src/services/operator.ts';

let house: HttpHouse;
beforeAll(async () => {
	house = await openHttpHouse({ env: { LIMIT_HORIZON_MONTHS: '60' } });
});
afterAll(() => house.close());

let asked = 0;
/** Days of their own, and somebody new unless an address is given. */
const ask = (changes: Parameters<typeof request>[0] = {}) => {
	const startDate = addDays('2027-04-01', 2 * asked++);
	return request({ email: `gast${asked}@example.com`, startDate, endDate: startDate, ...changes });
};

/** Every string in a value, however deep. */
const stringsIn = (value: unknown): string[] =>
	typeof value === 'string'
		? [value]
		: typeof value === 'object' && value !== null
			? Object.values(value).flatMap(stringsIn)
			: [];

const tokensIn = async (value: unknown) =>
	(await Promise.all(stringsIn(value).map((text) => house.services.tokens.verify(text)))).filter(
		(claims) => claims !== undefined,
	);

interface MailRow {
	kind: string;
	email: string;
	roles: string[];
}
const mailsAbout = (bookingId: string) =>
	house.sql<MailRow[]>`select kind, email, facts -> 'roles' as roles from mail join person on person.id = mail.person_id
		where booking_id = ${bookingId} order by mail.created_at, email`;

const types = (timeline: TimelineEvent[]) => timeline.map(({ type }) => type);
const answers = ({ approvals }: { approvals: { party: string; decision: string }[] }) =>
	Object.fromEntries(approvals.map(({ party, decision }) => [party, decision]));

describe('an approver’s address typed into the form', () => {
	test('approves nothing, and asks her like the others, in one mail that knows both her roles', async () => {
		const { value } = await house.call('booking.create', {
			input: ask({ email: emailOf('Cornelia') }),
			token: await house.link.calendar(),
		});
		expect(value.booking.status).toBe('Pending');
		expect(answers(value.booking)).toEqual({ Ingeborg: 'NoResponse', Cornelia: 'NoResponse', Angelika: 'NoResponse' });
		expect(types(value.booking.timeline)).toEqual(['Submitted']);
		expect(value.booking.availableActions).toEqual(['edit', 'cancel']);
		expect(await mailsAbout(value.booking.id)).toEqual([
			{ kind: 'Submitted', email: 'angelika@example.com', roles: ['approver'] },
			{ kind: 'Submitted', email: 'cornelia@example.com', roles: ['requester', 'approver'] },
			{ kind: 'Submitted', email: 'ingeborg@example.com', roles: ['approver'] },
		]);
	});

	test('her own personal link does approve: the test above would notice', async () => {
		const { value } = await house.call('booking.create', {
			input: ask({ email: emailOf('Cornelia') }),
			token: await house.link.approver('Cornelia'),
		});
		expect(answers(value.booking)).toEqual({ Ingeborg: 'NoResponse', Cornelia: 'Approved', Angelika: 'NoResponse' });
		expect(await mailsAbout(value.booking.id)).toContainEqual({
			kind: 'Submitted',
			email: 'cornelia@example.com',
			roles: ['requester'],
		});
	});

	test('the booking link it brings approves nothing, not even when it resets all approvals', async () => {
		const { value: created } = await house.call('booking.create', {
			input: ask({ email: emailOf('Cornelia') }),
			token: await house.link.calendar(),
		});
		const { booking, bookingToken: token } = created;
		const approve = await house.call('approval.approve', { input: { bookingId: booking.id, round: 1 }, token });
		expect(approve.outcome).toBe('ROLE_REQUIRED');
		const later = ask().startDate;
		const { value: moved } = await house.call('booking.edit', {
			input: { id: booking.id, revision: 1, changes: { startDate: later, endDate: later } },
			token,
		});
		expect(types(moved.timeline)).toEqual(['Submitted', 'DatesMoved']);
		expect(answers(moved)).toEqual({ Ingeborg: 'NoResponse', Cornelia: 'NoResponse', Angelika: 'NoResponse' });
	});
});

describe('somebody’s address typed into the form', () => {
	test('opens none of their bookings and nothing of theirs', async () => {
		const email = 'anna@example.com';
		const anna = await house.link.person(email);
		const { value: hers } = await house.call('booking.create', { input: ask({ email }), token: anna });
		const { value: typed } = await house.call('booking.create', {
			input: ask({ email }),
			token: await house.link.calendar(),
		});
		const id = hers.booking.id;
		const token = typed.bookingToken;
		expect((await house.call('booking.get', { input: { id: typed.booking.id }, token })).outcome).toBe('ok');

		const tries: Record<string, unknown> = {
			'booking.get': { id },
			'booking.edit': { id, revision: 1, changes: { partySize: 1 } },
			'booking.cancel': { id },
			'booking.reopen': { id, revision: 1 },
			'booking.mine': {},
			'access.exportData': undefined,
			'access.rotateLink': undefined,
			'access.forgetMe': { confirm: true },
		};
		const outcomes = Object.entries(tries).map(async ([path, input]) => [
			path,
			(await house.call(path, { input, token })).outcome,
		]);
		expect(Object.fromEntries(await Promise.all(outcomes))).toEqual({
			'booking.get': 'NOT_FOUND',
			'booking.edit': 'NOT_FOUND',
			'booking.cancel': 'NOT_FOUND',
			'booking.reopen': 'NOT_FOUND',
			'booking.mine': 'ROLE_REQUIRED',
			'access.exportData': 'ROLE_REQUIRED',
			'access.rotateLink': 'ROLE_REQUIRED',
			'access.forgetMe': 'ROLE_REQUIRED',
		});
	});

	test('is refused to a person who is somebody else', async () => {
		const token = await house.link.person('karl@example.com');
		const answer = await house.call('booking.create', { input: ask({ email: 'anna@example.com' }), token });
		expect([answer.outcome, answer.details]).toEqual([
			'INVALID_INPUT',
			{ fields: [{ path: 'email', issue: 'not_yours' }] },
		]);
	});

	test.each([
		['a viewer', 'otto@example.com', () => house.link.calendar()],
		['the person', 'otto@example.com', () => house.link.person('otto@example.com')],
		['an approver', emailOf('Ingeborg'), () => house.link.approver('Ingeborg')],
	])('creating as %s answers the link to that one booking and no other', async (_, email, link) => {
		const { value } = await house.call('booking.create', { input: ask({ email }), token: await link() });
		const { personId } = await house.person(email);
		expect(await tokensIn(value)).toEqual([{ kind: 'booking', personId, bookingId: value.booking.id, generation: 1 }]);
	});
});

describe('somebody’s create', () => {
	test('cannot be repeated with anything that anybody is shown', async () => {
		const requestKey = randomUUID();
		const input = { ...ask({ firstName: 'Anna', description: 'Mit Hund' }), requestKey };
		const viewer = await house.link.calendar();
		const { value: created } = await house.call('booking.create', { input, token: viewer });
		const id: string = created.booking.id;

		const shown: string[] = [];
		const links = {
			stranger: undefined,
			viewer,
			requester: await house.link.person(input.email ?? ''),
			booking: created.bookingToken,
			approver: await house.link.approver('Angelika'),
			action: await house.link.action('Angelika', id, 'approve'),
		};
		const inputs: Record<string, unknown> = {
			'booking.get': { id },
			'calendar.range': { from: input.startDate, to: input.endDate },
			// Refused with what is in the way.
			'booking.create': { ...input, email: undefined },
			'booking.edit': { id, revision: 1, changes: { partySize: 2 } },
			'booking.reopen': { id, revision: 1 },
			'approval.approve': { bookingId: id, round: 9 },
			'approval.deny': { bookingId: id, round: 9 },
		};
		const harmless = PROCEDURES.filter(
			({ path }) => !['booking.cancel', 'access.forgetMe', 'access.rotateLink'].includes(path),
		);
		for (const [kind, token] of Object.entries(links)) {
			for (const { path } of harmless) {
				const answer = await house.call(path, { input: inputs[path], token });
				// Only the booking's own link answers a repeated create with it.
				if (!(kind === 'viewer' && path === 'booking.create'))
					shown.push(answer.text, JSON.stringify([...answer.headers]));
			}
		}
		const sha256 = createHash('sha256').update(requestKey).digest('hex');
		expect(shown.length).toBeGreaterThan(150);
		expect(shown.filter((text) => text.includes(id)).length).toBeGreaterThan(8);
		expect(shown.filter((text) => text.includes(requestKey) || text.includes(sha256))).toEqual([]);

		// What a viewer knows: the content from the calendar, the booking's id, and perhaps the address.
		const repeat = (key: string) =>
			house.call('booking.create', { input: { ...input, requestKey: key }, token: viewer });
		for (const key of [id, randomUUID()]) expect((await repeat(key)).outcome).toBe('DATES_TAKEN');
		const { value: again } = await repeat(requestKey);
		expect([again.booking.id, again.bookingToken]).toEqual([id, created.bookingToken]);
	});

	test('cannot be repeated by another caller who has its key, nor with another content', async () => {
		const requestKey = randomUUID();
		const input = { ...ask(), requestKey };
		await house.call('booking.create', { input, token: await house.link.calendar() });
		const { email: _, ...content } = input;
		const tries = [
			{ input: content, token: await house.link.person('karl@example.com') },
			{ input, token: await house.link.person(input.email ?? '') },
			{ input: { ...input, partySize: 9 }, token: await house.link.calendar() },
			{ input: { ...input, email: 'karl@example.com' }, token: await house.link.calendar() },
		];
		for (const one of tries) {
			const { outcome, details } = await house.call('booking.create', one);
			expect([outcome, details]).toEqual(['ID_REUSED', {}]);
		}
	});
});

describe('PUBLIC_AVAILABILITY', () => {
	const stays: [Day, Day, 'Pending' | 'Confirmed' | 'Denied' | 'Canceled'][] = [
		['2027-03-01', '2027-03-04', 'Confirmed'],
		['2027-03-05', '2027-03-06', 'Pending'],
		['2027-03-07', '2027-03-07', 'Confirmed'],
		['2027-03-10', '2027-03-12', 'Pending'],
		['2027-03-14', '2027-03-15', 'Denied'],
		['2027-03-17', '2027-03-18', 'Canceled'],
		['2027-03-20', '2027-03-25', 'Confirmed'],
	];

	async function openWith(env: Record<string, string>) {
		const open = await openHttpHouse({ env });
		for (const [startDate, endDate, status] of stays) {
			const email = `${startDate}@example.com`;
			const { booking } = await open.as.viewer.booking.create(request({ email, startDate, endDate }));
			const decision = { bookingId: booking.id, round: 1 };
			const approvers = await Promise.all(PARTIES.map(open.as.approver));
			if (status === 'Confirmed') for (const approver of approvers) await approver.approval.approve(decision);
			if (status === 'Denied') await approvers[0]?.approval.deny({ ...decision, comment: 'Nein.' });
			if (status === 'Canceled') await (await open.as.person(email)).booking.cancel({ id: booking.id });
		}
		expect((await open.sql`select status from booking order by start_date`).map((row) => row['status'])).toEqual(
			stays.map(([, , status]) => status),
		);
		// The first two have begun.
		open.travelTo('2027-03-03');
		return open;
	}

	test('shows a stranger which days from today on are taken, adjoining stays as one, and nothing else', async () => {
		const open = await openWith({ PUBLIC_AVAILABILITY: 'true' });
		const [first] = await open.sql`select id from booking limit 1`;
		const seen = { input: { from: '2027-02-20', to: '2027-03-22' } };
		const { text, value } = await open.call('calendar.range', seen);
		expect(value.entries).toEqual([
			{ detail: 'busy', startDate: '2027-03-03', endDate: '2027-03-07' },
			{ detail: 'busy', startDate: '2027-03-10', endDate: '2027-03-12' },
			{ detail: 'busy', startDate: '2027-03-20', endDate: '2027-03-22' },
		]);
		for (const token of [
			await open.link.booking(first?.['id']),
			await open.link.action('Ingeborg', first?.['id'], 'approve'),
		]) {
			expect((await open.call('calendar.range', { ...seen, token })).text).toBe(text);
		}
		const full = await open.call('calendar.range', { ...seen, token: await open.link.calendar() });
		expect(full.value.entries).toHaveLength(5);
		await open.close();
	});

	test('is off by default', async () => {
		const closed = await openWith({});
		const { outcome, text } = await closed.call('calendar.range', { input: { from: '2027-03-01', to: '2027-03-31' } });
		expect(outcome).toBe('LINK_REQUIRED');
		expect(text).not.toContain('2027-03');
		await closed.close();
	});
});

describe('a booking that may not be seen answers byte for byte like one that does not exist', () => {
	const INPUTS: Record<string, (id: string) => unknown> = {
		'booking.get': (id) => ({ id }),
		'booking.edit': (id) => ({ id, revision: 1, changes: { startDate: '2030-01-01', endDate: '2030-01-02' } }),
		'booking.cancel': (id) => ({ id, comment: 'Wir können nicht.' }),
		'booking.reopen': (id) => ({ id, revision: 1 }),
		'approval.approve': (id) => ({ bookingId: id, round: 1 }),
		'approval.deny': (id) => ({ bookingId: id, round: 1, comment: 'Nein.', acknowledgeConfirmed: true }),
	};

	/** All that a caller can compare, but the clock. Both calls name the same request id, so that it cannot differ. */
	function bytesOf({ status, headers, text }: Answer): unknown {
		return { status, headers: [...headers].filter(([name]) => name !== 'date'), text };
	}

	let bookings: { pending: string; denied: string; canceled: string; confirmed: string; mine: string };
	let links: Record<string, () => Promise<string | undefined>>;
	let hidden: HttpHouse;
	beforeAll(async () => {
		hidden = await openHttpHouse();
		const make = async (startDate: Day, email: string) =>
			(await hidden.as.viewer.booking.create(request({ email, startDate, endDate: startDate }))).booking.id;
		bookings = {
			pending: await make('2027-05-01', 'anna@example.com'),
			denied: await make('2027-05-03', 'anna@example.com'),
			canceled: await make('2027-05-05', 'anna@example.com'),
			confirmed: await make('2027-05-07', 'anna@example.com'),
			mine: await make('2027-05-09', 'karl@example.com'),
		};
		const anna = await hidden.as.person('anna@example.com');
		await anna.booking.cancel({ id: bookings.canceled });
		await (await hidden.as.approver('Ingeborg')).approval.deny({
			bookingId: bookings.denied,
			round: 1,
			comment: 'Nein.',
		});
		for (const party of PARTIES) {
			await (await hidden.as.approver(party)).approval.approve({ bookingId: bookings.confirmed, round: 1 });
		}
		// One more approver, whom these bookings do not know; and Angelika's party is somebody else's now.
		await syncApprovers(hidden.services, [
			...hidden.config.approvers,
			{ name: 'Otto', color: '#C1DBE3', email: emailOf('Otto') },
		]);
		await replaceApprover(hidden.services, 'Angelika', 'neu@example.com');
		links = {
			'a stranger': async () => undefined,
			'a viewer': hidden.link.calendar,
			'a person with another booking': () => hidden.link.person('karl@example.com'),
			'a person without bookings': () => hidden.link.person('gustav@example.com'),
			'the link to another booking': () => hidden.link.booking(bookings.mine),
			'an action link for another booking': () => hidden.link.action('Cornelia', bookings.mine, 'approve'),
			'an approver who was not asked': () => hidden.link.person(emailOf('Otto')),
			'somebody who was an approver': () => hidden.link.approver('Angelika'),
			'an approver': () => hidden.link.approver('Cornelia'),
		};
	});
	afterAll(() => hidden.close());

	const HIDDEN: [string, (keyof typeof bookings)[]][] = [
		['a stranger', ['pending', 'denied', 'canceled', 'confirmed']],
		['a viewer', ['pending', 'denied', 'canceled', 'confirmed']],
		['a person with another booking', ['pending', 'denied', 'canceled', 'confirmed']],
		['a person without bookings', ['pending', 'denied', 'canceled', 'confirmed']],
		['the link to another booking', ['pending', 'denied', 'canceled', 'confirmed']],
		['an action link for another booking', ['pending', 'denied', 'canceled', 'confirmed']],
		['an approver who was not asked', ['pending', 'denied', 'canceled', 'confirmed']],
		['somebody who was an approver', ['pending', 'denied', 'canceled', 'confirmed']],
		['an approver', ['canceled']],
	];
	const CASES = HIDDEN.flatMap(([who, which]) =>
		which.flatMap((booking) => Object.keys(INPUTS).map((path) => ({ who, booking, path }))),
	);

	test.each(CASES)('to $who: $path of a $booking one', async ({ who, booking, path }) => {
		const call = async (id: string) =>
			hidden.call(path, {
				input: INPUTS[path]?.(id),
				token: await links[who]?.(),
				headers: { 'x-request-id': 'the-same' },
			});
		const missing = await call(randomUUID());
		expect(bytesOf(await call(bookings[booking]))).toEqual(bytesOf(missing));
		expect(['NOT_FOUND', 'ROLE_REQUIRED', 'LINK_REQUIRED']).toContain(missing.outcome);
	});

	test('the cases above meet NOT_FOUND, and the same calls do something for who may make them', async () => {
		const outcome = async (path: string, id: string, token: string | undefined) =>
			(await hidden.call(path, { input: INPUTS[path]?.(id), token })).outcome;
		const person = await links['a person with another booking']?.();
		const unasked = await links['an approver who was not asked']?.();
		for (const path of ['booking.get', 'booking.edit', 'booking.cancel', 'booking.reopen']) {
			expect(await outcome(path, bookings.pending, person)).toBe('NOT_FOUND');
		}
		for (const path of ['approval.approve', 'approval.deny'])
			expect(await outcome(path, bookings.pending, unasked)).toBe('NOT_FOUND');
		const [anna, cornelia] = [await hidden.link.person('anna@example.com'), await hidden.link.approver('Cornelia')];
		expect(await outcome('booking.get', bookings.canceled, anna)).toBe('ok');
		expect(await outcome('booking.reopen', bookings.denied, anna)).not.toBe('NOT_FOUND');
		expect(await outcome('booking.edit', bookings.pending, anna)).not.toBe('NOT_FOUND');
		expect(await outcome('approval.approve', bookings.pending, cornelia)).toBe('ok');
		expect(await outcome('approval.deny', bookings.pending, cornelia)).toBe('ok');
	});
});

describe('outputs hold what their schemas name and nothing else', () => {
	test('every procedure has an output schema, and no part of any lets unknown keys through', () => {
		for (const { path, output } of PROCEDURES) {
			expect(output, path).toBeInstanceOf(z.ZodType);
			expect(openPartsOf(output as z.ZodType), path).toEqual([]);
		}
	});

	test('a schema that does would be noticed', () => {
		const loose = z.object({
			items: z.array(z.looseObject({ id: z.string() }).optional()),
			more: z.record(z.string(), z.unknown()),
		});
		expect(openPartsOf(loose)).toEqual(['loose object', 'record']);
	});

	test('a column that is new in the database, or in what a service answers, is in no answer', async () => {
		const tainted = await openHttpHouse();
		const leaky = await serve({ ...tainted, services: leaking(tainted.services) } as House);
		await leaky.start();
		await tainted.sql`alter table booking add column secret text default 'leaked'`;
		const link = tainted.link;
		const call = (path: string, input: unknown, token: string | undefined) => callAt(leaky.url, path, { input, token });

		const created = await call('booking.create', request(), await link.calendar());
		const { id } = created.value.booking;
		const [anna, ingeborg, approve] = [
			await link.person('anna@example.com'),
			await link.approver('Ingeborg'),
			await link.action('Cornelia', id, 'approve'),
		];
		const watched = await call('watch.add', { startDate: '2027-06-01', endDate: '2027-06-02' }, anna);
		const called: Record<string, Answer> = {
			'booking.create': created,
			'house.info': await call('house.info', undefined, undefined),
			'house.shares': await call('house.shares', { year: 2027 }, anna),
			'house.notes': await call('house.notes', undefined, ingeborg),
			'house.setNotes': await call('house.setNotes', { text: 'Der Schlüssel hängt.', revision: 1 }, ingeborg),
			'calendar.range': await call('calendar.range', { from: '2027-05-01', to: '2027-05-31' }, anna),
			'booking.get': await call('booking.get', { id }, anna),
			'booking.mine': await call('booking.mine', {}, anna),
			'booking.edit': await call('booking.edit', { id, revision: 1, changes: { endDate: '2027-05-04' } }, anna),
			'approval.outstanding': await call('approval.outstanding', {}, ingeborg),
			'approval.approve': await call('approval.approve', { bookingId: id, round: 1 }, ingeborg),
			'action.preview': await call('action.preview', undefined, approve),
			'action.perform': await call('action.perform', {}, approve),
			'approval.deny': await call('approval.deny', { bookingId: id, round: 1, comment: 'Nein.' }, ingeborg),
			'approval.history': await call('approval.history', {}, ingeborg),
			'booking.reopen': await call('booking.reopen', { id, revision: 5 }, anna),
			'booking.cancel': await call('booking.cancel', { id }, anna),
			'watch.add': watched,
			'watch.mine': await call('watch.mine', undefined, anna),
			'watch.remove': await call('watch.remove', { id: watched.value.watch.id }, anna),
			'access.whoAmI': await call('access.whoAmI', undefined, anna),
			'access.feed': await call('access.feed', undefined, anna),
			'access.requestLink': await call('access.requestLink', { email: 'anna@example.com' }, undefined),
			'access.exportData': await call('access.exportData', undefined, anna),
			'live.changes': await call('live.changes', undefined, anna),
			'access.rotateLink': await call('access.rotateLink', undefined, anna),
			'access.forgetMe': await call('access.forgetMe', { confirm: true }, await link.person('anna@example.com')),
		};
		expect(Object.keys(called).toSorted()).toEqual(PROCEDURES.map(({ path }) => path).toSorted());
		for (const [path, { outcome, text }] of Object.entries(called)) {
			expect([path, outcome]).toEqual([path, 'ok']);
			expect(text).not.toContain('leaked');
		}
		await leaky.close();
		await tainted.close();
	});
});

/** Services that answer more than they should, at every depth. */
function leaking(services: Services): Services {
	const { db, house: settings } = services;
	return {
		...services,
		house: { ...settings, parties: settings.parties.map(leak) },
		db: {
			...db,
			read: async (work) => leak(await db.read(work)),
			snapshot: async (work) => leak(await db.snapshot(work)),
			write: async <L, T>(
				...steps: [(unit: Unit) => Promise<T>] | [(sql: Sql) => Promise<L>, (unit: Unit, loaded: L) => Promise<T>]
			) => leak(await (steps.length === 1 ? db.write(...steps) : db.write(...steps))),
			note: async (work) => leak(await db.note(work)),
		},
	};
}

function leak<T>(value: T): T {
	if (Array.isArray(value)) return value.map(leak) as T;
	if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
	return {
		...Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, leak(inner)])),
		secret: 'leaked',
	} as T;
}

/** The parts of a schema that let through what they do not name. */
function openPartsOf(schema: z.core.$ZodType): string[] {
	const { def } = (schema as z.core.$ZodTypes)._zod;
	switch (def.type) {
		case 'object':
			return [...(def.catchall ? ['loose object'] : []), ...Object.values(def.shape).flatMap(openPartsOf)];
		case 'array':
			return openPartsOf(def.element);
		case 'optional':
		case 'nullable':
			return openPartsOf(def.innerType);
		case 'union':
			return def.options.flatMap(openPartsOf);
		case 'string':
		case 'number':
		case 'boolean':
		case 'date':
		case 'enum':
		case 'literal':
			return [];
		default:
			return [def.type];
	}
}
