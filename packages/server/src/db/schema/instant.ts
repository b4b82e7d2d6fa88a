import { timestamp } from 'drizzle-orm/pg-core';

/** A moment, to the millisecond as a `Date` has it. */
export const instant = () => timestamp({ withTimezone: true, precision: 3 });
