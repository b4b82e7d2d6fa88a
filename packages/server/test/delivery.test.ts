/** Mails from the outbox to the provider: accepted once whatever happens on the way (BR-022). */
import { createHmac } from 'node:crypto';
import { isolated } from '@betzenstein/shared';
import { emailOf, PARTIES } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request, serve } from '@betzenstein/testing/house/inProcess';
import { type Fault, type FlakyResend, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Observation } from '../src/metrics/metrics.ts';
import { failedMails, sendAgain } from '../src/outbox/failed.ts';
import { recordMails } from '../src/outbox/record.ts';
import { createServices } from '../src/server.ts';
import { answerLinkRequests } from '../src/services/links.ts';
import { bookingFacts } from './mailExamples.ts';
import { startWorker, type TestWorker, untilSettled } from './testWorker.ts';

let house: House;
let resend: FlakyResend;
let faults: Fault[] = [];
/** Who else's mails meet no fault. */
let faultyTo: string | undefined;
const workers: TestWorker[] = [];
beforeAll(async () => {
	resend = await startFlakyResend(({ to }) =>
		faultyTo === undefined || to === faultyTo ? (faults.shift() ?? 'none') : 'none',
	);
});
afterAll(() => resend.close());
beforeEach(async () => {
	house = await openHouse();
	// The approvers' welcome is not what these tests are about.
	await house.sql`delete from mail`;
	faults = [];
	faultyTo = undefined;
	resend.tries.length = 0;
});
afterEach(async () => {
	await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
	await house.close();
});

function work(timeoutMs = 500): TestWorker {
	const worker = startWorker(house, { url: resend.url, timeoutMs });
	workers.push(worker);
	return worker;
}

/** A worker sends all that waits, and is gone. */
async function deliver(timeoutMs?: number): Promise<TestWorker> {
	const worker = work(timeoutMs);
	await untilSettled(house);
	await worker.stop(1_000);
	return worker;
}

const triesTo = (email: string) => resend.tries.filter(({ mail }) => mail.to === email);

const row = async (id: string) => (await house.sql`select * from mail where id = ${id}`)[0];

/** The mail that goes to this address. */
async function mailTo(email: string): Promise<string> {
	const [found] =
		await house.sql`select m.id from mail m join person p on p.id = m.person_id where p.email = ${email} order by m.created_at desc limit 1`;
	return found?.['id'];
}

const waitSeconds = (seconds: number) =>
	house.travelTo(new Date(house.now().getTime() + seconds * 1_000).toISOString());

describe('a mail is accepted exactly once', () => {
	test.each<[string, Fault[], number]>([
		['at the first try', [], 1],
		['after 429, honouring Retry-After', ['limit'], 2],
		['after 502s', ['break', 'break'], 3],
		['after a hang', ['hang'], 2],
		['when the line was cut after accepting', ['cut'], 2],
		['when the line was cut again and again', ['cut', 'cut', 'hang'], 4],
		['after a wall of HTML in front of the provider', ['wall'], 2],
		['after a key that was not valid for a while', ['deny', 'deny'], 3],
		['after a 200 without an id', ['garble'], 2],
		['after a try that still ran over there', ['busy'], 2],
	])('%s', { timeout: 30_000 }, async (_, scripted, tries) => {
		const before = (await resend.accepted()).length;
		await house.as.viewer.booking.create(request());
		const id = await mailTo('anna@example.com');
		faultyTo = 'anna@example.com';
		faults = [...scripted];
		// Only a scripted silence may use up the time: a slow machine must not add a try.
		await deliver(scripted.includes('hang') ? 2_000 : 15_000);
		expect(triesTo(faultyTo)).toHaveLength(tries);
		// The same text and key every time.
		expect(new Set(triesTo(faultyTo).map(({ mail }) => JSON.stringify(mail))).size).toBe(1);
		expect(await resend.accepted()).toHaveLength(before + 4);
		expect(await row(id)).toMatchObject({ state: 'sent', failure: null });
	});

	test('by three instances at once', async () => {
		const before = (await resend.accepted()).length;
		for (let day = 10; day < 20; day++) {
			await house.as.viewer.booking.create(
				request({ email: `gast${day}@example.com`, startDate: `2027-05-${day}`, endDate: `2027-05-${day}` }),
			);
		}
		for (let count = 0; count < 3; count++) work(20_000);
		await untilSettled(house);
		expect(await resend.accepted()).toHaveLength(before + 40);
		// Nobody tried what another had in hand.
		expect(resend.tries).toHaveLength(40);
	});
});

describe('a mail that cannot arrive', () => {
	test('is not tried again after a refusal, does not hold up others, and shows on the booking', async () => {
		const { booking } = await house.as.viewer.booking.create(request());
		const bad = await mailTo(emailOf('Ingeborg'));
		faultyTo = emailOf('Ingeborg');
		faults = ['refuse'];
		const worker = work();
		await untilSettled(house);
		expect(await row(bad)).toMatchObject({ state: 'failed', failure: 'validation_error' });
		expect(resend.tries).toHaveLength(4);
		expect(worker.said).toEqual([{ message: 'the provider refuses a mail', mailId: bad, code: 'validation_error' }]);
		expect(worker.outcomes.toSorted()).toEqual(['accepted', 'accepted', 'accepted', 'refused']);
		const seen = await (await house.as.person('anna@example.com')).booking.get({ id: booking.id });
		expect(seen.approvals.map(({ party, mailFailed }) => [party, mailFailed])).toEqual([
			['Ingeborg', true],
			['Cornelia', false],
			['Angelika', false],
		]);
	});

	test('and is unknown after 23 hours is given up; the operator sends it again under another key', async () => {
		await house.as.viewer.booking.create(request());
		const id = await mailTo('anna@example.com');
		faultyTo = 'anna@example.com';
		faults = ['hang'];
		const worker = work();
		await vi.waitUntil(async () => (await row(id))?.['first_attempt_at'], { timeout: 10_000 });
		await worker.stop(0);
		waitSeconds(23 * 3_600 + 1);
		const { said, outcomes } = await deliver();
		expect(said).toContainEqual({ mailId: id, message: 'a mail is given up: its fate is unknown' });
		expect(outcomes).toContain('unknown');
		expect(triesTo(faultyTo)).toHaveLength(1);
		expect(await failedMails(house.services)).toMatchObject([{ id, kind: 'Submitted', failure: 'unknown' }]);
		expect(await sendAgain(house.services, [id])).toBe(1);
		await deliver();
		expect(triesTo(faultyTo).map(({ mail }) => mail.idempotencyKey)).toEqual([`mail/${id}`, `mail/${id}/1`]);
		expect(await row(id)).toMatchObject({ state: 'sent', failure: null });
	});

	test('because its person is blocked is never sent', async () => {
		await house.as.viewer.booking.create(request());
		const id = await mailTo('anna@example.com');
		await house.sql`update person set blocked_at = now() where email = 'anna@example.com'`;
		const { said, outcomes } = await deliver();
		expect(said).toContainEqual({ mailId: id, message: 'a mail is given up: its recipient is blocked or forgotten' });
		expect(outcomes).toContain('no_address');
		expect(triesTo('anna@example.com')).toHaveLength(0);
		expect(await row(id)).toMatchObject({ state: 'failed', failure: 'no_address' });
	});

	test('is sent again with all others by one command, unless its person was told something newer of that booking', async () => {
		const { booking } = await house.as.viewer.booking.create(request());
		await house.as.viewer.booking.create(request({ startDate: '2027-06-01', endDate: '2027-06-02' }));
		await house.sql`update mail set state = 'failed', failure = 'unknown'`;
		await (await house.as.approver('Ingeborg')).approval.deny({ bookingId: booking.id, round: 1, comment: 'Nein' });
		await house.sql`update mail set created_at = ${new Date(house.now().getTime() - 31 * 86_400_000)} where person_id = (
			select person_id from approver where name = 'Cornelia')`;
		// Of the second booking all but Cornelia's, which are older than 30 days.
		expect(await sendAgain(house.services, 'all')).toBe(3);
		const again = await house.sql`select distinct booking_id from mail where resends > 0`;
		expect(again.map((one) => one['booking_id'])).not.toContain(booking.id);
	});
});

describe('what is sent', () => {
	test('holds working links, what is stored holds none', async () => {
		const { booking } = await house.as.viewer.booking.create(request());
		const id = await mailTo(emailOf('Ingeborg'));
		await deliver();
		const sent = triesTo(emailOf('Ingeborg'))[0]?.mail;
		const tokens = [...(sent?.text ?? '').matchAll(/https:\/\/haus\.example\/a#(\S+)/g)].map(
			([, token]) => token ?? '',
		);
		const claims = await Promise.all(tokens.map((token) => house.services.tokens.verify(token)));
		expect(claims).toMatchObject([
			{ kind: 'action', action: 'approve', bookingId: booking.id, round: 1 },
			{ kind: 'action', action: 'deny', bookingId: booking.id, round: 1 },
		]);
		const stored = JSON.stringify((await row(id))?.['content']);
		expect(stored).toContain('https://link.invalid/approve/');
		expect(stored).not.toContain('eyJ');
		expect(sent?.html).not.toContain('link.invalid');
		expect(sent).toMatchObject({ replyTo: 'familie@example.com', from: house.config.mail.from });
		expect(JSON.stringify([sent?.html, sent?.text, sent?.subject])).not.toMatch(/[\w.]+@example\.com/);
	});

	test('about days that became free brings the calendar link with these days, and two ways to end it, but no personal link', async () => {
		await house.as.viewer.watch.add({ startDate: '2027-05-02', endDate: '2027-05-03', email: 'neu@example.com' });
		const { booking } = await house.as.viewer.booking.create(request({ firstName: 'Xanthippe' }));
		await (await house.as.person('anna@example.com')).booking.cancel({ id: booking.id });
		await deliver();
		const [sent] = triesTo('neu@example.com').map(({ mail }) => mail);
		const links = [...(sent?.text ?? '').matchAll(/https:\/\/haus\.example\/(\w)#([\w.-]+)(\S*)/g)];
		const claims = links.map(async ([, page, token = '', days]) => [
			page,
			await house.services.tokens.verify(token),
			days,
		]);
		const { personId } = await house.person('neu@example.com');
		expect(await Promise.all(claims)).toEqual([
			['c', { kind: 'calendar', generation: 1 }, '/2027-05-02/2027-05-03'],
			['p', { kind: 'watch', personId, generation: 1 }, ''],
		]);
		const secret = await house.services.tokens.sign({ kind: 'watch', personId, generation: 1 });
		expect(sent?.headers).toMatchObject({
			'List-Unsubscribe': `<${house.services.apiUrl}/watch/${secret}>`,
			'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
		});
		expect(JSON.stringify(sent)).not.toContain('Xanthippe');
	});

	test('greets an approver by the party’s name, whoever reads the rest', async () => {
		await house.as.viewer.booking.create(request());
		await deliver();
		const greetingTo = (email: string) => /^Hallo.*$/m.exec(triesTo(email)[0]?.mail.text ?? '')?.[0];
		expect(PARTIES.map((name) => greetingTo(emailOf(name)))).toEqual(PARTIES.map((name) => `Hallo ${isolated(name)}!`));
		expect(greetingTo('anna@example.com')).toBe('Hallo!');
	});

	test('a digest with more than it shows leads to the page without what opens it', async () => {
		const waiting = Array.from({ length: 12 }, (_, round) => bookingFacts({ round }));
		const { personId } = await house.person(emailOf('Ingeborg'));
		await house.services.db.note(async (unit) =>
			recordMails(unit, house.services, [
				{ kind: 'Digest', personId, facts: { roles: ['approver'], personalLink: false, booking: null, waiting } },
			]),
		);
		await deliver();
		const { text = '', html = '' } = triesTo(emailOf('Ingeborg'))[0]?.mail ?? {};
		expect(text).toContain('Dazu warten noch 4 weitere.');
		expect(text).toMatch(/https:\/\/haus\.example\/p$/m);
		expect(html).toContain('href="https://haus.example/p"');
	});

	test('the personal link goes out with the first submission and not with the second', async () => {
		const personal = async () => {
			await deliver();
			return /https:\/\/haus\.example\/p#/.test(triesTo('anna@example.com').at(-1)?.mail.text ?? '');
		};
		await house.as.viewer.booking.create(request());
		expect(await personal()).toBe(true);
		waitSeconds(1);
		await house.as.viewer.booking.create(request({ startDate: '2027-06-01', endDate: '2027-06-02' }));
		expect(await personal()).toBe(false);
	});

	test('somebody who asks for their link gets the same one again', async () => {
		await house.as.viewer.booking.create(request());
		const link = async () => {
			await deliver();
			return /https:\/\/haus\.example\/p#(\S+)/.exec(triesTo('anna@example.com').at(-1)?.mail.text ?? '')?.[1];
		};
		const first = await link();
		waitSeconds(1);
		await house.as.stranger.access.requestLink({ email: ' ANNA@example.com ' });
		await answerLinkRequests(house.services);
		expect(await link()).toBe(first);
		expect(await house.services.tokens.verify(first ?? '')).toMatchObject({ kind: 'person' });
	});

	test('holds links that work, although they were ended while it waited', async () => {
		await house.as.viewer.booking.create(request());
		faultyTo = 'anna@example.com';
		faults = ['break'];
		const worker = work();
		await vi.waitUntil(() => triesTo('anna@example.com').length === 1, { timeout: 5_000 });
		await (await house.as.person('anna@example.com')).access.rotateLink();
		await untilSettled(house);
		await worker.stop(1_000);
		const tokens = triesTo('anna@example.com').map(({ mail }) => /\/p#(\S+)/.exec(mail.text)?.[1] ?? '');
		const generations = (await Promise.all(tokens.map((token) => house.services.tokens.verify(token)))).map(
			(claims) => claims?.generation,
		);
		// The submission's, the same after the rotation, the rotation's own.
		expect(generations).toEqual([1, 2, 2]);
	});

	test('goes out once, although its links were ended when nobody knew yet that it had', {
		timeout: 30_000,
	}, async () => {
		const acceptedForAnna = async () =>
			(await resend.accepted()).filter(({ to }) => to.includes('anna@example.com')).length;
		const before = await acceptedForAnna();
		await house.as.viewer.booking.create(request());
		const id = await mailTo('anna@example.com');
		faultyTo = 'anna@example.com';
		faults = ['cut', 'break'];
		const worker = work();
		await vi.waitUntil(() => triesTo('anna@example.com').length === 2, { timeout: 10_000 });
		await (await house.as.person('anna@example.com')).access.rotateLink();
		await untilSettled(house);
		await worker.stop(1_000);
		// Its submission, and the new link.
		expect((await acceptedForAnna()) - before).toBe(2);
		expect(await row(id)).toMatchObject({ state: 'sent', provider_id: null });
	});

	test('the last mail to somebody forgotten arrives, and then their address is nowhere', async () => {
		await house.as.viewer.booking.create(request());
		await (await house.as.person('anna@example.com')).access.forgetMe({ confirm: true });
		const [last] = await house.sql`select id from mail where kind = 'Forgotten'`;
		await deliver();
		expect(triesTo('anna@example.com').map(({ mail }) => mail.idempotencyKey)).toEqual([`mail/${last?.['id']}`]);
		expect(await row(last?.['id'])).toMatchObject({ state: 'sent', address: null });
	});
});

describe('POST /webhooks/resend', () => {
	const secret = `whsec_${Buffer.alloc(24, 'webhook').toString('base64')}`;
	let server: Awaited<ReturnType<typeof serve>>;
	let observed: Observation[];
	beforeEach(async () => {
		observed = [];
		server = await serve(house, { webhookSecret: secret, observe: (one) => observed.push(one) });
		await server.start();
	});
	afterEach(() => server.close());

	interface Posting {
		/** Of the event, as the house's clock has it. */
		minutesAgo?: number;
		tamper?: (body: string) => string;
	}

	function post(
		eventId: string,
		type: string,
		emailId: unknown,
		{ minutesAgo = 0, tamper = (body) => body }: Posting = {},
	) {
		const created_at = new Date(house.now().getTime() - minutesAgo * 60_000).toISOString();
		return postRaw(
			eventId,
			JSON.stringify({ type, created_at, data: { email_id: emailId, to: ['anna@example.com'] } }),
			tamper,
		);
	}

	/** Signed as Resend signs. */
	function postRaw(eventId: string, body: string, tamper = (signed: string) => signed, url = server.url) {
		const timestamp = `${Math.floor(Date.now() / 1_000)}`;
		const signature = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
			.update(`${eventId}.${timestamp}.${body}`)
			.digest('base64');
		return fetch(`${url}/webhooks/resend`, {
			method: 'POST',
			body: tamper(body),
			headers: {
				'content-type': 'application/json',
				'svix-id': eventId,
				'svix-timestamp': timestamp,
				'svix-signature': `v1,${signature}`,
			},
		});
	}

	async function sentMail() {
		await house.as.viewer.booking.create(request());
		const id = await mailTo(emailOf('Ingeborg'));
		await deliver();
		return { id, providerId: (await row(id))?.['provider_id'] as string };
	}

	test('a bounce fails the mail, once; the booking shows it', async () => {
		const { id, providerId } = await sentMail();
		expect((await post('e1', 'email.delivered', providerId)).status).toBe(200);
		expect(
			(await house.sql`select delivered_at is not null as arrived from mail where id = ${id}`)[0]?.['arrived'],
		).toBe(true);
		expect((await post('e2', 'email.bounced', providerId)).status).toBe(200);
		expect(await row(id)).toMatchObject({ state: 'failed', failure: 'bounced' });
		await sendAgain(house.services, [id]);
		await deliver();
		// The same event once more says nothing new.
		expect((await post('e2', 'email.bounced', (await row(id))?.['provider_id'])).status).toBe(200);
		expect(await row(id)).toMatchObject({ state: 'sent' });
		expect(observed.filter(({ kind }) => kind === 'mail')).toEqual([{ kind: 'mail', outcome: 'undelivered' }]);
	});

	test('one that comes before we know that the mail was accepted comes again, and is not lost', async () => {
		const { booking } = await house.as.viewer.booking.create(request());
		const id = await mailTo(emailOf('Ingeborg'));
		const before = new Set((await resend.accepted()).map((mail) => mail.id));
		// Accepted, but the answer never arrives; then the provider is away for a while.
		faultyTo = emailOf('Ingeborg');
		faults = ['cut', 'break'];
		const worker = work();
		await vi.waitUntil(() => triesTo(emailOf('Ingeborg')).length === 2, { timeout: 10_000 });
		const accepted = (await resend.accepted()).find(
			(mail) => !before.has(mail.id) && mail.to.includes(emailOf('Ingeborg')),
		);
		const early = await post('early', 'email.bounced', accepted?.id);
		expect([early.status, await early.json()]).toEqual([503, { received: false }]);
		await untilSettled(house);
		await worker.stop(1_000);
		expect(await row(id)).toMatchObject({ state: 'sent', provider_id: accepted?.id });
		expect((await post('early', 'email.bounced', accepted?.id)).status).toBe(200);
		expect(await row(id)).toMatchObject({ state: 'failed', failure: 'bounced' });
		const seen = await (await house.as.person('anna@example.com')).booking.get({ id: booking.id });
		expect(seen.approvals.map(({ mailFailed }) => mailFailed)).toEqual([true, false, false]);
	});

	test('one about a mail of somebody else is asked for again as long as it is young', async () => {
		const status = async (minutesAgo: number) =>
			(await post(`e${minutesAgo}`, 'email.bounced', 'somebody-elses', { minutesAgo })).status;
		expect([await status(0), await status(59), await status(61), await status(3 * 24 * 60)]).toEqual([
			503, 503, 200, 200,
		]);
		expect(await house.sql`select 1 from occasion where key like 'webhook/%'`).toEqual([]);
	});

	test.each([
		['null', 'null'],
		['a number', '42'],
		['nothing', '{}'],
		['data that is null', '{"type":"email.bounced","created_at":"2027-03-01T10:00:00Z","data":null}'],
		['an id that is no text', '{"type":"email.bounced","data":{"email_id":["x"]}}'],
		['an id that no text of the database can hold', '{"type":"email.bounced","data":{"email_id":"a\\u0000b"}}'],
		['an endless id', `{"type":"email.bounced","data":{"email_id":"${'x'.repeat(10_000)}"}}`],
		['no JSON', 'hello'],
		['an event without a time', '{"type":"email.bounced","data":{"email_id":"somebody-elses"}}'],
		['an event of the future', '{"type":"constructor","data":{"email_id":"x"}}'],
	])('signed, and odd: %s', async (_, body) => {
		const { log } = server;
		const said = vi.spyOn(log, 'error');
		const { status } = await postRaw('odd', body);
		expect([200, 400]).toContain(status);
		expect(said).not.toHaveBeenCalled();
	});

	test('while the database is away it is asked for again', async () => {
		const { db } = await createServices({ ...house.config, databaseUrl: 'postgres://nobody@127.0.0.1:9/nothing' });
		const lost = await serve(house, { webhookSecret: secret, services: { ...house.services, db } });
		const said = vi.spyOn(lost.log, 'error');
		const body = JSON.stringify({ type: 'email.bounced', created_at: house.now(), data: { email_id: 'x' } });
		expect((await postRaw('away', body, undefined, lost.url)).status).toBe(503);
		expect(said).not.toHaveBeenCalled();
		await lost.close();
		await db.close();
	});

	test('a wrong signature, a changed body and a mail of somebody else change nothing', async () => {
		const { id, providerId } = await sentMail();
		expect(
			(await post('e1', 'email.bounced', providerId, { tamper: (body) => body.replace('bounced', 'bounced ') })).status,
		).toBe(401);
		expect((await fetch(`${server.url}/webhooks/resend`, { method: 'POST', body: '{}' })).status).toBe(401);
		expect((await post('e3', 'email.bounced', 'somebody-elses', { minutesAgo: 120 })).status).toBe(200);
		expect((await post('e4', 'email.opened', providerId)).status).toBe(200);
		expect(await row(id)).toMatchObject({ state: 'sent' });
	});

	test('is 404 without a secret', async () => {
		const closed = await serve(house);
		expect((await fetch(`${closed.url}/webhooks/resend`, { method: 'POST', body: '{}' })).status).toBe(404);
		await closed.close();
	});
});

test('every approver and the requester is told of a confirmation', async () => {
	const { booking } = await house.as.viewer.booking.create(request());
	for (const name of PARTIES)
		await (await house.as.approver(name)).approval.approve({ bookingId: booking.id, round: 1 });
	await deliver();
	const confirmed = resend.tries.filter(({ mail }) => mail.attachments.length > 0);
	expect(confirmed.map(({ mail }) => mail.to).sort()).toEqual(['anna@example.com', ...PARTIES.map(emailOf)].sort());
	const ics = Buffer.from(confirmed[0]?.mail.attachments[0]?.content ?? '', 'base64').toString();
	expect(ics).toContain('DTSTART;VALUE=DATE:20270501');
	expect(ics).toContain('DTEND;VALUE=DATE:20270506');
});
