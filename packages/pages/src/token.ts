/** The token of a mailed link. It comes after `#`, where no server or log sees it. */
import { type DayRange, isDay, LINK_PATHS, type WhoAmI } from '@betzenstein/shared';

/**
 * Takes the token out of the address bar, so that it gets into no history or screenshot. Undefined if there is none.
 */
export function takeToken(
	location: Pick<Location, 'hash' | 'pathname' | 'search'>,
	history: Pick<History, 'replaceState'>,
): string | undefined {
	const hash = location.hash.slice(1);
	if (hash === '') return undefined;
	history.replaceState(null, '', location.pathname + location.search);
	return tokenIn(hash) ?? hash;
}

/** The days that stand behind the token of a link to the calendar, for its form; undefined if there are none. */
export function daysBehind(hash: string): DayRange | undefined {
	const [, startDate = '', endDate = ''] = /\/(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)/.exec(decoded(hash)) ?? [];
	return isDay(startDate) && isDay(endDate) ? { startDate, endDate } : undefined;
}

// A signed JWT starts with `{"` in base64url, and ends with an HMAC-SHA256, which is 43 characters long.
const TOKEN = /eyJ[\w-]*\.[\w-]+\.[\w-]{43}/;

/**
 * Finds the token even if a mail program or messenger has broken the link, or added a dot, an ellipsis or other text.
 */
function tokenIn(hash: string): string | undefined {
	return TOKEN.exec(decoded(hash).replace(/[^\w.-]/g, ''))?.[0];
}

// Byte by byte, since the encoding may be cut off too; anything but ASCII is dropped anyway.
const decoded = (hash: string): string =>
	hash.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** A kind of link. */
export type LinkKind = keyof typeof LINK_PATHS;

/** Strangers have none; neither has a kind of link that only a newer server knows. */
export const isLinkKind = (kind: WhoAmI['kind']): kind is LinkKind => kind in LINK_PATHS;

/** The address of a page with its token. */
export const linkTo = (kind: LinkKind, token: string): string => `${LINK_PATHS[kind]}#${token}`;

/** The address of one booking, for a person who may see it. */
export const linkToBooking = (id: string, token: string): string => `${LINK_PATHS.booking}?buchung=${id}#${token}`;

/** The booking that the address is about, if it says so. */
export const bookingIn = (search: string): string | undefined =>
	new URLSearchParams(search).get('buchung') ?? undefined;
