import { type Client, createClient, type DayRange, type HouseInfo, type WhoAmI } from '@betzenstein/client';

/** What a page works with once its link has been found good. */
export interface Session {
	client: Client;
	house: HouseInfo;
	token: string;
	who: WhoAmI;
	/** The days that the link brings, for the form of the calendar's page. */
	days: DayRange | undefined;
}

/** A client for the server that these pages come from; without a token the caller is a stranger. */
export const connect = (token?: string): Client =>
	createClient({ url: location.origin, token, fetch: attended, timeout: PATIENCE_MS });

/** Then the reader is told, and may try again. */
const PATIENCE_MS = 15_000;

/** What is asked for before it is known whether the link is good: if it is not, nobody waits for the answer. */
export function ahead<T>(answer: Promise<T>): Promise<T> {
	answer.catch(() => {});
	return answer;
}

let isTouched = false;
// Not `navigator.userActivation`, which is also set for scripts that drive a browser from outside.
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

/** Tells the server at the first touch that a person uses this link: from then on mails to them may hold names. */
export async function useOnTouch(client: Client): Promise<void> {
	await firstTouch;
	// If this does not arrive, the next request will do.
	await client.access.whoAmI.query().catch(() => {});
}

/**
 * `fetch` that says whether anybody has touched the page: mail scanners open links and run the pages' scripts, and their
 * requests must not count as using a personal link (domain.md, Getting in).
 */
export function attended(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
	if (isTouched) return fetch(input, init);
	const headers = new Headers(init?.headers);
	headers.set('x-unattended', '1');
	return fetch(input, { ...init, headers });
}
