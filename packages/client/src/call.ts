/** What one call goes through from its beginning to its end: attempts, pauses, and whatever ends it early. */
import type { CreateBookingInput } from '@betzenstein/shared';
import { type Operation, TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable, observableToPromise } from '@trpc/server/observable';
import superjson from 'superjson';
import type { ClientOptions } from './client.ts';
import { bookingError } from './error.ts';
import { type Failure, kindOfSignal } from './failure.ts';
import { pause } from './pause.ts';
import type { AppRouter, MutationPath } from './router.ts';
import { valueIn } from './unknown.ts';

const TIMEOUT_MS = 30_000;
const RETRIES = 3;
const FIRST_PAUSE_MS = 300;
/** When the server or a proxy asks for a longer wait than this, the call fails instead, so that the user can be told. */
const LONGEST_WAIT_MS = 10_000;
/** A timer set for longer goes off at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Mutations that change nothing when they are repeated. */
const IDEMPOTENT: ReadonlySet<string> = new Set<MutationPath>([
	'booking.create',
	'booking.cancel',
	'approval.approve',
	'approval.deny',
	'action.perform',
	'watch.add',
	'watch.remove',
]);
const CREATE: string = 'booking.create' satisfies MutationPath;

/** Which attempt at a call this is, from 1. */
export const attemptOf = ({ context }: Operation): number => Number(context['attempt']);

/**
 * Each call as one promise, so that it settles whatever is thrown in it. It is sent again after what may pass, if that
 * is safe, and ends at the latest after `timeout` or with its signal, whatever it waits for then. A batched request goes
 * on for the other calls in it.
 */
export const calling =
	({
		onError,
		timeout = TIMEOUT_MS,
		retries = RETRIES,
	}: Pick<ClientOptions, 'onError' | 'timeout' | 'retries'>): TRPCLink<AppRouter> =>
	() =>
	({ op, next }) =>
		observable((observer) => {
			const attempts = async (end: AbortSignal) => {
				const isSafe = op.type === 'query' || IDEMPOTENT.has(op.path);
				const input = inputOf(op);
				for (let attempt = 1; ; attempt++) {
					const sent = { ...op, input, signal: end, context: { ...op.context, attempt } };
					try {
						return await observableToPromise(next(sent));
					} catch (error) {
						const wait = isSafe && attempt <= retries ? pauseAfter(error, attempt) : Number.POSITIVE_INFINITY;
						if (wait > LONGEST_WAIT_MS) throw error;
						await pause(wait, end);
						if (end.aborted) throw error;
					}
				}
			};
			untilItEnds(op, timeout, attempts).then(
				(answer) => {
					observer.next(answer);
					observer.complete();
				},
				(thrown: unknown) => {
					const error = errorOf(thrown);
					// Later, like any listener: what it throws ends nothing here.
					if (onError && !op.signal?.aborted) queueMicrotask(() => onError(error, { path: op.path }));
					observer.error(error);
				},
			);
		});

/** Does the work until it is done, the call is aborted, or its time is up; the work's own signal then ends, too. */
function untilItEnds<T>(
	{ path, signal }: Operation,
	timeout: number,
	work: (end: AbortSignal) => Promise<T>,
): Promise<T> {
	return new Promise((resolve, reject) => {
		const end = new AbortController();
		let timer: ReturnType<typeof setTimeout> | undefined;
		const done = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', abort);
		};
		const endWith = (failure: Failure) => {
			reject(failure);
			done();
			end.abort();
		};
		const abort = () => {
			const failure = kindOfSignal(signal?.reason) ?? 'aborted';
			endWith({ failure, message: `${path} was aborted.`, cause: signal?.reason });
		};
		if (signal?.aborted) return abort();
		signal?.addEventListener('abort', abort);
		if (timeout > 0 && timeout <= LONGEST_TIMER_MS) {
			const message = `${path} got no answer within ${timeout} ms.`;
			timer = setTimeout(() => endWith({ failure: 'timeout', message }), timeout);
		}
		void work(end.signal).then(resolve, reject).then(done);
	});
}

/** What is sent. @throws what cannot be */
function inputOf({ path, input }: Operation): unknown {
	// Else thrown where tRPC writes it, in a timer: nobody would hear of it.
	JSON.stringify(superjson.serialize(input));
	// So that it can be sent again without asking for the days twice.
	if (path === CREATE) {
		const { requestKey = randomUuid(), ...request } = input as CreateBookingInput;
		return { ...request, requestKey };
	}
	return input;
}

/** The error that the call throws: its `cause` is a refusal or failure as plain data. */
function errorOf(thrown: unknown): TRPCClientError<AppRouter> {
	const error = TRPCClientError.from<AppRouter>(thrown as object);
	const cause = bookingError(error) ??
		failureIn(error) ?? {
			// What answered like the server, but cannot be read; or what was thrown before anything was sent.
			failure: error.meta ? 'unexpected' : 'bug',
			message: error.message,
			cause: error.cause,
		};
	return Object.assign(error, { cause });
}

const failureIn = (error: unknown): Failure | undefined => {
	const cause = valueIn(error, 'cause');
	return valueIn(cause, 'failure') === undefined ? undefined : (cause as Failure);
};

/** How long to wait before another try, in milliseconds; infinity if another would not help. */
export function pauseAfter(error: unknown, attempt: number): number {
	const pause = FIRST_PAUSE_MS * 2 ** (attempt - 1) * (0.5 + Math.random());
	const refused = bookingError(error);
	if (refused?.reason === 'RATE_LIMITED') return refused.details.retryAfterSeconds * 1_000 || pause;
	if (refused?.reason === 'UNAVAILABLE') return pause;
	const { failure, status = 0, retryAfter = 0 } = failureIn(error) ?? {};
	const isPassing = failure === 'offline' || failure === 'timeout' || status >= 500 || status === 429 || status === 408;
	return isPassing ? Math.max(pause, retryAfter) : Number.POSITIVE_INFINITY;
}

/** Made by hand because `crypto.randomUUID` exists on secure origins only: each 0, 1 and 8 becomes a random digit. */
const randomUuid = (): string =>
	'10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) => {
		const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
		return (Number(digit) ^ (byte & (15 >> (Number(digit) / 4)))).toString(16);
	});
