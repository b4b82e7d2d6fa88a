/** Mailed links. Their token comes after `#`, where no server or log sees it. */
import { type DayRange, isDay, LINK_PATHS, type WhoAmI } from '@betzenstein/shared';

/** What a link brings. */
export interface Link {
	token: string;
	/** The days that stand behind the token of a link to the calendar, for its form. */
	days?: DayRange | undefined;
}

/**
 * Takes the link out of the address bar, so that it gets into no screenshot and no list of visited pages. The tab's
 * own history keeps it: after loading anew, Back and Forward it is there again. Undefined if there is none.
 */
export function takeLink(
	location: Pick<Location, 'hash' | 'pathname' | 'search'>,
	history: Pick<History, 'replaceState' | 'state'>,
): Link | undefined {
	const hash = location.hash.slice(1);
	if (hash === '') return history.state?.link;
	// What is none of our tokens is the server's to refuse.
	const link = linkIn(hash) ?? { token: hash };
	history.replaceState({ link }, '', location.pathname + location.search);
	return link;
}

/** The link in what somebody pasted; undefined if there is no whole token in it. */
export function linkIn(pasted: string): Link | undefined {
	const token = tokenIn(pasted);
	return token === undefined ? undefined : { token, days: daysBehind(pasted) };
}

function daysBehind(pasted: string): DayRange | undefined {
	const [, startDate = '', endDate = ''] = /\/(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)/.exec(decoded(pasted)) ?? [];
	return isDay(startDate) && isDay(endDate) ? { startDate, endDate } : undefined;
}

// A signed JWT starts with `{"` in base64url, and ends with an HMAC-SHA256, which is 43 characters long.
const TOKEN = /eyJ[\w-]*\.[\w-]+\.[\w-]{43}/;

/**
 * Finds the token even if a mail program or messenger has broken the link, or added a dot, an ellipsis or other text.
 */
function tokenIn(pasted: string): string | undefined {
	return TOKEN.exec(decoded(pasted).replace(/[^\w.-]/g, ''))?.[0];
}

// Byte by byte, since the encoding may be cut off too; anything but ASCII is dropped anyway.
const decoded = (pasted: string): string =>
	pasted.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Does the token look like the calendar's? For words only: what it really is, the server says. */
export function isForCalendar(token: string): boolean {
	try {
		return JSON.parse(atob((token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))).aud === 'calendar';
	} catch {
		return false;
	}
}

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
