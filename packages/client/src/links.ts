import type { CreateBookingInput } from '@betzenstein/shared';
import { TRPCClientError, type TRPCLink } from '@trpc/client';
import { observable } from '@trpc/server/observable';
import { bookingError } from './error.ts';
import type { AppRouter, MutationPath } from './router.ts';

/** Tells `onError` of every call that finally failed; one that the caller ended has not. */
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

/** TanStack's infinite queries say in which direction they read; the server refuses what it does not know. */
export const directionless: TRPCLink<AppRouter> =
	() =>
	({ op, next }) => {
		if (op.type !== 'query' || !op.input) return next(op);
		const { direction: _, ...input } = op.input as { direction?: string };
		return next({ ...op, input });
	};

/**
 * Ends a call at once when its signal says so, whatever it waits for. The request of a batch goes on for the others in
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

/** Mutations that do nothing the second time. */
const IDEMPOTENT: ReadonlySet<string> = new Set<MutationPath>([
	'booking.create',
	'booking.cancel',
	'approval.approve',
	'approval.deny',
	'action.perform',
]);
const ATTEMPTS = 4;
const FIRST_PAUSE_MS = 300;
/** Who is told to wait longer than this would rather know. */
const LONGEST_WAIT_MS = 10_000;

/** Sends again what failed for a passing reason, where that is safe; waits as told. */
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

/** How long to wait before another try, in milliseconds; infinitely where it would not help. */
function pauseAfter(error: TRPCClientError<AppRouter>, count: number): number {
	const refused = bookingError(error);
	if (refused?.reason === 'RATE_LIMITED') return refused.details.retryAfterSeconds * 1_000;
	// An answer without a shape is none of the server's: no connection, or a proxy's own page.
	const isPassing = refused ? refused.reason === 'UNAVAILABLE' : !error.shape;
	return isPassing ? FIRST_PAUSE_MS * 2 ** (count - 1) * (0.5 + Math.random()) : Number.POSITIVE_INFINITY;
}

/** `crypto.randomUUID` exists on secure origins only. */
function randomUuid(): string {
	const bytes = crypto.getRandomValues(new Uint8Array(16));
	const hex = Array.from(bytes, (byte, index) =>
		(index === 6 ? (byte & 15) | 64 : index === 8 ? (byte & 63) | 128 : byte).toString(16).padStart(2, '0'),
	).join('');
	return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
