/** `live.changes` as the server has it, made of tRPC itself, with everything that may happen on the way. */
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Refusal } from '@betzenstein/shared';
import { initTRPC, TRPCError, tracked } from '@trpc/server';
import { createHTTPHandler } from '@trpc/server/adapters/standalone';
import superjson from 'superjson';

class Refused extends Error {
	readonly refusal: Refusal;
	constructor(refusal: Refusal) {
		super(refusal.reason);
		this.refusal = refusal;
	}
}

export interface LiveServer {
	url: string;
	/** Every request for the stream, and what it came with. */
	asked: { url: string; authorization: string | undefined; lastEventId: string | undefined }[];
	/** How many listen. */
	open(): number;
	/** Something changes. */
	change(): void;
	version(): number;
	/** Who listens and who comes is refused, until `undefined`. */
	refuse(refusal: ((authorization: string | undefined) => Refusal | undefined) | undefined): void;
	/** Answers the next requests past tRPC, as a proxy would. */
	answerInstead(...answers: ((response: ServerResponse) => void)[]): void;
	/** Ends every stream as a server does that goes away. */
	drain(): void;
	/** Cuts every connection. */
	cut(): void;
	close(): Promise<void>;
}

interface LiveServerOptions {
	/** After how many milliseconds without a ping a client is to come back. */
	silence?: number;
	/** What a browser finds beside it, by path. */
	files?: Readonly<Record<string, { type: string; text: string }>>;
}

export async function serveLive({ silence = 1_000, files = {} }: LiveServerOptions = {}): Promise<LiveServer> {
	const news = new EventEmitter().setMaxListeners(0);
	const asked: LiveServer['asked'] = [];
	const instead: ((response: ServerResponse) => void)[] = [];
	let version = 1;
	let draining = new AbortController();
	let refusalFor: (authorization: string | undefined) => Refusal | undefined = () => undefined;

	const t = initTRPC.context<{ authorization: string | undefined }>().create({
		transformer: superjson,
		isDev: false,
		sse: { ping: { enabled: true, intervalMs: silence / 3 }, client: { reconnectAfterInactivityMs: silence } },
		errorFormatter: ({ shape, error }) => ({
			...shape,
			message: `Satz zu ${error.message}`,
			data: {
				...shape.data,
				...(error.cause instanceof Refused ? error.cause.refusal : { reason: 'NOT_FOUND', details: {} }),
				requestId: 'r-1',
			},
		}),
	});

	function check(authorization: string | undefined): void {
		const refusal = refusalFor(authorization);
		if (refusal) throw new TRPCError({ code: 'UNAUTHORIZED', message: refusal.reason, cause: new Refused(refusal) });
	}

	const changes = t.procedure
		.input((input) => input as { lastEventId?: string } | undefined)
		.subscription(async function* ({ input, signal, ctx }) {
			const over = AbortSignal.any([draining.signal, ...(signal ? [signal] : [])]);
			for (let seen = Number(input?.lastEventId ?? -1); ; ) {
				check(ctx.authorization);
				if (seen === version) await once(news, 'news', { signal: over });
				else {
					seen = version;
					yield tracked(`${version}`, { version });
				}
			}
		});
	const router = t.router({ live: t.router({ changes }) });
	const handle = createHTTPHandler({
		router,
		basePath: '/trpc/',
		createContext: ({ req }) => ({ authorization: req.headers.authorization }),
	});

	const streams = new Set<ServerResponse>();
	const server = createServer((request: IncomingMessage, response) => {
		const file = files[request.url ?? ''];
		// For any origin.
		response.setHeader('access-control-allow-origin', '*');
		response.setHeader('access-control-allow-headers', 'authorization, x-client, last-event-id');
		if (file) return void response.setHeader('content-type', file.type).end(file.text);
		if (request.method === 'OPTIONS' || !request.url?.startsWith('/trpc')) return void response.end();
		const { authorization, 'last-event-id': lastEventId } = request.headers;
		asked.push({ url: request.url, authorization, lastEventId: lastEventId as string | undefined });
		streams.add(response);
		response.once('close', () => streams.delete(response));
		const answer = instead.shift();
		if (answer) answer(response);
		else handle(request, response);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		asked,
		open: () => streams.size,
		change: () => {
			version += 1;
			news.emit('news');
		},
		version: () => version,
		refuse: (next) => {
			refusalFor = next ?? (() => undefined);
			news.emit('news');
		},
		answerInstead: (...answers) => void instead.push(...answers),
		drain: () => {
			draining.abort();
			draining = new AbortController();
		},
		cut: () => server.closeAllConnections(),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
