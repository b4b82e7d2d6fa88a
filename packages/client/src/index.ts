export type * from '@betzenstein/shared';
export { type Client, type ClientOptions, createClient } from './client.ts';
export { type BookingError, bookingError } from './error.ts';
export type { AppRouter, RouterInputs, RouterOutputs } from './router.ts';
