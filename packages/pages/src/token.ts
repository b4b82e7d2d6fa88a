/** The token of a mailed link. It stands after `#`, where neither a server nor a log sees it. */

/** Takes the token out of the address bar, so that it stays in no history and on no screenshot. Undefined if there is none. */
export function takeToken(location: Pick<Location, 'hash' | 'pathname'>, history: Pick<History, 'replaceState'>): string | undefined {
	const token = location.hash.slice(1);
	if (token === '') return undefined;
	history.replaceState(null, '', location.pathname);
	return token;
}

/** The page that a link of this kind belongs on. */
const PATHS = { viewer: '/c', person: '/p', booking: '/b', action: '/a' } as const;

/** A kind of link. */
export type LinkKind = keyof typeof PATHS;

/** The address of a page with its token. */
export const linkTo = (kind: LinkKind, token: string): string => `${PATHS[kind]}#${token}`;
