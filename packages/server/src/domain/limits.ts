/** The limits of domain.md, each of them a setting (`LIMIT_*`). */
export interface Limits {
	/** Calendar months a stay can start ahead (BR-026). */
	horizonMonths: number;
	/** The longest stay in days that needs no confirmation (BR-027). */
	longStayDays: number;
	/** The longest stay in days. */
	maxStayDays: number;
	/** New bookings per address and day of the house's time zone (BR-012). */
	submissionsPerDay: number;
	/** Pending bookings per address at a time (BR-012). */
	pending: number;
	/** Ranges of days that an address watches at a time. */
	watches: number;
	/** Recovery mails per address and hour; more requests are accepted and send nothing (BR-012). */
	recoveriesPerHour: number;
	/** Mutations per client address and hour, all instances together (BR-012). */
	writesPerHour: number;
	/** Queries per client address and minute, each instance by itself (BR-012). */
	readsPerMinute: number;
}

export const DEFAULT_LIMITS: Limits = {
	horizonMonths: 18,
	longStayDays: 7,
	maxStayDays: 60,
	submissionsPerDay: 10,
	pending: 5,
	watches: 5,
	recoveriesPerHour: 5,
	writesPerHour: 60,
	readsPerMinute: 600,
};
