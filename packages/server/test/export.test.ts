/** A person sees everything that is stored about them (domain.md, Keeping and forgetting). */

import type { Day } from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { getTableColumns } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { linkRequest, mail, operatorLog, person, watch } from '../src/db/schema/index.ts';
import { placeholderOf } from '../src/mail/links.ts';
import { sendAgain } from '../src/outbox/failed.ts';
import { forgetOldThings } from '../src/services/due/retention.ts';
import {
	cancelBookings,
	madeWithCalendarLink,
	replaceApprover,
	rotateCalendarLink,
	rotatePerson,
	setBlocked,
} from '../src/services/operator.ts';

const ANNA = 'anna@example.com';
const KARL = 'karl@example.com';

let house: HttpHouse;
beforeEach(async () => {
	house = await openHttpHouse();
});
afterEach(() => house.close());

/** As a viewer, on one day. */
const ask = async (startDate: Day, changes: Parameters<typeof request>[0] = {}) =>
	house.as.viewer.booking.create(request({ startDate, endDate: startDate, ...changes }));

const UNSENT = { sentAt: null, deliveredAt: null, subject: null, text: null };

test('holds everything that is stored about a person, and nothing about others', async () => {
	const first = await ask('2027-05-01', { firstName: 'Anna', description: 'Mit Hund' });
	await ask('2027-05-03', { email: KARL, firstName: 'Karl', description: 'Karls Geheimnis' });
	house.travelTo('2027-03-02');
	const anna = await house.as.person(ANNA);
	const second = await anna.booking.create(
		request({ email: undefined, startDate: '2027-06-01', endDate: '2027-06-02', firstName: 'Änne' }),
	);
	await anna.booking.cancel({ id: second.booking.id, comment: 'Doch nicht.' });
	await (await house.as.approver('Cornelia')).approval.deny({
		bookingId: first.booking.id,
		round: 1,
		comment: 'Da wird gestrichen.',
	});

	const { value, text } = await house.call('access.exportData', { token: await house.link.person(ANNA) });
	const [dayOne, dayTwo] = [new Date('2027-03-01T10:00:00Z'), new Date('2027-03-02T10:00:00Z')];
	const { booking: shownFirst } = { booking: await anna.booking.get({ id: first.booking.id }) };
	const shownSecond = await anna.booking.get({ id: second.booking.id });
	expect(value).toEqual({
		person: {
			email: ANNA,
			firstNames: ['Anna', 'Änne'],
			createdAt: dayOne,
			lastAskedAt: dayTwo,
			linkUsedAt: dayTwo,
			approverOf: null,
		},
		bookings: [shownFirst, shownSecond],
		events: [
			{ bookingId: first.booking.id, at: dayOne, type: 'Submitted', via: 'calendar', comment: null },
			{ bookingId: second.booking.id, at: dayTwo, type: 'Submitted', via: 'person', comment: null },
			{ bookingId: second.booking.id, at: dayTwo, type: 'Canceled', via: 'person', comment: 'Doch nicht.' },
		],
		mails: [
			{ ...UNSENT, kind: 'Submitted', createdAt: dayOne, state: 'queued', bookingId: first.booking.id },
			{ ...UNSENT, kind: 'Submitted', createdAt: dayTwo, state: 'queued', bookingId: second.booking.id },
			{ ...UNSENT, kind: 'Canceled', createdAt: dayTwo, state: 'queued', bookingId: second.booking.id },
			{ ...UNSENT, kind: 'Denied', createdAt: dayTwo, state: 'queued', bookingId: first.booking.id },
		],
		watches: [],
		linkRequests: [],
		operations: [],
	});
	expect(text).not.toMatch(/karl/i);
});

test('holds what an approver decided, on whose booking ever', async () => {
	const { booking } = await ask('2027-05-01');
	await (await house.as.approver('Cornelia')).approval.deny({
		bookingId: booking.id,
		round: 1,
		comment: 'Da wird gestrichen.',
	});
	const { value, text } = await house.call('access.exportData', { token: await house.link.approver('Cornelia') });
	expect(value.person).toMatchObject({ email: emailOf('Cornelia'), approverOf: 'Cornelia', firstNames: [] });
	expect(value.events).toEqual([
		{ bookingId: booking.id, at: house.now(), type: 'Denied', via: 'person', comment: 'Da wird gestrichen.' },
	]);
	expect(value.mails.map(({ kind }: { kind: string }) => kind)).toEqual(['MadeApprover', 'Submitted', 'Denied']);
	expect(text).not.toContain(ANNA);
});

test('holds the text of mails as long as it is stored, with no link in it that works', async () => {
	const { booking } = await ask('2027-05-01', { firstName: 'Anna' });
	const at = house.now();
	const [asked] = await house.sql<{ id: string }[]>`select mail.id from mail join person on person.id = person_id
		where email = ${ANNA} and kind = 'Submitted'`;
	const content = {
		subject: 'Deine Anfrage',
		html: '<p>HTML</p>',
		text: `Hallo Anna! ${placeholderOf({ to: 'booking', bookingId: booking.id })} und ${placeholderOf({ to: 'person' })}`,
		calendar: null,
	};
	await house.sql`update mail set state = 'sent', sent_at = ${at}, delivered_at = ${at},
		content = ${house.sql.json(content)} where id = ${asked?.id ?? ''}`;
	const mailsOf = async () => (await (await house.as.person(ANNA)).access.exportData()).mails;
	const sent = { kind: 'Submitted', createdAt: at, state: 'sent', bookingId: booking.id, sentAt: at, deliveredAt: at };
	expect(await mailsOf()).toEqual([{ ...sent, subject: 'Deine Anfrage', text: 'Hallo Anna! [Link] und [Link]' }]);

	house.travelTo('2027-04-02');
	await forgetOldThings(house.services);
	expect(await mailsOf()).toEqual([{ ...sent, subject: null, text: null }]);
});

test('holds what the operator did to them, their bookings and their mails, and when their link was asked for', async () => {
	const { booking } = await ask('2027-05-01');
	await ask('2027-05-03', { email: KARL });
	for (const email of [ANNA, KARL]) {
		await house.as.stranger.access.requestLink({ email });
		await setBlocked(house.services, email, true);
		await setBlocked(house.services, email, false);
	}
	await rotatePerson(house.services, ANNA);
	await rotateCalendarLink(house.services);
	await replaceApprover(house.services, 'Cornelia', ANNA);
	await house.sql`update mail set state = 'failed', failure = 'unknown'`;
	await sendAgain(house.services, 'all');
	await cancelBookings(
		house.services,
		(await madeWithCalendarLink(house.services, 1)).map(({ id }) => id),
	);

	const about = async (email: string) => {
		const { operations, linkRequests } = await (await house.as.person(email)).access.exportData();
		return { linkRequests, done: operations.map(({ command, bookingId, party }) => [command, bookingId, party]) };
	};
	expect(await about(ANNA)).toEqual({
		linkRequests: [{ at: house.now() }],
		done: [
			['block', null, null],
			['unblock', null, null],
			['rotate-person', null, null],
			['replace-approver', null, 'Cornelia'],
			['send-again', null, null],
			['cancel-leaked', booking.id, null],
		],
	});
	const { done } = await about(KARL);
	expect(done.map(([command]) => command)).toEqual(['block', 'unblock', 'send-again', 'cancel-leaked']);
	expect(done.flat()).not.toContain(booking.id);
});

test('leaves out no column that is about somebody, unless a reason is given here', async () => {
	const OF_THE_MACHINE = 'how a mail was tried, nothing about its reader';
	const LEFT_OUT: Record<string, string> = {
		'person.id': 'named by the links alone',
		'person.generation': 'part of the links',
		'person.blockedAt': 'who is blocked has no link to ask with; the operations tell of it afterwards',
		'mail.id': OF_THE_MACHINE,
		'mail.sequence': 'the order of the list',
		'mail.personId': 'who asks',
		'mail.round': 'stands with the booking',
		'mail.facts': 'the text is written from them, and they go with it',
		'mail.content': 'given as subject and text',
		'mail.linkGeneration': 'part of the links',
		'mail.address': 'only after somebody was forgotten',
		'mail.firstAttemptAt': OF_THE_MACHINE,
		'mail.providerId': OF_THE_MACHINE,
		'mail.failure': 'why it failed, as a code; that it did is the state',
		'mail.dueAt': OF_THE_MACHINE,
		'mail.attempts': OF_THE_MACHINE,
		'mail.resends': 'the operations say when',
		'mail.traceparent': OF_THE_MACHINE,
		'watch.personId': 'who asks',
		'watch.isTyped': 'told at once when it was added',
		'linkRequest.id': OF_THE_MACHINE,
		'linkRequest.email': 'the address that asks',
		'linkRequest.createdAt': 'given as `at`',
		'linkRequest.sent': 'the mail is in the list',
		'operatorLog.sequence': 'the order of the list',
		'operatorLog.personId': 'who asks',
		'operatorLog.detail': 'given as booking or party; ids of mails may be those of others',
	};
	await ask('2027-05-01');
	await house.as.stranger.access.requestLink({ email: ANNA });
	await rotatePerson(house.services, ANNA);
	const anna = await house.as.person(ANNA);
	await anna.watch.add({ startDate: '2027-05-01', endDate: '2027-05-01' });
	const data = await anna.access.exportData();
	const given: Record<string, object | undefined> = {
		person: data.person,
		mail: data.mails[0],
		watch: data.watches[0],
		linkRequest: data.linkRequests[0],
		operatorLog: data.operations[0],
	};
	const stored = Object.entries({ person, mail, watch, linkRequest, operatorLog }).flatMap(([name, table]) =>
		Object.keys(getTableColumns<PgTable>(table))
			.filter((column) => !Object.hasOwn(given[name] ?? {}, column))
			.map((column) => `${name}.${column}`),
	);
	expect(stored.toSorted()).toEqual(Object.keys(LEFT_OUT).toSorted());
});
