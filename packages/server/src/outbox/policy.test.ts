import { describe, expect, test } from 'vitest';
import type { MailInHand } from './claim.ts';
import type { Handled, Result } from './deliver.ts';
import { isPausedAt, learn, MANY_ATTEMPTS, type ProviderState, UNKNOWN } from './policy.ts';

const NOW = 1_000_000;
const OPEN: ProviderState = { kind: 'open', until: 0, pauses: 0 };
const pausedFor = (ms: number, pauses = 1): ProviderState => ({
	kind: 'paused',
	until: NOW + ms,
	pauses,
	code: 'http_502',
});

const handled = (result: Result, attempts = 1): Handled => ({ mail: { attempts } as MailInHand, result });
const accepted = handled({ kind: 'accepted', providerId: 'x' });
const refused = handled({ kind: 'refused', why: 'validation_error' });
const unclear = (attempts = 1) => handled({ kind: 'again', why: 'http_502', whose: 'unclear' }, attempts);
const account = (retryAfterMs?: number) =>
	handled({
		kind: 'again',
		why: 'rate_limit_exceeded',
		whose: 'account',
		...(retryAfterMs !== undefined && { retryAfterMs }),
	});
const busy = handled({ kind: 'again', why: 'concurrent_idempotent_requests', whose: 'mail', retryAfterMs: 1_000 }, 9);

describe('the queue pauses', () => {
	test.each<[string, ProviderState, Handled[]]>([
		['when the first thing it tries fails', UNKNOWN, [unclear(7)]],
		['when mails fail that never failed before', OPEN, [unclear(1), unclear(5)]],
		['when the account is turned away, whatever else has passed', OPEN, [accepted, account()]],
		['when a probe fails', pausedFor(0), [unclear(9)]],
	])('%s', (_, before, batch) => {
		expect(learn(before, batch, NOW).state).toMatchObject({ kind: 'paused' });
	});

	test('for 1, 2, 4 and then 5 seconds, and its mails as long', () => {
		let state = UNKNOWN;
		const pauses = [1, 2, 3, 4, 5, 6].map((attempts) => {
			const learnt = learn(state, [unclear(attempts)], NOW);
			const [waitMs] = learnt.waitsMs;
			expect(learnt.state.until - NOW).toBe(waitMs);
			state = { ...learnt.state, until: 0 };
			return waitMs;
		});
		expect(pauses).toEqual([1_000, 2_000, 4_000, 5_000, 5_000, 5_000]);
	});

	test.each([
		[1_000, 1_000],
		[59_000, 59_000],
		[3_600_000, 60_000],
	])('for as long as the provider asks, a minute at the most: %i ms', (asked, pause) => {
		const { state, waitsMs } = learn(OPEN, [account(asked)], NOW);
		expect([state.until - NOW, waitsMs]).toEqual([pause, [pause]]);
	});

	test('until a mail passes, and then not at all', () => {
		expect(learn(pausedFor(0, 9), [accepted], NOW).state).toEqual(OPEN);
		expect(learn(pausedFor(0, 9), [refused], NOW).state).toEqual(OPEN);
		expect(learn(pausedFor(0, 9), [busy], NOW).state).toEqual(OPEN);
	});

	test('as far as one can tell: not for ever, when nothing is left to try', () => {
		expect(
			[UNKNOWN, OPEN, pausedFor(1_000), pausedFor(-59_000), pausedFor(-60_000)].map((state) => isPausedAt(state, NOW)),
		).toEqual([false, false, true, true, false]);
	});

	test('no shorter for what was on its way before', () => {
		const paused = pausedFor(30_000);
		expect(learn(paused, [accepted], NOW).state).toEqual(paused);
		expect(learn(paused, [account(1_000)], NOW).state.until).toBe(paused.until);
	});
});

describe('a mail alone waits', () => {
	test('when it fails again while others pass, longer each time', () => {
		const waits = [2, 3, 4, 5, 6, 7, 8, MANY_ATTEMPTS, 2_000].map((attempts) => learn(OPEN, [unclear(attempts)], NOW));
		expect(waits.map(({ waitsMs }) => waitsMs[0])).toEqual([
			500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000,
		]);
		expect(waits.every(({ state }) => state.kind === 'open')).toBe(true);
		expect(learn(OPEN, [unclear(1), accepted], NOW)).toEqual({ state: OPEN, waitsMs: [250, 0] });
	});

	test('a second when another try of it still runs over there', () => {
		expect(learn(OPEN, [busy], NOW)).toEqual({ state: OPEN, waitsMs: [1_000] });
	});

	test('longer each time when it cannot be written, which says nothing of the provider', () => {
		expect(learn(UNKNOWN, [handled({ kind: 'unwritten' }, 3)], NOW)).toEqual({ state: UNKNOWN, waitsMs: [1_000] });
	});

	test('not at all when its turn did not come, or when nobody was asked', () => {
		const batch = [handled({ kind: 'untouched' }), handled({ kind: 'given up', why: 'no_address' })];
		expect(learn(pausedFor(5_000), batch, NOW)).toEqual({ state: pausedFor(5_000), waitsMs: [0, 0] });
	});
});
