/** The outbox as a queue: order, crashes, a provider that is away, mails that never pass, stopping. */

import { connect, createServer, type Server } from 'node:net';
import type { Day } from '@betzenstein/shared';
import { emailOf, PARTIES, type PartyName, testEnvironment } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { startServerProcess } from '@betzenstein/testing/house/serverProcess';
import { freePort } from '@betzenstein/testing/machine/port';
import {
	ACCEPTING,
	type Fault,
	type FlakyResend,
	type SentMail,
	startFlakyResend,
} from '@betzenstein/testing/mail/flakyResend';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { claimMails, keepTexts, settleMails } from '../src/outbox/claim.ts';
import { startWorker, type TestWorker, untilSettled } from './testWorker.ts';

/** What happens to a try; asked for each. */
let faultFor: (mail: SentMail) => Fault;
let resend: FlakyResend;
beforeAll(async () => {
	resend = await startFlakyResend((mail) => faultFor(mail));
});
afterAll(() => resend.close());

const idOf = ({ idempotencyKey }: SentMail): string => idempotencyKey.split('/')[1] ?? '';

/** A house whose approvers were welcomed long ago. */
async function openWelcomed(): Promise<House> {
	const house = await openHouse();
	await house.sql`delete from mail`;
	return house;
}

async function recorded({ sql }: House): Promise<{ id: string; personId: string; kind: string }[]> {
	return sql`select id, person_id as "personId", kind from mail order by sequence`;
}

/** Mails of this house that were accepted before an earlier one to the same person. */
async function overtaken(house: House): Promise<string[]> {
	const accepted = resend.tries.filter(({ fault }) => ACCEPTING.has(fault)).map(({ mail }) => idOf(mail));
	const places = (await recorded(house)).map(({ id, personId, kind }) => ({
		personId,
		kind,
		place: accepted.indexOf(id),
	}));
	return places.flatMap(({ personId, kind, place }, index) =>
		places.slice(0, index).some((earlier) => earlier.personId === personId && earlier.place > place) ? [kind] : [],
	);
}

/** A booking, and what may happen to it. */
async function ask(house: House) {
	const { booking } = await house.as.viewer.booking.create(request());
	const anna = await house.as.person('anna@example.com');
	const now = async () => anna.booking.get({ id: booking.id });
	const approve = async (party: PartyName) =>
		(await house.as.approver(party)).approval.approve({ bookingId: booking.id, round: (await now()).round });
	const edit = async (startDate: Day, endDate: Day) =>
		anna.booking.edit({ id: booking.id, revision: (await now()).revision, changes: { startDate, endDate } });
	return {
		approve: () => approve('Ingeborg'),
		approveToo: () => approve('Cornelia'),
		confirm: async () => {
			for (const party of PARTIES) await approve(party);
		},
		deny: async () =>
			(await house.as.approver('Angelika')).approval.deny({
				bookingId: booking.id,
				round: (await now()).round,
				comment: 'Nein',
				acknowledgeConfirmed: true,
			}),
		shrink: () => edit('2027-05-02', '2027-05-04'),
		shrinkMore: () => edit('2027-05-03', '2027-05-03'),
		move: () => edit('2027-05-10', '2027-05-12'),
		moveAgain: () => edit('2027-05-20', '2027-05-22'),
		reopen: async () => anna.booking.reopen({ id: booking.id, revision: (await now()).revision }),
		cancel: () => anna.booking.cancel({ id: booking.id, comment: 'Doch nicht' }),
	};
}

type Step = keyof Awaited<ReturnType<typeof ask>> | 'ask';

/** What may follow on what, where somebody is told of both; before it, whatever leads there. */
const FOLLOWS: [before: Step[], first: Step, then: Step[]][] = [
	[[], 'ask', ['approve', 'confirm', 'deny', 'shrink', 'move', 'cancel']],
	[['ask'], 'approve', ['approveToo', 'confirm', 'deny', 'shrink', 'cancel']],
	[['ask'], 'confirm', ['deny', 'cancel']],
	[['ask'], 'deny', ['reopen', 'cancel']],
	[['ask'], 'shrink', ['approve', 'deny', 'shrinkMore', 'cancel']],
	[['ask'], 'move', ['deny', 'moveAgain', 'cancel']],
	[['ask', 'deny'], 'reopen', ['deny', 'move', 'cancel']],
];
const PAIRS = FOLLOWS.flatMap(([before, first, then]) =>
	then.map((second): [Step, Step, Step[]] => [first, second, before]),
);

describe('mails to one person arrive in the order of their causes, whatever the first one meets', () => {
	const failing = new Set<string>();
	beforeAll(() => {
		faultFor = (mail) => (failing.delete(idOf(mail)) ? 'break' : 'none');
	});

	test.concurrent.for(PAIRS)('%s, then %s', { timeout: 60_000 }, async ([first, second, before]) => {
		const house = await openWelcomed();
		let booking: Awaited<ReturnType<typeof ask>> | undefined;
		const play = async (step: Step) => {
			if (step === 'ask') booking = await ask(house);
			else await booking?.[step]();
		};
		for (const step of before) await play(step);
		await house.sql`delete from mail`;
		await play(first);
		const firstIds = (
			await house.sql<{ id: string }[]>`select mail.id from mail join person on person.id = person_id
			where email in ('anna@example.com', ${emailOf('Ingeborg')})`
		).map(({ id }) => id);
		for (const id of firstIds) failing.add(id);
		const worker = startWorker(house, { url: resend.url, timeoutMs: 10_000, leaseSeconds: 60 });
		// The provider has turned one of them away; what follows is recorded before it is tried again.
		await vi.waitUntil(() => firstIds.some((id) => !failing.has(id)), { timeout: 20_000 });
		await play(second);
		await untilSettled(house, 40_000);
		await worker.stop(1_000);
		const persons = (await recorded(house)).map(({ personId }) => personId);
		expect(new Set(persons).size).toBeLessThan(persons.length);
		expect(await overtaken(house)).toEqual([]);
		await house.close();
	});
});

describe('a worker', () => {
	let house: House;
	const workers: TestWorker[] = [];
	beforeEach(async () => {
		house = await openWelcomed();
		resend.tries.length = 0;
		faultFor = () => 'none';
	});
	afterEach(async () => {
		await Promise.all(workers.splice(0).map((worker) => worker.stop(0)));
		await house.close();
	});

	function work(settings: Partial<Parameters<typeof startWorker>[1]> = {}): TestWorker {
		const worker = startWorker(house, { url: resend.url, timeoutMs: 10_000, leaseSeconds: 60, ...settings });
		workers.push(worker);
		return worker;
	}

	/** A day asked for by somebody of their own. */
	const askFor = (day: number) =>
		house.as.viewer.booking.create(
			request({ email: `gast${day}@example.com`, startDate: `2027-06-${day}`, endDate: `2027-06-${day}` }),
		);
	const acceptedIds = () => resend.tries.filter(({ fault }) => ACCEPTING.has(fault)).map(({ mail }) => idOf(mail));
	const waitingBut = (email: string) =>
		house.sql`select 1 from mail join person on person.id = person_id where state = 'queued' and email <> ${email}`;
	const mailsTo = (email: string) =>
		house.sql<{ id: string; state: string; attempts: number; dueInMs: number }[]>`
			select mail.id, state, attempts, extract(epoch from due_at - now())::float8 * 1000 as "dueInMs"
			from mail join person on person.id = person_id where email = ${email} order by sequence`;

	test('is woken by a commit, and not by a rollback', async () => {
		const worker = work();
		await askFor(10);
		await untilSettled(house);
		const wake = vi.fn();
		house.services.queue = { mails: ({ afterCommit }) => afterCommit(wake), tick: () => {} };
		await expect(
			house.as.viewer.booking.create(request({ startDate: '2027-06-10', endDate: '2027-06-11' })),
		).rejects.toThrow();
		await expect(
			house.services.db.note(async (unit) => {
				house.services.queue.mails(unit);
				throw new Error('changed my mind');
			}),
		).rejects.toThrow('changed my mind');
		expect(wake).not.toHaveBeenCalled();
		await house.services.db.note(async (unit) => {
			house.services.queue.mails(unit);
			expect(wake).not.toHaveBeenCalled();
		});
		expect(wake).toHaveBeenCalledOnce();
		expect(worker.isRunning()).toBe(true);
	});

	test('finds by itself what others have recorded, and what came before it', async () => {
		await askFor(10);
		work();
		await untilSettled(house);
		house.services.queue = { mails: () => {}, tick: () => {} };
		await askFor(11);
		await untilSettled(house, 8_000);
	});

	test('sends nothing while it cannot reach the provider but one try now and then, and everything when it can', {
		timeout: 40_000,
	}, async () => {
		const port = await freePort();
		for (let day = 10; day < 18; day++) await askFor(day);
		const worker = work({ url: `http://127.0.0.1:${port}` });
		await vi.waitUntil(() => worker.outcomes.length === 3, { timeout: 10_000 });
		expect(worker.isPaused()).toBe(true);
		expect(worker.said).toEqual([{ message: 'mails wait: the provider takes none', code: 'no_answer' }]);
		// One mail a try, and each time somebody else's.
		const [tried] = await house.sql`select count(*)::int as mails, max(attempts) as most from mail where attempts > 0`;
		expect(tried).toEqual({ mails: 3, most: 1 });
		const door = await openDoor(port, resend.url);
		onTestFinished(() => void door.close());
		await untilSettled(house, 10_000);
		expect(worker.isPaused()).toBe(false);
		expect(worker.said.slice(1)).toEqual([{ message: 'the provider takes mails again' }]);
		expect(resend.tries).toHaveLength(32);
		expect(await overtaken(house)).toEqual([]);
	});

	test('lets a mail that never passes wait, and its person’s later ones, but nobody else’s', {
		timeout: 40_000,
	}, async () => {
		const ingeborg = emailOf('Ingeborg');
		faultFor = ({ to }) => (to === ingeborg ? 'break' : 'none');
		const worker = work();
		for (let day = 10; day < 16; day++) {
			await askFor(day);
			await vi.waitUntil(async () => (await waitingBut(ingeborg)).length === 0, { timeout: 5_000 });
		}
		// Tried three times, and in nobody's hands.
		await vi.waitUntil(
			async () => (await mailsTo(ingeborg)).some(({ attempts, dueInMs }) => attempts >= 3 && dueInMs < 30_000),
			{
				timeout: 15_000,
			},
		);
		const [first, ...later] = await mailsTo(ingeborg);
		expect(first).toMatchObject({ state: 'queued' });
		expect(later.map(({ state, attempts }) => [state, attempts])).toEqual(later.map(() => ['queued', 0]));
		expect(new Set(resend.tries.filter(({ mail }) => mail.to === ingeborg).map(({ mail }) => idOf(mail)))).toEqual(
			new Set([first?.id]),
		);
		expect(worker.isPaused()).toBe(false);
		faultFor = () => 'none';
		await untilSettled(house);
		expect(await overtaken(house)).toEqual([]);
	});

	test('that dies leaves what it had in hand to others for as long as its lease, no longer', {
		timeout: 60_000,
	}, async () => {
		await askFor(10);
		await askFor(11);
		faultFor = () => 'hang';
		const server = await startServerProcess({
			...testEnvironment(house.databaseUrl),
			RESEND_BASE_URL: resend.url,
			MAIL_TIMEOUT_MS: '10000',
			MAIL_LEASE_SECONDS: '4',
		});
		await vi.waitUntil(() => resend.tries.length > 0, { timeout: 10_000 });
		const killedAt = Date.now();
		process.kill(server.pid, 'SIGKILL');
		faultFor = () => 'none';
		const inHand = idOf((resend.tries[0] as { mail: SentMail }).mail);
		work();
		await untilSettled(house);
		expect(Date.now() - killedAt).toBeLessThan(4_000 + 6_000);
		expect(acceptedIds().toSorted()).toEqual((await recorded(house)).map(({ id }) => id).toSorted());
		expect(acceptedIds()).toContain(inHand);
		expect(await overtaken(house)).toEqual([]);
	});

	test('that is stopped finishes what is on its way, and frees the rest at once', async () => {
		await askFor(10);
		work();
		await untilSettled(house);
		await Promise.all(workers.splice(0).map((worker) => worker.stop(1_000)));
		resend.tries.length = 0;
		// All of one person's: one is on its way when it stops, four wait behind it.
		const cornelia = emailOf('Cornelia');
		for (let day = 11; day < 16; day++) await askFor(day);
		await house.sql`delete from mail using person where person.id = person_id and email <> ${cornelia} and state = 'queued'`;
		let answer = () => {};
		const slow = await startSlowDoor(resend.url, new Promise<void>((resolve) => (answer = resolve)));
		onTestFinished(() => void slow.server.close());
		const worker = work({ url: slow.url });
		await vi.waitUntil(() => slow.hasArrived(), { timeout: 5_000 });
		const stopped = worker.stop(5_000);
		expect(worker.isRunning()).toBe(false);
		answer();
		await stopped;
		const states = (await mailsTo(cornelia)).slice(-5);
		expect(states.map(({ state }) => state)).toEqual(['sent', 'queued', 'queued', 'queued', 'queued']);
		expect(states.slice(1).every(({ dueInMs, attempts }) => dueInMs <= 0 && attempts === 0)).toBe(true);
		expect(worker.said).toEqual([]);
	});

	test('that is stopped cuts off what takes too long, and frees it at once', async () => {
		await askFor(10);
		faultFor = () => 'hang';
		const worker = work();
		await vi.waitUntil(() => resend.tries.length > 0, { timeout: 5_000 });
		const begin = Date.now();
		await worker.stop(300);
		expect(Date.now() - begin).toBeLessThan(1_400);
		const waiting = await house.sql`select due_at <= now() as "isDue" from mail where state = 'queued'`;
		expect(waiting.map((row) => row['isDue'])).toEqual([true, true, true, true]);
		expect(worker.said).toEqual([]);
	});
});

describe('a batch', () => {
	let house: House;
	beforeEach(async () => {
		house = await openWelcomed();
		await house.as.viewer.booking.create(request());
	});
	afterEach(() => house.close());

	const claim = (persons = 10, each = 5) =>
		claimMails(house.services.db, { persons, each, leaseSeconds: 60, now: house.now() });
	const rows = () =>
		house.sql`select id, state, failure, content, attempts, due_at > now() as "isLater" from mail order by sequence`;

	test('is nobody else’s for as long as the lease', async () => {
		const inHand = await claim(2);
		expect(inHand.map(({ attempts }) => attempts)).toEqual([1, 1]);
		const others = await claim();
		expect(others.map(({ id }) => id)).not.toContain(inHand[0]?.id);
		expect([...inHand, ...others]).toHaveLength(4);
		expect(await claim()).toEqual([]);
		await house.sql`update mail set due_at = now()`;
		expect((await claim()).map(({ attempts }) => attempts)).toEqual([2, 2, 2, 2]);
	});

	test('holds no later mail of somebody whose first one is in somebody’s hands', async () => {
		await claim();
		await house.as.viewer.booking.create(request({ startDate: '2027-07-01', endDate: '2027-07-02' }));
		expect(await claim()).toEqual([]);
	});

	test('holds of each person the first ones, in order', async () => {
		for (const day of ['2027-07-01', '2027-07-02', '2027-07-03'] as const) {
			await house.as.viewer.booking.create(request({ startDate: day, endDate: day }));
		}
		const ids = (await recorded(house))
			.filter(({ personId }, _, all) => personId === all[0]?.personId)
			.map(({ id }) => id);
		const inHand = (await claim(4, 3)).filter(({ id }) => ids.includes(id));
		expect(inHand.map(({ id }) => id)).toEqual(ids.slice(0, 3));
	});

	test('is found at once, however many mails wait', async () => {
		await house.sql`insert into mail (id, kind, person_id, facts, created_at)
			select gen_random_uuid(), 'Submitted', person_id, '{}', now() from approver, generate_series(1, 10000)`;
		await house.sql`analyze mail`;
		const begin = performance.now();
		expect(await claim()).toHaveLength(16);
		expect(performance.now() - begin).toBeLessThan(1_000);
	});

	test('is settled once: what was said before stands', async () => {
		const [first, second] = (await claim()).map(({ id }) => id) as [string, string];
		await house.sql`update mail set state = 'failed', failure = 'bounced' where id = ${first}`;
		const settlements = [first, second].map((id) => ({
			id,
			state: 'sent' as const,
			providerId: 'x',
			isTried: true,
			waitMs: 0,
		}));
		await settleMails(house.services.db, settlements, house.now());
		const settled = await rows();
		expect(settled.find(({ id }) => id === first)).toMatchObject({ state: 'failed', failure: 'bounced' });
		expect(settled.find(({ id }) => id === second)).toMatchObject({ state: 'sent', failure: null });
	});

	test('brings the provider’s id, should somebody else have settled it without', async () => {
		const [{ id }] = (await claim(1)) as [Awaited<ReturnType<typeof claim>>[number]];
		const settle = (providerId: string | null) =>
			settleMails(house.services.db, [{ id, state: 'sent', providerId, isTried: true, waitMs: 0 }], house.now());
		const providerId = async () => (await house.sql`select provider_id as id from mail where id = ${id}`)[0]?.['id'];
		await settle(null);
		await settle('x');
		expect(await providerId()).toBe('x');
		for (const other of ['y', null]) await settle(other);
		expect(await providerId()).toBe('x');
	});

	test('keeps the text that was written first', async () => {
		const [mail] = (await claim()) as [Awaited<ReturnType<typeof claim>>[number]];
		const text = (subject: string) => ({ ...mail, content: { subject, html: '', text: '', calendar: null } });
		const first = await keepTexts(house.services.db, [text('first')]);
		const second = await keepTexts(house.services.db, [text('second')]);
		expect([first.get(mail.id)?.subject, second.get(mail.id)?.subject]).toEqual(['first', 'first']);
		// Without it the release before, should it come back, could not send what we have written.
		const [kept] = await house.sql`select link_generation as generation from mail where id = ${mail.id}`;
		expect(kept).toEqual({ generation: 1 });
	});

	test('does not bring back what was taken out of a mail while it was written', async () => {
		const inHand = await claim();
		await (await house.as.person('anna@example.com')).access.forgetMe({ confirm: true });
		const written = inHand.map(({ id, facts, generation }) => ({
			id,
			facts,
			generation,
			content: { subject: 'Anna', html: 'Anna', text: 'Anna', calendar: null },
		}));
		expect(await keepTexts(house.services.db, written)).toEqual(new Map());
		expect(JSON.stringify(await rows())).not.toContain('Anna');
	});
});

/** Lets connections through to the provider. */
async function openDoor(port: number, url: string): Promise<Server> {
	const server = createServer((socket) => {
		const target = connect(Number(new URL(url).port), '127.0.0.1');
		socket.pipe(target).pipe(socket);
		for (const end of [socket, target]) end.on('error', () => {});
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return server;
}

/** Lets them through when it is told to. */
async function startSlowDoor(url: string, told: Promise<void>) {
	let arrived = false;
	const server = createServer(async (socket) => {
		arrived = true;
		socket.on('error', () => {});
		await told;
		socket.pipe(connect(Number(new URL(url).port), '127.0.0.1')).pipe(socket);
	});
	const port = await freePort();
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	return { server, url: `http://127.0.0.1:${port}`, hasArrived: () => arrived };
}
