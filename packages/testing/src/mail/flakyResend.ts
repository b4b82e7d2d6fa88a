/**
 * Resend as the network sometimes shows it: an emulator behind a proxy that limits, breaks, hangs, and cuts the line.
 */
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEmulator } from 'emulate';
import { freePort } from '../machine/port.ts';

/** `cut`: the mail is accepted, but the answer never arrives. `refuse`: a 422 for this mail, now and ever. */
export type Fault = 'none' | 'limit' | 'break' | 'hang' | 'cut' | 'refuse' | 'deny' | 'wall' | 'garble' | 'busy';

/** What the provider accepts with these. */
export const ACCEPTING: ReadonlySet<Fault> = new Set<Fault>(['none', 'cut']);

/** A mail that the provider accepted. */
export interface AcceptedMail {
	id: string;
	to: string[];
	subject: string;
}

/** A mail as the server sent it. */
export interface SentMail {
	idempotencyKey: string;
	to: string;
	replyTo: string | undefined;
	from: string;
	subject: string;
	html: string;
	text: string;
	/** For mail programs, beside those of every mail. */
	headers: Record<string, string>;
	attachments: { filename: string; content: string }[];
}

export interface FlakyResend {
	url: string;
	/** A page on which accepted mails can be read and their links clicked. */
	inboxUrl: string;
	/** Every try, in order, with what was done to it. */
	tries: { mail: SentMail; fault: Fault }[];
	accepted(): Promise<AcceptedMail[]>;
	close(): Promise<void>;
}

/**
 * @param faultFor decides for each try what happens to it
 * @param latencyMs how long an answer takes, the mail being accepted at once
 */
export async function startFlakyResend(
	faultFor: (mail: SentMail) => Fault = () => 'none',
	latencyMs = 0,
): Promise<FlakyResend> {
	const emulator = await createEmulator({ service: 'resend', port: await freePort() });
	const tries: FlakyResend['tries'] = [];

	const server = createServer(async (incoming, answer) => {
		const body = await buffer(incoming);
		const mail = sentMail(incoming, body);
		const fault = faultFor(mail);
		tries.push({ mail, fault });
		switch (fault) {
			case 'hang':
				return;
			case 'limit':
				return say(answer, 429, 'rate_limit_exceeded', { 'retry-after': '1' });
			case 'break':
				return void answer.writeHead(502).end('<html>bad gateway</html>');
			case 'refuse':
				return say(answer, 422, 'validation_error');
			case 'deny':
				return say(answer, 403, 'invalid_api_key');
			case 'wall':
				return void answer.writeHead(403, { 'content-type': 'text/html' }).end('<html>are you a robot?</html>');
			case 'garble':
				return void answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
			case 'busy':
				return say(answer, 409, 'concurrent_idempotent_requests');
			case 'cut':
				await forward(incoming, body, emulator.url);
				return void incoming.socket.destroy();
			case 'none': {
				const { status, text } = await forward(incoming, body, emulator.url);
				await sleep(latencyMs);
				answer.writeHead(status, { 'content-type': 'application/json' }).end(text);
			}
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		inboxUrl: `${emulator.url}/inbox`,
		tries,
		accepted: async () => {
			const response = await fetch(`${emulator.url}/emails?limit=10000`, {
				headers: { authorization: 'Bearer re_test' },
			});
			return ((await response.json()) as { data: AcceptedMail[] }).data;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
			await emulator.close();
		},
	};
}

function sentMail(incoming: IncomingMessage, body: Buffer): SentMail {
	const { to, reply_to: replyTo, attachments = [], ...mail } = JSON.parse(body.toString()) as Record<string, never>;
	return {
		...mail,
		to,
		replyTo,
		attachments,
		idempotencyKey: `${incoming.headers['idempotency-key']}`,
	} as unknown as SentMail;
}

function say(answer: ServerResponse, statusCode: number, name: string, headers: Record<string, string> = {}): void {
	answer
		.writeHead(statusCode, { 'content-type': 'application/json', ...headers })
		.end(JSON.stringify({ statusCode, name, message: name }));
}

function forward(incoming: IncomingMessage, body: Buffer, to: string): Promise<{ status: number; text: string }> {
	return new Promise((resolve, reject) => {
		const headers = { ...incoming.headers, host: new URL(to).host };
		const outgoing = request(
			`${to}${incoming.url}`,
			{ method: incoming.method ?? 'POST', headers },
			async (response) => {
				resolve({ status: response.statusCode ?? 502, text: (await buffer(response)).toString() });
			},
		);
		outgoing.once('error', reject);
		outgoing.end(body);
	});
}
