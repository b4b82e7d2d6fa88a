import { createHmac } from 'node:crypto';
import type { LinkKey } from './tokens.ts';

/**
 * What may be kept of an address that is forgotten, hex: by each key, the newest first. Only who has a key can tell
 * whether it is this address.
 */
export type AddressDigests = (email: string) => [string, ...string[]];

export function createAddressDigests(keys: readonly [LinkKey, ...LinkKey[]]): AddressDigests {
	// No token and no other digest that these keys make is made of a text that begins so.
	const digestBy = ({ secret }: LinkKey, email: string) =>
		createHmac('sha256', secret).update(`address ${email}`).digest('hex');
	const [newest, ...others] = keys;
	return (email) => [digestBy(newest, email), ...others.map((key) => digestBy(key, email))];
}
