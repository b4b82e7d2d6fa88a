/**
 * The tRPC router over HTTP. Like tRPC's own adapter for Express, except that some answers are remembered, and that all
 * but streams are written in one piece.
 */
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeStream } from 'node:stream/web';
import { refusal } from '@betzenstein/shared';
import { TRPCError } from '@trpc/server';
import { incomingMessageToRequest } from '@trpc/server/adapters/node-http';
import { type HTTPBaseHandlerOptions, resolveResponse } from '@trpc/server/http';
import type { Request, RequestHandler, Response } from 'express';
import superjson from 'superjson';
import type { Services } from '../deps.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Health } from '../health.ts';
import type { Holder } from '../links/holder.ts';
import { describeError, type Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import type { Tracing } from '../tracing/tracing.ts';
import type { CallRecord, Context } from '../trpc/context.ts';
import { errorShape, refusalOf } from '../trpc/errors.ts';
import type { Meta } from '../trpc/init.ts';
import { appRouter, routes } from '../trpc/root.ts';
import { createCallers, type RequestCaller } from './callers.ts';
import { clientAddress } from './clientAddress.ts';
import { clientRelease } from './clientRelease.ts';
import type { Limiter } from './limiter.ts';
import { alreadyHas, type RememberedAnswers } from './remembered.ts';
import { recordOf } from './requestLog.ts';
import type { Streams } from './streams.ts';
import { unavailableLog } from './unavailableLog.ts';

/** What those who answer callers work with. */
export interface AnsweringDeps {
	services: Services;
	health: Health;
	limiter: Limiter;
	log: Log;
	observe: Metrics['observe'];
	tracing: Tracing;
	/** Where the proxy writes the caller's address; without one it is the socket's. */
	clientIpHeader: string | undefined;
	answers: RememberedAnswers;
}

/** Largest request body in bytes; the largest honest one is a booking with a description and a comment. */
const MAX_BODY = 64 * 1024;
/** Most calls in one request. */
const MAX_BATCH = 20;

/** Queries whose answers may be remembered, and what they depend on. */
const REMEMBERED: ReadonlyMap<string, Meta['remembered']> = new Map(
	Object.entries(routes).flatMap(([room, procedures]) =>
		Object.entries(procedures).flatMap(([name, { _def }]: [string, { _def: { meta?: Meta } }]) =>
			_def.meta?.remembered ? [[`${room}.${name}`, _def.meta.remembered] as const] : [],
		),
	),
);

export function trpc({
	services,
	health,
	limiter,
	streams,
	log,
	observe,
	tracing,
	clientIpHeader,
	answers,
}: AnsweringDeps & { streams: Streams }): RequestHandler {
	const tellUnavailable = unavailableLog(log);
	const callerOf = createCallers(services, limiter);

	function refuseWhileStarting(): void {
		if (health.state() === 'starting') throw new RefusedError(refusal('UNAVAILABLE'));
	}

	/** The context of the request's calls. */
	function contextOf(request: Request, response: Response): Context & RequestCaller {
		const { requestId, calls, startedAt } = recordOf(response);
		const address = clientAddress(request, clientIpHeader);
		const caller = callerOf(request, address);
		return {
			...caller,
			services,
			tracing,
			requestId,
			isRepeat: Number(request.headers['x-attempt']) > 1,
			// A caller without a link is known without the database.
			resolveCaller: async (kind) => {
				refuseWhileStarting();
				return request.headers.authorization === undefined
					? { kind: 'stranger' }
					: (await caller.identify(kind)).caller;
			},
			spend: (kind) => limiter.spend(kind, address),
			holdStream: () => streams.hold(response, address),
			record: (call: CallRecord) => {
				calls.push(call);
				observe({ kind: 'call', ...call, seconds: (performance.now() - startedAt) / 1_000 });
			},
		};
	}

	const responseMeta: HTTPBaseHandlerOptions<typeof appRouter, globalThis.Request>['responseMeta'] = ({ errors }) => {
		const waits = errors
			.map(refusalOf)
			.flatMap(({ reason, details }) => (reason === 'RATE_LIMITED' ? details.retryAfterSeconds : []));
		return waits.length > 0 ? { headers: { 'retry-after': `${Math.max(...waits)}` } } : {};
	};

	/** The name under which the answer may be remembered, if it may. Whatever is wrong with the request, tRPC reports. */
	async function nameOf(
		request: Request,
		context: ReturnType<typeof contextOf>,
		path: string,
	): Promise<string | undefined> {
		const dependsOn = REMEMBERED.get(path);
		if (request.method !== 'GET' || !dependsOn || 'trpc-accept' in request.headers || health.state() === 'starting')
			return undefined;
		if (context.isRefusedToRead()) return undefined;
		const needsDatabase = dependsOn !== 'nothing' || request.headers.authorization !== undefined;
		const holder = needsDatabase ? await context.identify('read').catch(() => undefined) : STRANGER;
		if (!holder) return undefined;
		const version = { rows: holder.version, calendar: holder.calendarVersion, nothing: 0 }[dependsOn];
		return answers.nameOf(request.originalUrl, holder.caller, version);
	}

	/** Sends the remembered answer, if there is one and the caller has not used up their limit. */
	async function sendRemembered(
		request: Request,
		response: Response,
		context: Context,
		path: string,
		name: string,
	): Promise<boolean> {
		const isKnown = alreadyHas(request.headers['if-none-match'], name);
		const answer = isKnown ? undefined : answers.get(name);
		if (!isKnown && !answer) return false;
		try {
			await context.spend('read');
		} catch {
			return false;
		}
		context.record({ procedure: path, outcome: 'ok' });
		keepable(response, name);
		if (answer)
			response.setHeader('content-type', 'application/json').setHeader('content-length', Buffer.byteLength(answer));
		else response.statusCode = 304;
		response.end(answer);
		return true;
	}

	return async (request, response) => {
		recordOf(response).client = clientRelease(request.get('x-client'));
		const context = contextOf(request, response);
		const path = request.path.slice(1);
		const name = await nameOf(request, context, path);
		if (name !== undefined && (await sendRemembered(request, response, context, path, name))) return;

		const webRequest = representable(request, response);
		if (!webRequest) return;
		const answer = await resolveResponse({
			router: appRouter,
			req: webRequest,
			path: path.slice(path.lastIndexOf('/') + 1),
			error: null,
			maxBatchSize: MAX_BATCH,
			// Queries may come as POST too: few generated clients can put JSON into an address (openapi.json).
			allowMethodOverride: true,
			createContext: async ({ info }) => {
				// Thrown from here it is an answer of 503, after which an EventSource never tries again.
				if (info.type !== 'subscription') refuseWhileStarting();
				return context;
			},
			responseMeta,
			onError: ({ error, path: called, ctx }) => {
				const { reason } = refusalOf(error);
				const { requestId, calls } = recordOf(response);
				// A path that names no procedure is the caller's own text.
				const procedure = calls.find((call) => call.procedure === called)?.procedure;
				if (!procedure) observe({ kind: 'call', procedure: 'none', outcome: reason, seconds: 0 });
				else if (reason === 'UNAVAILABLE') tellUnavailable(error.cause, { requestId, procedure });
				if (reason !== 'INTERNAL') return;
				log.error({ requestId: ctx?.requestId, procedure: called, error: describeError(error) }, 'unexpected error');
			},
		});
		response.statusCode = answer.status;
		// Whether the connection stays open is not for tRPC to say.
		for (const [key, value] of answer.headers) if (key !== 'connection') response.appendHeader(key, value);
		if (answer.body && isStream(answer)) {
			// It is not an error when the caller leaves.
			await pipeline(Readable.fromWeb(answer.body as NodeStream), response).catch(() => {});
			return;
		}
		const body = await answer.text();
		if (name !== undefined && answer.status === 200) {
			answers.set(name, body);
			keepable(response, name);
		}
		response.end(body);
	};
}

/** Somebody without a link, whose answer does not depend on any version. */
const STRANGER: Holder = { caller: { kind: 'stranger' }, isFirstUse: false, version: 0, calendarVersion: 0 };

/** Lets the caller keep this answer, and ask each time whether it is still current. */
function keepable(response: Response, name: string): void {
	response
		.setHeader('etag', `"${name}"`)
		.setHeader('cache-control', 'private, no-cache')
		.appendHeader('vary', 'authorization');
}

const isStream = ({ headers }: globalThis.Response): boolean =>
	headers.get('transfer-encoding') === 'chunked' || headers.get('content-type') === 'text/event-stream';

/**
 * The request as a `Request` of the web. What that cannot express (the method TRACE, credentials in the URL) is refused
 * here; tRPC would answer 500.
 */
function representable(request: Request, response: Response): globalThis.Request | undefined {
	try {
		return incomingMessageToRequest(request, response, { maxBodySize: MAX_BODY });
	} catch {
		const error = new TRPCError({ code: request.method === 'TRACE' ? 'METHOD_NOT_SUPPORTED' : 'BAD_REQUEST' });
		const shape = errorShape(error, undefined, recordOf(response).requestId);
		response.status(shape.data.httpStatus).json({ error: superjson.serialize(shape) });
		return undefined;
	}
}
