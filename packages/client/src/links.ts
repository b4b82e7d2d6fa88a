import type { CreateBookingInput } from '@betzenstein/shared';
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { bookingError } from './error.ts';
import type { AppRouter, MutationPath } from './router.ts';

/** Tells `onError` of every call that finally failed, but not of those that the caller aborted. */
export const reporting =
	(onError: ((error: unknown, call: { path: string }) => void) | undefined): TRPCLink<AppRouter> =>
	() =>
	({ op, next }) =>
		observable((observer) =>
			next(op).subscribe({
				...observer,
				error: (error) => {
					if (!op.signal?.aborted) onError?.(error, { path: op.path });
					observer.error(error);
				},
			}),
		);

const CREATE: string = 'booking.create' satisfies MutationPath;

/** Gives each `booking.create` a key of its own, so that it can be sent again without asking for the days twice. */
export const requestKeys: TRPCLink<AppRouter> =
	() =>
	({ op, next }) =>
		next(op.path === CREATE ? { ...op, input: withKey(op.input as CreateBookingInput) } : op);

const withKey = (input: CreateBookingInput): CreateBookingInput => ({
	...input,
	requestKey: input.requestKey ?? randomUuid(),
});

/** Removes the direction that TanStack's infinite queries add to their input: the server refuses unknown keys. */
export const directionless: TRPCLink<AppRouter> =
	() =>
	({ op, next }) => {
		if (op.type !== 'query' || !op.input) return next(op);
		const { direction: _, ...input } = op.input as { direction?: string };
		return next({ ...op, input });
	};

/**
 * Ends a call as soon as its signal is aborted, whatever it waits for. A batched request goes on for the other calls in
 * it.
 */
export const aborting: TRPCLink<AppRouter> =
	() =>
	({ op, next }) =>
		observable((observer) => {
			const { signal } = op;
			const end = () => {
				call?.unsubscribe();
				observer.error(TRPCClientError.from(signal?.reason));
			};
			const call = signal?.aborted ? undefined : next(op).subscribe(observer);
			if (!call) return end();
			signal?.addEventListener('abort', end);
			return () => {
				signal?.removeEventListener('abort', end);
				call.unsubscribe();
			};
		});

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
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 300;
/** When the server asks for a longer wait than this, the call fails instead, so that the user can be told. */
const LONGEST_WAIT_MS = 10_000;

/** Sends a call again that failed for a passing reason, if that is safe; waits as long as the server asks for. */
export const retrying: TRPCLink<AppRouter> =
	() =>
	({ op, next }) =>
		observable((observer) => {
			const isSafe = op.type === 'query' || IDEMPOTENT.has(op.path);
			let timer: ReturnType<typeof setTimeout> | undefined;
			let current = attempt(1);

			function attempt(count: number) {
				return next(op).subscribe({
					...observer,
					error: (error) => {
						const pause = isSafe && count < ATTEMPTS ? pauseAfter(error, count) : Number.POSITIVE_INFINITY;
						if (pause > LONGEST_WAIT_MS) return observer.error(error);
						timer = setTimeout(() => {
							current = attempt(count + 1);
						}, pause);
					},
				});
			}

			return () => {
				clearTimeout(timer);
				current.unsubscribe();
			};
		});

/** How long to wait before another try, in milliseconds; infinity if another would not help. */
export function pauseAfter(error: TRPCClientError<AppRouter>, count: number): number {
	const refused = bookingError(error);
	if (refused?.reason === 'RATE_LIMITED') return refused.details.retryAfterSeconds * 1_000;
	// An error without a shape is not from the server: the connection failed, or a proxy answered.
	const isPassing = refused ? refused.reason === 'UNAVAILABLE' : !error.shape;
	return isPassing ? FIRST_PAUSE_MS * 2 ** (count - 1) * (0.5 + Math.random()) : Number.POSITIVE_INFINITY;
}

/** Made by hand because `crypto.randomUUID` exists on secure origins only. */
function randomUuid(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const hex = Array.from(bytes, (byte, index) =>
		(index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, '0'),
	).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
