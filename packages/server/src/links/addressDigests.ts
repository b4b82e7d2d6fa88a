import { createHmac } from 'node:crypto';
import type { LinkKey } from './tokens.ts';

/**
 * What may be kept of an address that is forgotten: a hex digest for each key, the newest first. Without a key nobody
 * can tell whether a digest is of this address.
 */
export type AddressDigests = (email: string) => [string, ...string[]];

export function createAddressDigests(keys: readonly [LinkKey, ...LinkKey[]]): AddressDigests {
	// Nothing else that these keys sign or digest begins with this prefix.
	const digestBy = ({ secret }: LinkKey, email: string) =>
		createHmac('sha256', secret).update(`address ${email}`).digest('hex');
	const [newest, ...others] = keys;
	return (email) => [digestBy(newest, email), ...others.map((key) => digestBy(key, email))];
}
