/** The token of a mailed link. It stands after `#`, where neither a server nor a log sees it. */

/** Takes the token out of the address bar, so that it stays in no history and on no screenshot. Undefined if there is none. */
export function takeToken(location: Pick<Location, 'hash' | 'pathname'>, history: Pick<History, 'replaceState'>): string | undefined {
	const token = location.hash.slice(1);
	if (token === '') return undefined;
	history.replaceState(null, '', location.pathname);
	return token;
}

/**
 * The booking that a booking link opens; undefined for any other token. Callers have no business inside a token, but these
 * pages are as old as the server that signs it, and no procedure names the booking.
 */
export function bookingIdIn(token: string): string | undefined {
	const payload = token.split('.')[1] ?? '';
	try {
		const claims: unknown = JSON.parse(atob(payload.replace(/-/g, '+').replace(/_/g, '/')));
		const id = (claims as { bid?: unknown } | null)?.bid;
		return typeof id === 'string' ? id : undefined;
	} catch {
		return undefined;
	}
}

/** The page that a link of this kind belongs on. */
const PATHS = { viewer: '/c', person: '/p', booking: '/b', action: '/a' } as const;

/** A kind of link. */
export type LinkKind = keyof typeof PATHS;

/** The address of a page with its token. */
export const linkTo = (kind: LinkKind, token: string): string => `${PATHS[kind]}#${token}`;
