import type { RequestHandler } from 'express';
import helmet from 'helmet';

const protect = helmet({
	// Answers are data, not pages: they may load nothing and be framed nowhere.
	contentSecurityPolicy: { useDefaults: false, directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] } },
	// CORS decides which other origins may read answers.
	crossOriginResourcePolicy: { policy: 'cross-origin' },
	referrerPolicy: { policy: 'no-referrer' },
	xFrameOptions: { action: 'deny' },
});

/** Headers of every answer: nothing here is for search engines, caches or frames. */
export const hardened: RequestHandler = (request, response, next) => {
	response.set({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' });
	protect(request, response, next);
};
