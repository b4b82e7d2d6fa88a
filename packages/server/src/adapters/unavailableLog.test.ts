import { refusal } from '@betzenstein/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RefusedError } from '../domain/errors.ts';
import { createLog } from '../log.ts';
import { unavailableLog } from './unavailableLog.ts';

beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
afterEach(() => vi.useRealTimers());

test('a thousand refusals in a second are one line for each code; the next line says how many they were', () => {
	const log = createLog('silent');
	const warn = vi.spyOn(log, 'warn');
	const tell = unavailableLog(log);
	const refuse = (code: string, count: number) => {
		const cause = Object.assign(new Error('secret'), { code });
		for (let index = 0; index < count; index++)
			tell(new RefusedError(refusal('UNAVAILABLE'), { cause }), {
				requestId: `${code}-${index}`,
				procedure: 'booking.create',
			});
	};
	refuse('ECONNREFUSED', 1_000);
	refuse('55P03', 10);
	vi.advanceTimersByTime(1_000);
	refuse('ECONNREFUSED', 2);
	expect(warn.mock.calls.map(([fields]) => fields)).toEqual([
		{ requestId: 'ECONNREFUSED-0', procedure: 'booking.create', code: 'ECONNREFUSED', count: 1 },
		{ requestId: '55P03-0', procedure: 'booking.create', code: '55P03', count: 1 },
		{ requestId: 'ECONNREFUSED-0', procedure: 'booking.create', code: 'ECONNREFUSED', count: 1_000 },
	]);
});
