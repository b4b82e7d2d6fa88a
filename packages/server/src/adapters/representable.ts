import { TRPCError } from '@trpc/server';
import type { RequestHandler } from 'express';
import superjson from 'superjson';
import { errorShape } from '../trpc/errors.ts';
import { recordOf } from './requestLog.ts';

/** tRPC answers 500 to what cannot be a web `Request`: one with the method TRACE, or with credentials in its address. */
export const representable: RequestHandler = (request, response, next) => {
	try {
		new Request(new URL(request.url, `http://${request.headers.host ?? 'localhost'}`), { method: request.method });
	} catch {
		const error = new TRPCError({ code: request.method === 'TRACE' ? 'METHOD_NOT_SUPPORTED' : 'BAD_REQUEST' });
		const shape = errorShape(error, undefined, recordOf(response).requestId);
		response.status(shape.data.httpStatus).json({ error: superjson.serialize(shape) });
		return;
	}
	next();
};
