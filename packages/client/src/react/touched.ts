import type { RouterInputs } from '../router.ts';

/** `router.procedure` of every procedure. */
type PathsOf<T> = { [R in keyof T & string]: `${R}.${keyof T[R] & string}` }[keyof T & string];

/** Every procedure that only reads. */
export const QUERIES = [
	'house.info',
	'calendar.range',
	'booking.get',
	'booking.mine',
	'approval.outstanding',
	'approval.history',
	'action.preview',
	'access.whoAmI',
	'access.exportData',
] as const satisfies readonly PathsOf<RouterInputs>[];

/** A procedure that only reads, e.g. `booking.get`. */
export type QueryPath = (typeof QUERIES)[number];

/** A procedure that changes something, e.g. `booking.create`. */
export type MutationPath = Exclude<PathsOf<RouterInputs>, QueryPath>;

const BOOKINGS: readonly QueryPath[] = [
	'calendar.range',
	'booking.get',
	'booking.mine',
	'approval.outstanding',
	'approval.history',
	'action.preview',
	'access.exportData',
];

/** The queries whose answers each mutation may change. */
export const TOUCHED: Readonly<Record<MutationPath, readonly QueryPath[]>> = {
	// A new booking does not change any other.
	'booking.create': BOOKINGS.filter((path) => path !== 'booking.get' && path !== 'action.preview'),
	'booking.edit': BOOKINGS,
	'booking.cancel': BOOKINGS,
	'booking.reopen': BOOKINGS,
	'approval.approve': BOOKINGS,
	'approval.deny': BOOKINGS,
	'action.perform': BOOKINGS,
	// Its result comes later, by mail.
	'access.requestLink': [],
	// From now on the old link is refused everywhere.
	'access.rotateLink': QUERIES,
	'access.forgetMe': QUERIES,
};
