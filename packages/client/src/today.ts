import { type Day, dayIn } from '@betzenstein/shared';

/**
 * Today at the house, whatever time zone the visitor is in. `house.info` says it too, by the server's clock.
 * @param now another instant than this one
 */
export const today = (now: Date = new Date()): Day => dayIn('Europe/Berlin', now);
