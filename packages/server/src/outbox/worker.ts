/** Takes mails from the outbox and hands them to the provider. Every instance runs one. */
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Services } from '../deps.ts';
import { describeError, type Log } from '../log.ts';
import { type Tracing, untraced } from '../tracing/tracing.ts';
import { claimMails, type MailInHand, type Settlement, settleMails } from './claim.ts';
import { type Handled, handOver } from './deliver.ts';
import { isPausedAt, learn, MANY_ATTEMPTS, type ProviderState, UNKNOWN } from './policy.ts';
import type { MailOutcome, MailProvider } from './provider.ts';
import { writeTexts } from './text.ts';

export interface WorkerOptions {
	services: Pick<Services, 'db' | 'clock' | 'tokens' | 'house' | 'apiUrl'>;
	provider: MailProvider;
	/** Where links lead: `https://host`. */
	webUrl: string;
	/** Longest wait for the provider's answer to a mail. */
	timeoutMs: number;
	/** After this time the mails of a process that died are taken over. */
	leaseSeconds: number;
	log: Log;
	/** Called with the result of each try. */
	observe?: (outcome: MailOutcome) => void;
	tracing?: Tracing;
}

export interface Worker {
	start(): void;
	/** Looks for mails now, because some were recorded. */
	wake(): void;
	isRunning(): boolean;
	/** Could it read and write the outbox the last time it tried? */
	hasDatabase(): boolean;
	/** Does it wait for the provider to take mails again? */
	isPaused(): boolean;
	/**
	 * Waits for the mails that are being handed over, and aborts them after so many milliseconds. Other processes may
	 * take the rest at once.
	 */
	stop(timeoutMs: number): Promise<void>;
}

/** How many people a batch is for, and most mails for each. */
interface Size {
	persons: number;
	each: number;
}

const FULL: Size = { persons: 4, each: 5 };
/** A single mail, to find out whether the provider takes any. */
const PROBE: Size = { persons: 1, each: 1 };

/** Batches at a time: while one waits for a slow answer, the other goes on. */
const BATCHES = 2;

/** How often to look without being woken, give or take half of it: for what other processes and crashes leave. */
const POLL_MS = 3_000;
/** Pause before each look while requests keep this process busy: they come first, and mails can wait this long. */
const STEP_BACK_MS = 200;
/** A process counts as busy when it works for more than this share of the time. */
const BUSY = 0.5;
/** Pause between two tries to write down the provider's answers. */
const RETRY_MS = 500;
/** Time for writing down the last answers when the process stops. */
const NOTING_MS = 1_000;

export function createWorker({
	services,
	provider,
	webUrl,
	timeoutMs,
	leaseSeconds,
	log,
	observe = () => {},
	tracing = untraced,
}: WorkerOptions): Worker {
	const { db, clock, tokens, apiUrl } = services;
	const over = new AbortController();
	const cutOff = new AbortController();
	const delivery = { provider, tokens, webUrl, apiUrl, signal: cutOff.signal, tracing };
	const batches = new Set<Promise<void>>();
	let alarm = new AbortController();
	let known = UNKNOWN;
	let working: Promise<unknown> | undefined;
	let isDatabaseAway = false;
	/** Did a look skip people because their mails were in another batch's hands? */
	let mayHaveMissed = false;

	let usedUntilNow = performance.eventLoopUtilization();

	/** Has this process been busy since the last call? */
	function isBusy(): boolean {
		const { utilization } = performance.eventLoopUtilization(usedUntilNow);
		usedUntilNow = performance.eventLoopUtilization();
		return utilization > BUSY;
	}

	const wake = () => alarm.abort();
	const isOver = () => over.signal.aborted;
	const rest = (ms: number, { signal }: AbortController) => sleep(ms, undefined, { signal }).catch(() => {});

	async function work(): Promise<void> {
		while (!isOver()) {
			const isOpen = known.kind === 'open';
			const pauseMs = known.until - performance.now();
			if (batches.size >= (isOpen ? BATCHES : 1)) await Promise.race(batches);
			else if (pauseMs > 0) await rest(pauseMs, over);
			else {
				if (isBusy()) await rest(STEP_BACK_MS, over);
				await look(isOpen ? FULL : PROBE);
			}
		}
	}

	/** Starts a batch if anything is due. Unless there may be more, returns with the next wake or poll. */
	async function look(size: Size): Promise<void> {
		alarm = new AbortController();
		mayHaveMissed ||= batches.size > 0;
		const expiresAt = performance.now() + leaseSeconds * 1_000;
		const byPerson = Object.groupBy(await claim(size), ({ personId }) => personId);
		const runs = Object.values(byPerson).flatMap((run) => (run ? [run] : []));
		if (runs.length > 0) begin(runs, expiresAt);
		if (runs.length < size.persons && !isOver()) await rest(POLL_MS * (0.5 + Math.random()), alarm);
	}

	const claim = (size: Size): Promise<MailInHand[]> =>
		reach(() => claimMails(db, { ...size, leaseSeconds, now: clock() })).catch(() => []);

	/** Every way to the outbox: one that fails is told, since a batch in hand may keep the next look waiting. */
	async function reach<T>(work: () => Promise<T>): Promise<T> {
		try {
			const result = await work();
			isDatabaseAway = false;
			return result;
		} catch (error) {
			if (!isDatabaseAway) log.warn({ error: describeError(error) }, 'mails wait: the database does not answer');
			isDatabaseAway = true;
			throw error;
		}
	}

	function begin(runs: MailInHand[][], expiresAt: number): void {
		const batch = handle(runs, expiresAt)
			// Its mails are due again when their lease is over.
			.catch((error) => log.error({ error: describeError(error) }, 'a batch of mails broke off'))
			.finally(() => {
				batches.delete(batch);
				if (mayHaveMissed || runs.some(({ length }) => length === FULL.each)) wake();
				mayHaveMissed = false;
			});
		batches.add(batch);
	}

	async function handle(runs: MailInHand[][], expiresAt: number): Promise<void> {
		// Mails that cannot be finished in time are left to others.
		const mayGoOn = (index: number) => !isOver() && (index === 0 || performance.now() < expiresAt - 2 * timeoutMs);
		const written = await insist(expiresAt, () => writeTexts(services, runs.flat(), log));
		const byPerson = Object.values(Object.groupBy(written, ({ personId }) => personId));
		const handled = (await Promise.all(byPerson.map((run = []) => handOver(run, mayGoOn, delivery)))).flat();
		const settlements = conclude(handled);
		await insist(expiresAt, () => settleMails(db, settlements, clock()));
		const waitsMs = settlements.flatMap(({ waitMs }) => (waitMs > 0 ? [waitMs] : []));
		if (waitsMs.length > 0) setTimeout(wake, Math.min(...waitsMs)).unref();
	}

	/** Draws the conclusions from a batch, and logs what somebody should know. */
	function conclude(handled: Handled[]): Settlement[] {
		const { state, waitsMs } = learn(known, handled, performance.now());
		// A try that this process aborted says nothing about the provider.
		const isCutOff = cutOff.signal.aborted;
		if (!isCutOff) change(state);
		return handled.map((one, index) => {
			const waitMs = isCutOff ? 0 : (waitsMs[index] ?? 0);
			tell(one);
			return settlementOf(one, waitMs);
		});
	}

	function change(state: ProviderState): void {
		if (state.kind === 'paused' && known.kind !== 'paused')
			log.error({ code: state.code }, 'mails wait: the provider takes none');
		if (state.kind === 'open' && known.kind === 'paused') log.info('the provider takes mails again');
		known = state;
	}

	function tell({ mail: { id: mailId, attempts }, result }: Handled): void {
		switch (result.kind) {
			case 'given up':
				if (result.why === 'unknown') log.error({ mailId }, 'a mail is given up: its fate is unknown');
				else log.info({ mailId }, 'a mail is given up: its recipient is blocked or forgotten');
				observe(result.why);
				return;
			case 'refused':
				log.error({ mailId, code: result.why }, 'the provider refuses a mail');
				break;
			case 'again':
				if (known.kind === 'open' && attempts === MANY_ATTEMPTS)
					log.warn({ mailId, code: result.why }, 'a mail fails again and again');
				break;
		}
		if (result.kind === 'accepted' || result.kind === 'refused' || result.kind === 'again') observe(result.kind);
	}

	/** Tries until it succeeds: the provider's answers must not be lost in a short outage of the database. */
	async function insist<T>(expiresAt: number, work: () => Promise<T>): Promise<T> {
		for (;;) {
			try {
				return await reach(work);
			} catch (error) {
				if (isOver() || performance.now() > expiresAt) throw error;
				await rest(RETRY_MS, over);
			}
		}
	}

	return {
		start: () => {
			working ??= work().then(() => Promise.all(batches));
		},
		wake,
		isRunning: () => working !== undefined && !isOver(),
		hasDatabase: () => !isDatabaseAway,
		isPaused: () => isPausedAt(known, performance.now()),
		stop: async (timeoutMs) => {
			over.abort();
			wake();
			const timer = setTimeout(() => cutOff.abort(), timeoutMs);
			await Promise.race([working, sleep(timeoutMs + NOTING_MS, undefined, { ref: false })]);
			clearTimeout(timer);
		},
	};
}

function settlementOf({ mail: { id }, result }: Handled, waitMs: number): Settlement {
	switch (result.kind) {
		case 'accepted':
			return { id, state: 'sent', providerId: result.providerId, isTried: true, waitMs };
		case 'refused':
		case 'given up':
			return { id, state: 'failed', failure: result.why, isTried: true, waitMs };
		default:
			return { id, isTried: result.kind !== 'untouched', waitMs };
	}
}
