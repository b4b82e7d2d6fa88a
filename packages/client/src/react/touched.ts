import type { MutationPath, QueryPath, SubscriptionPath } from '../router.ts';

/** Whether what each query answers hangs on bookings. */
const HANGS_ON_BOOKINGS: Readonly<Record<QueryPath, boolean>> = {
	'house.info': false,
	'calendar.range': true,
	'booking.get': true,
	'booking.mine': true,
	'approval.outstanding': true,
	'approval.history': true,
	'action.preview': true,
	'access.whoAmI': false,
	'access.feed': false,
	'access.exportData': true,
};

/** Every procedure that only reads. */
export const QUERIES = Object.keys(HANGS_ON_BOOKINGS) as QueryPath[];

const BOOKINGS = QUERIES.filter((path) => HANGS_ON_BOOKINGS[path]);

/** The queries whose answers each mutation may change, or whatever a subscription tells of. */
export const TOUCHED: Readonly<Record<MutationPath | SubscriptionPath, readonly QueryPath[]>> = {
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
	'live.changes': BOOKINGS,
};
