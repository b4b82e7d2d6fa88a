/** The notes of the house: who reads them and for how long, who writes them, and what happens when two do at once. */

import type { Day } from '@betzenstein/shared';
import { emailOf, PARTIES } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { reasonOf, refusalIn } from '@betzenstein/testing/house/refusals';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { holderOf } from '../src/links/holder.ts';
import { createServices } from '../src/server.ts';
import { writeNotes } from '../src/services/notes.ts';
import { bookingIn } from './standing.ts';

const TEXT = 'Der Schlüssel hängt am Haken.\nWLAN: https://haus.example/wlan, Fragen an hilfe@example.com';

let house: House;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.close());

const approver = (name: (typeof PARTIES)[number] = 'Cornelia') => house.as.approver(name);

describe('who reads the notes', () => {
	test.each<[string, 'Pending' | 'Confirmed' | 'Denied' | 'Canceled', string, boolean]>([
		['while it is only asked for', 'Pending', '2027-05-01', false],
		['from its confirmation on', 'Confirmed', '2027-03-02', true],
		['on its last day, until midnight in Berlin', 'Confirmed', '2027-05-05T21:59:59Z', true],
		['once its last day is over', 'Confirmed', '2027-05-05T22:00:00Z', false],
		['once it is denied', 'Denied', '2027-05-01', false],
		['once it is canceled', 'Canceled', '2027-05-01', false],
	])('the requester of a stay, %s (%s, %s): %s', async (_, status, instant, reads) => {
		const { holder } = await bookingIn(house, status, { changes: { startDate: '2027-05-01', endDate: '2027-05-05' } });
		await (await approver()).house.setNotes({ text: TEXT, revision: 1 });
		house.travelTo(instant);
		for (const requester of [house.as.caller(holder), await house.as.person('anna@example.com')]) {
			const read = requester.house.notes();
			if (reads) expect((await read).text).toBe(TEXT);
			else expect(await reasonOf(read)).toBe('NOT_FOUND');
		}
	});

	test('a link to one booking reads them for that stay only, whatever else its requester has', async () => {
		const first = await bookingIn(house, 'Confirmed', { changes: { startDate: '2027-05-01', endDate: '2027-05-01' } });
		const second = await bookingIn(house, 'Pending', { changes: { startDate: '2027-05-10', endDate: '2027-05-10' } });
		expect(second.holder.personId).toBe(first.holder.personId);
		expect(await reasonOf(house.as.caller(second.holder).house.notes())).toBe('NOT_FOUND');
		expect((await house.as.caller(first.holder).house.notes()).text).toBe('');
	});

	test('an approver, also one who no longer decides on new requests', async () => {
		await house.sql`update approver set active = false where name = 'Angelika'`;
		expect(await (await approver('Angelika')).house.notes()).toEqual({
			text: '',
			revision: 1,
			updatedAt: null,
			updatedBy: null,
		});
	});
});

describe('writing the notes', () => {
	test('says when and by which party, and counts', async () => {
		const written = await (await approver()).house.setNotes({ text: `  ${TEXT}\r\n `, revision: 1 });
		expect(written).toEqual({ text: TEXT, revision: 2, updatedAt: house.now(), updatedBy: 'Cornelia' });
		expect(await (await approver('Ingeborg')).house.notes()).toEqual(written);
	});

	test('with the same text is no change, and with none there are none', async () => {
		const first = await (await approver()).house.setNotes({ text: TEXT, revision: 1 });
		house.travelTo('2027-03-02');
		expect(await (await approver('Ingeborg')).house.setNotes({ text: TEXT, revision: 2 })).toEqual(first);
		expect(await (await approver('Ingeborg')).house.setNotes({ text: ' \u200b', revision: 2 })).toMatchObject({
			text: '',
			revision: 3,
			updatedBy: 'Ingeborg',
		});
	});

	test.each<[string, string, string | undefined]>([
		['4,000 emoji', '🦇'.repeat(4_000), undefined],
		['4,001 letters', 'a'.repeat(4_001), 'too_long'],
		['a line break, a tab, Hebrew, a link and an address', `${TEXT}\tשלום`, undefined],
		['a control character', 'a\u0000b', 'control_character'],
		['a mark that turns letters round', 'a\u202eb', 'control_character'],
	])('takes text as it is, up to 4,000 characters: %s', async (_, text, issue) => {
		const written = (await approver()).house.setNotes({ text, revision: 1 });
		if (issue === undefined) expect((await written).text).toBe(text);
		else
			expect(await refusalIn(written)).toEqual({
				reason: 'INVALID_INPUT',
				details: { fields: [{ path: 'text', issue }] },
			});
	});

	test.each([1, 3])('on revision %i of 2 is refused, and nothing is lost', async (revision) => {
		await (await approver()).house.setNotes({ text: TEXT, revision: 1 });
		const late = (await approver('Ingeborg')).house.setNotes({ text: 'Anders.', revision });
		expect(await refusalIn(late)).toEqual({ reason: 'STALE_REVISION', details: { revision: 2 } });
		expect((await (await approver()).house.notes()).text).toBe(TEXT);
	});

	test('by several at once, on two instances: one wins, all others are told that it has changed', async () => {
		const other = await createServices(house.config, { clock: house.now });
		for (let revision = 1; revision <= 10; revision++) {
			const tries = await Promise.allSettled(
				[...PARTIES, ...PARTIES].map(async (name, index) =>
					writeNotes(index % 2 ? other : house.services, await house.person(emailOf(name)), {
						text: `${name} ${index} schreibt zum ${revision}. Mal`,
						revision,
					}),
				),
			);
			const won = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
			const lost = tries.flatMap((one) => (one.status === 'rejected' ? [one.reason.refusal] : []));
			expect(won.map((notes) => notes.revision)).toEqual([revision + 1]);
			expect(lost).toEqual(Array(5).fill({ reason: 'STALE_REVISION', details: { revision: revision + 1 } }));
			expect(await (await approver()).house.notes()).toEqual(won[0]);
		}
		await other.db.close();
	});

	test('names the party and no person: an approver who is forgotten leaves the house its notes', async () => {
		const cornelia = await approver();
		const written = await cornelia.house.setNotes({ text: TEXT, revision: 1 });
		await cornelia.access.forgetMe({ confirm: true });
		expect(await (await approver('Ingeborg')).house.notes()).toEqual(written);
	});
});

test('new notes are news to approvers and to whoever has a Confirmed stay before them, and to nobody else', async () => {
	const stay = (email: string, startDate: Day, status: 'Confirmed' | 'Pending') =>
		bookingIn(house, status, { changes: request({ email, startDate, endDate: startDate }) });
	const [past, coming, asked] = [
		await stay('past@example.com', '2027-03-05', 'Confirmed'),
		await stay('coming@example.com', '2027-04-05', 'Confirmed'),
		await stay('asked@example.com', '2027-04-15', 'Pending'),
	];
	house.travelTo('2027-04-01');
	const { db, tokens } = house.services;
	const links = {
		viewer: await house.link.calendar(),
		'a stay that is over': await house.link.person('past@example.com'),
		'the link to it': past.bookingToken,
		'a stay to come': await house.link.person('coming@example.com'),
		'the link to that': coming.bookingToken,
		'a request': await house.link.person('asked@example.com'),
		'the link to the request': asked.bookingToken,
		approver: await house.link.approver('Angelika'),
	};
	const versions = () =>
		Promise.all(
			Object.entries(links).map(async ([who, token]) => {
				const claims = await tokens.verify(token);
				if (claims?.kind === 'feed') throw new Error('A feed has no caller');
				return [who, (await db.read(({ sql }) => holderOf(sql, claims))).version] as const;
			}),
		);
	const before = new Map(await versions());
	await (await approver()).house.setNotes({ text: TEXT, revision: 1 });
	const told = (await versions()).filter(([who, version]) => version !== before.get(who)).map(([who]) => who);
	expect(told).toEqual(['a stay to come', 'the link to that', 'approver']);
});
