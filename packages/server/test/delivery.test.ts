/** Mails from the outbox to the provider: accepted once whatever happens on the way (BR-022). */
import { createHmac } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Fault, type FlakyResend, startFlakyResend } from '../../../dev/proof/flakyResend.ts';
import { deliverMail } from '../src/mail/deliver.ts';
import { createResend } from '../src/mail/provider.ts';
import { answerLinkRequests } from '../src/services/access/link.ts';
import { failedMails, sendAgain, wakeWaitingMails } from '../src/services/outbox.ts';
import { createTestHouse, emailOf, PARTIES, request, type TestHouse } from './testHouse.ts';
import { serve } from './testServer.ts';

let house: TestHouse;
let resend: FlakyResend;
let faults: Fault[] = [];
beforeAll(async () => {
	resend = await startFlakyResend(() => faults.shift() ?? 'none');
});
afterAll(() => resend.close());
beforeEach(async () => {
	house = await createTestHouse();
	// The approvers' welcome is not what these tests are about.
	await house.sql`delete from mail`;
	faults = [];
	resend.tries.length = 0;
});
afterEach(() => house.close());

/** As one instance delivers; each instance has a provider of its own. */
const deliverer = (leaseSeconds = 5) => {
	const provider = createResend({
		...house.config.mail,
		baseUrl: resend.url,
		replyTo: 'familie@example.com',
		timeoutMs: 300,
		leaseSeconds,
	});
	return (id: string) => deliverMail({ services: house.services, provider, webUrl: 'https://haus.example' }, id);
};

async function queued(): Promise<string[]> {
	return (await house.sql`select id from mail where state = 'queued' order by created_at, id`).map((row) => row['id']);
}

const row = async (id: string) => (await house.sql`select state, failure, provider_id, address, content from mail where id = ${id}`)[0];

/** The mail that goes to this address. */
async function mailTo(email: string): Promise<string> {
	const [found] =
		await house.sql`select m.id from mail m join person p on p.id = m.person_id where p.email = ${email} order by m.created_at desc limit 1`;
	return found?.['id'];
}

const waitSeconds = (seconds: number) => house.travelTo(new Date(house.now().getTime() + seconds * 1_000).toISOString());

describe('a mail is accepted exactly once', () => {
	test.each<[string, Fault[], number]>([
		['at the first try', [], 1],
		['after 429, honouring Retry-After', ['limit'], 2],
		['after 502s', ['break', 'break'], 3],
		['after a hang', ['hang'], 2],
		['when the line was cut after accepting', ['cut'], 2],
		['when the line was cut again and again', ['cut', 'cut', 'hang', 'break'], 5],
	])('%s', async (_, scripted, tries) => {
		const before = (await resend.accepted()).length;
		await house.as.viewer.booking.create(request());
		const id = await mailTo('anna@example.com');
		faults = [...scripted];
		const deliver = deliverer();
		let outcome = await deliver(id);
		for (let wait = 0; outcome === 'again' && wait < 10; wait++) {
			waitSeconds(2);
			outcome = await deliver(id);
		}
		expect(outcome).toBe('done');
		expect(resend.tries).toHaveLength(tries);
		// The same text and key every time.
		expect(new Set(resend.tries.map(({ mail }) => JSON.stringify(mail))).size).toBe(1);
		expect(await resend.accepted()).toHaveLength(before + 1);
		expect(await row(id)).toMatchObject({ state: 'sent', failure: null });
		expect(await deliver(id)).toBe('done');
		expect(resend.tries).toHaveLength(tries);
	});

	test('by two instances at once', async () => {
		const before = (await resend.accepted()).length;
		await house.as.viewer.booking.create(request());
		const id = await mailTo('anna@example.com');
		const results = await Promise.all([deliverer()(id), deliverer()(id)]);
		expect(results).toContain('done');
		await deliverer()(id);
		expect(await resend.accepted()).toHaveLength(before + 1);
		expect(new Set(resend.tries.map(({ mail }) => JSON.stringify(mail))).size).toBe(1);
	});

	test('with Retry-After observed for all mails alike, however many wait', async () => {
		await house.as.viewer.booking.create(request());
		faults = ['limit'];
		const deliver = deliverer();
		const ids = await queued();
		const askedAt = Date.now();
		expect(await deliver(ids[0] as string)).toBe('done');
		expect(await Promise.all(ids.map(deliver))).toEqual(ids.map(() => 'done'));
		expect(resend.tries).toHaveLength(ids.length + 1);
		expect(Date.now() - askedAt).toBeGreaterThan(990);
	});

	test('put back when the pause asked for is longer than the work on a mail may last', async () => {
		await house.as.viewer.booking.create(request());
		faults = ['limit'];
		const deliver = deliverer(1);
		const [first, second] = (await queued()) as [string, string];
		expect(await deliver(first)).toBe('again');
		expect(await deliver(second)).toBe('again');
		expect(resend.tries).toHaveLength(1);
	});
});

describe('a mail that cannot arrive', () => {
	test('is not tried again after a refusal, does not hold up others, and shows on the booking', async () => {
		const { booking } = await house.as.viewer.booking.create(request());
		const bad = await mailTo(emailOf('Ingeborg'));
		faults = ['refuse'];
		const deliver = deliverer();
		expect(await deliver(bad)).toBe('done');
		for (const id of await queued()) expect(await deliver(id)).toBe('done');
		expect(await row(bad)).toMatchObject({ state: 'failed', failure: 'validation_error' });
		expect(resend.tries).toHaveLength(4);
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
		faults = ['hang'];
		expect(await deliverer()(id)).toBe('again');
		waitSeconds(23 * 3_600 + 1);
		expect(await deliverer()(id)).toBe('done');
		expect(resend.tries).toHaveLength(1);
		expect(await failedMails(house.services)).toMatchObject([{ id, kind: 'Submitted', failure: 'unknown' }]);
		expect(await sendAgain(house.services, [id])).toBe(1);
		expect(await deliverer()(id)).toBe('done');
		expect(resend.tries.map(({ mail }) => mail.idempotencyKey)).toEqual([`mail/${id}`, `mail/${id}/1`]);
		expect(await row(id)).toMatchObject({ state: 'sent', failure: null });
	});

	test('because its person is blocked is never sent', async () => {
		await house.as.viewer.booking.create(request());
		const id = await mailTo('anna@example.com');
		await house.sql`update person set blocked_at = now() where email = 'anna@example.com'`;
		expect(await deliverer()(id)).toBe('done');
		expect(resend.tries).toHaveLength(0);
		expect(await row(id)).toMatchObject({ state: 'failed', failure: 'no_address' });
	});
});

describe('what is sent', () => {
	test('holds working links, what is stored holds none', async () => {
		const { booking } = await house.as.viewer.booking.create(request());
		const id = await mailTo(emailOf('Ingeborg'));
		await deliverer()(id);
		const sent = resend.tries[0]?.mail;
		const tokens = [...(sent?.text ?? '').matchAll(/https:\/\/haus\.example\/a#(\S+)/g)].map(([, token]) => token ?? '');
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

	test('the personal link goes out with the first submission and not with the second', async () => {
		const personal = async () => {
			const id = await mailTo('anna@example.com');
			await deliverer()(id);
			return /https:\/\/haus\.example\/p#/.test(resend.tries.at(-1)?.mail.text ?? '');
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
			await deliverer()(await mailTo('anna@example.com'));
			return /https:\/\/haus\.example\/p#(\S+)/.exec(resend.tries.at(-1)?.mail.text ?? '')?.[1];
		};
		const first = await link();
		waitSeconds(1);
		await house.as.stranger.access.requestLink({ email: ' ANNA@example.com ' });
		await answerLinkRequests(house.services);
		expect(await link()).toBe(first);
		expect(await house.services.tokens.verify(first ?? '')).toMatchObject({ kind: 'person' });
	});

	test('the last mail to somebody forgotten arrives, and then their address is nowhere', async () => {
		await house.as.viewer.booking.create(request());
		await (await house.as.person('anna@example.com')).access.forgetMe({ confirm: true });
		const [last] = await house.sql`select id from mail where kind = 'Forgotten'`;
		expect(await deliverer()(last?.['id'])).toBe('done');
		expect(resend.tries.at(-1)?.mail.to).toBe('anna@example.com');
		expect(await row(last?.['id'])).toMatchObject({ state: 'sent', address: null });
	});
});

test('the sweep wakes what lost its job, and nothing else', async () => {
	const woken: string[] = [];
	house.services.queue = { mails: async (_, ids) => void woken.push(...ids), tick: async () => {} };
	await house.as.viewer.booking.create(request());
	expect(woken).toHaveLength(4);
	woken.length = 0;
	expect(await wakeWaitingMails(house.services)).toBe(0);
	waitSeconds(61);
	const sent = await mailTo('anna@example.com');
	await deliverer()(sent);
	expect(await wakeWaitingMails(house.services)).toBe(3);
	expect(woken).not.toContain(sent);
});

describe('POST /webhooks/resend', () => {
	const secret = `whsec_${Buffer.alloc(24, 'webhook').toString('base64')}`;
	let server: Awaited<ReturnType<typeof serve>>;
	beforeEach(async () => {
		server = await serve(house, { webhookSecret: secret });
		await server.start();
	});
	afterEach(() => server.close());

	function post(eventId: string, type: string, emailId: string, tamper = (body: string) => body) {
		const body = JSON.stringify({ type, created_at: new Date().toISOString(), data: { email_id: emailId } });
		const timestamp = `${Math.floor(Date.now() / 1_000)}`;
		const signature = createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
			.update(`${eventId}.${timestamp}.${body}`)
			.digest('base64');
		return fetch(`${server.url}/webhooks/resend`, {
			method: 'POST',
			body: tamper(body),
			headers: { 'content-type': 'application/json', 'svix-id': eventId, 'svix-timestamp': timestamp, 'svix-signature': `v1,${signature}` },
		});
	}

	async function sentMail() {
		await house.as.viewer.booking.create(request());
		const id = await mailTo(emailOf('Ingeborg'));
		await deliverer()(id);
		return { id, providerId: (await row(id))?.['provider_id'] as string };
	}

	test('a bounce fails the mail, once; the booking shows it', async () => {
		const { id, providerId } = await sentMail();
		expect((await post('e1', 'email.delivered', providerId)).status).toBe(200);
		expect((await house.sql`select delivered_at is not null as arrived from mail where id = ${id}`)[0]?.['arrived']).toBe(true);
		expect((await post('e2', 'email.bounced', providerId)).status).toBe(200);
		expect(await row(id)).toMatchObject({ state: 'failed', failure: 'bounced' });
		await sendAgain(house.services, [id]);
		await deliverer()(id);
		// The same event once more says nothing new.
		expect((await post('e2', 'email.bounced', (await row(id))?.['provider_id'])).status).toBe(200);
		expect(await row(id)).toMatchObject({ state: 'sent' });
	});

	test('a wrong signature, a changed body and a mail of somebody else change nothing', async () => {
		const { id, providerId } = await sentMail();
		expect((await post('e1', 'email.bounced', providerId, (body) => body.replace('bounced', 'bounced '))).status).toBe(401);
		expect((await fetch(`${server.url}/webhooks/resend`, { method: 'POST', body: '{}' })).status).toBe(401);
		expect((await post('e3', 'email.bounced', 'somebody-elses')).status).toBe(200);
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
	for (const name of PARTIES) await (await house.as.approver(name)).approval.approve({ bookingId: booking.id, round: 1 });
	const deliver = deliverer();
	for (const id of await queued()) await deliver(id);
	const confirmed = resend.tries.filter(({ mail }) => mail.attachments.length > 0);
	expect(confirmed.map(({ mail }) => mail.to).sort()).toEqual(['anna@example.com', ...PARTIES.map(emailOf)].sort());
	const ics = Buffer.from(confirmed[0]?.mail.attachments[0]?.content ?? '', 'base64').toString();
	expect(ics).toContain('DTSTART;VALUE=DATE:20270501');
	expect(ics).toContain('DTEND;VALUE=DATE:20270506');
});
