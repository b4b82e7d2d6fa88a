import { type Day, dayIn } from '@betzenstein/shared';

/**
 * Today at the house, in whatever time zone the visitor is. `house.info` gives it too, by the server's clock.
 * @param now the instant to look at, by default the present
 * @param timeZone the house's, as `house.info` gives it; by default Berlin's
 * @example
 * today(undefined, (await client.house.info.query()).timeZone);
 */
export const today = (now: Date = new Date(), timeZone = 'Europe/Berlin'): Day => dayIn(timeZone, now);
