import type { RequestHandler } from 'express';
import helmet from 'helmet';

const protect = helmet({
	// Data, not pages: nothing of an answer may load or be framed anywhere.
	contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
	// Other origins read answers through CORS.
	crossOriginResourcePolicy: { policy: 'cross-origin' },
	referrerPolicy: { policy: 'no-referrer' },
});

/** Headers of every answer: nothing here is for search engines, caches or frames. */
export const hardened: RequestHandler = (request, response, next) => {
	response.set({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	protect(request, response, next);
};
