/** What the browser keeps for its reader. Where it may keep nothing, the pages work without. */
import { LINK_PATHS } from '@betzenstein/shared';

type Store = 'sessionStorage' | 'localStorage';

function kept(store: Store, name: string): string | undefined {
	try {
		return window[store].getItem(name) ?? undefined;
	} catch {
		return undefined;
	}
}

function keep(store: Store, name: string, value: string | undefined): void {
	try {
		if (value === undefined) window[store].removeItem(name);
		else window[store].setItem(name, value);
	} catch {
		// Forbidden, or full.
	}
}

let reader = '';

/** From now on, what a tab keeps is for the holder of this link: others may open theirs in the same tab. */
export function keepFor(token: string): void {
	reader = token.slice(-8);
}

const inTab = (name: string): string => `${location.pathname} ${name} ${reader}`;

/** What this tab keeps for this page until it is closed, through reloading, Back and Forward. */
export const keptInTab = (name: string): string | undefined => kept('sessionStorage', inTab(name));

/** Undefined to keep it no longer. */
export const keepInTab = (name: string, value: string | undefined): void => keep('sessionStorage', inTab(name), value);

/**
 * What this entry of the tab's history keeps, through loading anew, Back and Forward, beside the link (token.ts). A link
 * that is opened anew begins another.
 */
export const keptInEntry = (name: string): unknown => history.state?.[name];

/** Undefined to keep it no longer. */
export const keepInEntry = (name: string, value: object | undefined): void =>
	history.replaceState({ ...history.state, [name]: value }, '');

const onDevice = (path: string): string => `link ${path}`;

/** The token with which this page opens on this device without a link, if its reader wanted that. */
export const rememberedToken = (path = location.pathname): string | undefined => kept('localStorage', onDevice(path));

/** Remembers this page's token. False where the browser keeps nothing. */
export function rememberToken(token: string): boolean {
	keep('localStorage', onDevice(location.pathname), token);
	return rememberedToken() === token;
}

/** Forgets the token on every page: because its reader wants that, or because it has ended. */
export function forgetToken(token: string): void {
	for (const path of Object.values(LINK_PATHS))
		if (rememberedToken(path) === token) keep('localStorage', onDevice(path), undefined);
}
