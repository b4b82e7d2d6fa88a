import { type Day, dayIn } from '@betzenstein/shared';

/**
 * Today at the house, whatever time zone the visitor is in. `house.info` says it too, by the server's clock.
 * @param now another instant than this one
 * @param timeZone the house's, as `house.info` gives it; Berlin's unless given
 * @example
 * today(undefined, (await client.house.info.query()).timeZone);
 */
export const today = (now: Date = new Date(), timeZone = 'Europe/Berlin'): Day => dayIn(timeZone, now);
