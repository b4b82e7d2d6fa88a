/** The token of a mailed link. It stands after `#`, where neither a server nor a log sees it. */
import { LINK_PATHS } from '@betzenstein/shared';

/**
 * Takes the token out of the address bar, so that it stays in no history and on no screenshot. Undefined if there is
 * none.
 */
export function takeToken(
	location: Pick<Location, 'hash' | 'pathname'>,
	history: Pick<History, 'replaceState'>,
): string | undefined {
	const hash = location.hash.slice(1);
	if (hash === '') return undefined;
	history.replaceState(null, '', location.pathname);
	return tokenIn(hash) ?? hash;
}

// A signed JWT begins with `{"` in base64url, and HMAC-SHA256 has 43 characters of it.
const TOKEN = /eyJ[\w-]*\.[\w-]+\.[\w-]{43}/;

/**
 * Mails and messengers put a dot or an ellipsis behind a link, break it in two or hang something on: the token without
 * all that.
 */
function tokenIn(hash: string): string | undefined {
	// Byte by byte, for the encoding may be cut off too; what is no ASCII is dropped anyway.
	const text = hash.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
	return TOKEN.exec(text.replace(/[^\w.-]/g, ''))?.[0];
}

/** A kind of link. */
export type LinkKind = keyof typeof LINK_PATHS;

/** The address of a page with its token. */
export const linkTo = (kind: LinkKind, token: string): string => `${LINK_PATHS[kind]}#${token}`;
