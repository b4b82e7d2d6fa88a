export type * from '@betzenstein/shared';
export { addDays, contains, dayIn, formatRange, isDay, mergeRanges, overlaps, totalDays } from '@betzenstein/shared';
export { type Client, type ClientOptions, createClient } from './client.ts';
export { describe, fieldErrors, type Language } from './describe.ts';
export { type BookingError, bookingError } from './error.ts';
export type { AppRouter, RouterInputs, RouterOutputs } from './router.ts';
