import { type Day, dayIn } from '@betzenstein/shared';

/**
 * Today at the house, in whatever time zone the visitor is. `house.info` gives it too, by the server's clock.
 * @param timeZone the house's, as `house.info` gives it
 * @param now the instant to look at, by default the present
 * @example
 * today((await client.house.info.query()).timeZone);
 */
export const today = (timeZone: string, now: Date = new Date()): Day => dayIn(timeZone, now);
