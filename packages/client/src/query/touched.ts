import type { MutationPath, QueryPath, SubscriptionPath } from '../router.ts';

/** What each query's answer hangs on, besides the caller and the settings: any booking, only Confirmed ones, or none. */
const HANGS_ON: Readonly<Record<QueryPath, 'bookings' | 'stays' | 'neither'>> = {
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
};

/** Every procedure that only reads. */
export const QUERIES = Object.keys(HANGS_ON) as QueryPath[];

const BOOKINGS = QUERIES.filter((path) => HANGS_ON[path] === 'bookings');
/** Of what makes a stay Confirmed, or ends it. */
const BOOKINGS_AND_STAYS = QUERIES.filter((path) => HANGS_ON[path] !== 'neither');

/** The queries whose answers each mutation may change, or whatever a subscription tells of. */
export const TOUCHED: Readonly<Record<MutationPath | SubscriptionPath, readonly QueryPath[]>> = {
	'house.setNotes': ['house.notes'],
	// A new booking does not change any other.
	'booking.create': BOOKINGS.filter((path) => path !== 'booking.get' && path !== 'action.preview'),
	// A Confirmed stay may become shorter, and stays one.
	'booking.edit': [...BOOKINGS, 'house.shares'],
	'booking.cancel': BOOKINGS_AND_STAYS,
	'booking.reopen': BOOKINGS,
	'approval.approve': BOOKINGS_AND_STAYS,
	'approval.deny': BOOKINGS_AND_STAYS,
	'action.perform': BOOKINGS_AND_STAYS,
	// Its result comes later, by mail.
	'access.requestLink': [],
	// From now on the old link is refused everywhere.
	'access.rotateLink': QUERIES,
	'access.forgetMe': QUERIES,
	'live.changes': BOOKINGS_AND_STAYS,
};
