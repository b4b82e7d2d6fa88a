import { type Day, dayIn } from '@betzenstein/shared';

/**
 * Today at the house, in whatever time zone the visitor is. `house.info` gives it too, by the server's clock.
 * @param timeZone the house's, as `house.info` gives it
 * @param now the instant to look at, by default the present
 * @example
 * today((await client.house.info.query()).timeZone);
 */
export function today(timeZone: string, now?: Date): Day;
/** @deprecated Takes the house to be in Europe/Berlin; pass its time zone. */
export function today(now?: Date): Day;
export function today(zone: string | Date = new Date(), now: Date = new Date()): Day {
	return typeof zone === 'string' ? dayIn(zone, now) : dayIn('Europe/Berlin', zone);
}
