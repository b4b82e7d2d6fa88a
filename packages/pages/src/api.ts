import { type Client, createClient, type HouseInfo, type WhoAmI } from '@betzenstein/client';

/** What a page works with once its link has been found good. */
export interface Session {
	client: Client;
	house: HouseInfo;
	token: string;
	who: WhoAmI;
}

/** Calls to the server that these pages come from; without a token as a stranger. */
export const connect = (token?: string): Client =>
	createClient({ url: location.origin, token, fetch: sayingWhetherAttended });

let isTouched = false;
// Not `navigator.userActivation`: what drives a browser from outside sets that with every script it runs.
const firstTouch = new Promise<void>((resolve) => {
	for (const type of ['pointerdown', 'keydown', 'click'])
		addEventListener(
			type,
			({ isTrusted }) => {
				if (!isTrusted) return;
				isTouched = true;
				resolve();
			},
			{ capture: true, passive: true },
		);
});

/**
 * Tells the server once that somebody holds this personal link, whatever they touch: from then on mails to them name
 * names.
 */
export async function useOnTouch(client: Client): Promise<void> {
	await firstTouch;
	// If this does not arrive, the next request tells it.
	await client.access.whoAmI.query().catch(() => {});
}

/**
 * Mail scanners open links and run the pages' scripts; what they ask for does not make a personal link a used one
 * (domain.md, Getting in).
 */
function sayingWhetherAttended(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
	if (isTouched) return fetch(input, init);
	const headers = new Headers(init?.headers);
	headers.set('x-unattended', '1');
	return fetch(input, { ...init, headers });
}
