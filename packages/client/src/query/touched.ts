import type { MutationPath, QueryPath, SubscriptionPath } from '../router.ts';

/**
 * What each query's answer hangs on, besides the caller and the settings: any booking, only Confirmed ones, days that
 * become free, or none of these.
 */
const HANGS_ON: Readonly<Record<QueryPath, 'bookings' | 'stays' | 'freed days' | 'neither'>> = {
	'house.info': 'neither',
	'house.shares': 'stays',
	'house.notes': 'stays',
	'calendar.range': 'bookings',
	'booking.get': 'bookings',
	'booking.mine': 'bookings',
	'approval.outstanding': 'bookings',
	'approval.history': 'bookings',
	'action.preview': 'bookings',
	'access.whoAmI': 'neither',
	'access.feed': 'neither',
	'access.exportData': 'bookings',
	'watch.mine': 'freed days',
};

/** Every procedure that only reads. */
export const QUERIES = Object.keys(HANGS_ON) as QueryPath[];

const hangingOn = (...what: (typeof HANGS_ON)[QueryPath][]) => QUERIES.filter((path) => what.includes(HANGS_ON[path]));
const BOOKINGS = hangingOn('bookings');
/** Of what makes a stay Confirmed. */
const BOOKINGS_AND_STAYS = hangingOn('bookings', 'stays');
/** Of what may end one, and free its days. */
const ALL_OF_THEM = hangingOn('bookings', 'stays', 'freed days');

/** The queries whose answers each mutation may change, or whatever a subscription tells of. */
export const TOUCHED: Readonly<Record<MutationPath | SubscriptionPath, readonly QueryPath[]>> = {
	'house.setNotes': ['house.notes'],
	// A new booking lies beside others, for those who decide on them. Where its requester decides alone it is Confirmed at
	// once; the notes are theirs to read anyway.
	'booking.create': [...BOOKINGS, 'house.shares'],
	// A Confirmed stay may become shorter, and stays one.
	'booking.edit': [...BOOKINGS, 'house.shares', 'watch.mine'],
	'booking.cancel': ALL_OF_THEM,
	'booking.reopen': [...BOOKINGS, 'house.shares'],
	'approval.approve': BOOKINGS_AND_STAYS,
	'approval.deny': ALL_OF_THEM,
	'action.perform': ALL_OF_THEM,
	'watch.add': ['watch.mine', 'access.exportData'],
	'watch.remove': ['watch.mine', 'access.exportData'],
	// Its result comes later, by mail; that somebody asked is stored at once.
	'access.requestLink': ['access.exportData'],
	// From now on the old link is refused everywhere.
	'access.rotateLink': QUERIES,
	'access.forgetMe': QUERIES,
	'live.changes': ALL_OF_THEM,
};
