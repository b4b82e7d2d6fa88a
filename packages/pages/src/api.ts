import { type Client, createClient, type HouseInfo, type WhoAmI } from '@betzenstein/client';

/** What a page works with once its link has been found good. */
export interface Session {
	client: Client;
	house: HouseInfo;
	token: string;
	who: WhoAmI;
}

/** Calls to the server that these pages come from; without a token as a stranger. */
export const connect = (token?: string): Client => createClient({ url: location.origin, token, fetch: sayingWhetherAttended });

/**
 * Mail scanners open links and run the pages' scripts; what they ask for does not make a personal link a used one (domain.md, Getting in).
 * A browser that cannot tell counts as untouched until a form is sent.
 */
function sayingWhetherAttended(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
	if (navigator.userActivation?.hasBeenActive) return fetch(input, init);
	const headers = new Headers(init?.headers);
	headers.set('x-unattended', '1');
	return fetch(input, { ...init, headers });
}
