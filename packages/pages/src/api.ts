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

// Not `navigator.userActivation`: what drives a browser from outside sets that with every script it runs.
let isTouched = false;
for (const type of ['pointerdown', 'keydown', 'click'])
	addEventListener(
		type,
		(event) => {
			isTouched ||= event.isTrusted;
		},
		{ capture: true, passive: true },
	);

/** Mail scanners open links and run the pages' scripts; what they ask for does not make a personal link a used one (domain.md, Getting in). */
function sayingWhetherAttended(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
	if (isTouched) return fetch(input, init);
	const headers = new Headers(init?.headers);
	headers.set('x-unattended', '1');
	return fetch(input, { ...init, headers });
}
