/** What goes over the wire around a call: its address, its headers, and the answer to it. */
import type { ClientOptions } from './client.ts';
import { type Failure, kindOfSignal } from './failure.ts';
import { textIn, valueIn } from './unknown.ts';

/** Where every call goes. @throws TypeError without an address */
export function endpoint(url: string): string {
	if (typeof url !== 'string') throw new TypeError(`\`url\` has to be the server's address; it is ${url}.`);
	return `${url.replace(/\/+$/, '')}/trpc`;
}

/**
 * Which release calls, as `User-Agent` has products. A test holds it against package.json, the whole of which an import
 * would put into the pages.
 */
const CLIENT = 'betzenstein-client/0.2.0';

/**
 * What every request says of its caller, and that it is sent again if it is; asks for the token anew.
 * @throws Failure `bug`
 */
export async function headersOf(
	{ token, headers }: Pick<ClientOptions, 'token' | 'headers'>,
	attempt = 1,
): Promise<Record<string, string>> {
	try {
		const current = typeof token === 'function' ? await token() : token;
		const all = {
			...headers,
			// Together: a request without either may need no preflight, and keeps needing none.
			...(current && { authorization: `Bearer ${current}`, 'x-client': CLIENT }),
			...(attempt > 1 && { 'x-attempt': `${attempt}` }),
		};
		// Refuses what no header can hold, as `fetch` would.
		new Headers(all);
		return all;
	} catch (cause) {
		throw { failure: 'bug', message: `No headers: ${said(cause)}`, cause } satisfies Failure;
	}
}

/**
 * Sends a request of one or several calls and reads what comes back. The answer's `json` is made here and not by the
 * platform: some (Next's edge, Jest, Vitest's `vmThreads`) parse in another realm, whose objects superjson leaves as
 * they are, with texts for dates.
 * @throws Failure unless each call got an answer of the server's kind
 */
export async function send(custom: typeof fetch | undefined, url: string, init: RequestInit): Promise<Response> {
	// What was asked for may be personal.
	const address = url.replace(/\?.*/s, '');
	const what = `${init.method ?? 'GET'} ${address}`;
	if (!custom) checkAddress(address);
	let response: Response;
	let text: string;
	try {
		response = await (custom ?? fetch)(url, init);
		text = await response.text();
	} catch (cause) {
		const failure = kindOfSignal(cause) ?? 'offline';
		throw { failure, message: `${what} got no answer: ${said(cause)}`, cause } satisfies Failure;
	}
	const calls = address.slice(address.lastIndexOf('/')).split(',').length;
	const answers = answersIn(text, calls);
	if (answers === undefined) {
		const { status, headers } = response;
		const kind = headers.get('content-type') ?? 'no content type';
		throw {
			failure: 'unexpected',
			message: `${what} was answered ${status}, not by this server (${kind}).`,
			status,
			retryAfter: millisecondsOf(headers.get('retry-after')),
		} satisfies Failure;
	}
	return Object.assign(response, { json: async () => answers });
}

/** `fetch` fails in the same way for an address that no request can have as for a lost connection. @throws Failure */
function checkAddress(address: string): void {
	try {
		new URL(address, globalThis.location?.href);
	} catch (cause) {
		throw {
			failure: 'bug',
			message: `${address} cannot be called from here.`,
			cause,
		} satisfies Failure;
	}
}

/** What the server answered to this many calls: one answer each, or one for all; undefined if it is not the server's. */
function answersIn(text: string, calls: number): unknown {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		return undefined;
	}
	const isWhole = Array.isArray(json) ? json.length === calls && json.every(isAnswer) : isAnswer(json);
	return isWhole ? json : undefined;
}

const isAnswer = (answer: unknown): boolean =>
	valueIn(valueIn(valueIn(answer, 'result'), 'data'), 'json') !== undefined || valueIn(answer, 'error') !== undefined;

/** `Retry-After` in milliseconds: it holds seconds or a date. */
function millisecondsOf(retryAfter: string | null): number {
	const wait = Number(retryAfter) * 1_000;
	return wait >= 0 ? wait : Date.parse(retryAfter ?? '') - Date.now() || 0;
}

/** Node says only "fetch failed", and the rest in its cause. */
const said = (cause: unknown): string => {
	const behind = textIn(valueIn(cause, 'cause'), 'message');
	return `${textIn(cause, 'message') ?? String(cause)}${behind ? ` (${behind})` : ''}`;
};
