/** The pages for mailed links (`packages/pages`): built files, served with a policy of their own. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { LINK_PATHS, PRIVACY_PATH } from '@betzenstein/shared';
import { type NextFunction, type RequestHandler, type Response, Router } from 'express';
import { folderAbove } from '../folderAbove.ts';
import type { Log } from '../log.ts';

/** Everything from here, nothing from elsewhere, nothing inline; in no frame, and a form goes nowhere by itself. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"connect-src 'self'",
	"img-src 'self'",
	"font-src 'self'",
	"manifest-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

/** How files are packed, best first; each has a folder of its own (packages/pages/build.ts). */
const CODINGS = ['br', 'gzip'];

export interface PagesOptions {
	log: Log;
	/** Where the built files lie; found by itself unless given. */
	folder?: string | undefined;
}

/** Where pages are, without the slash that somebody may add. */
const PATHS = [...Object.values(LINK_PATHS), PRIVACY_PATH];

/**
 * Answers GET and HEAD for the pages and their assets, and browsers that ask for what is not there; leaves everything
 * else to what follows.
 */
export function pages({ log, folder = folderAbove('pages/dist') }: PagesOptions): RequestHandler {
	const router = Router({ strict: true, caseSensitive: true });
	if (folder === undefined || !existsSync(join(folder, 'a.html'))) {
		log.warn('the pages for links are not built (pnpm build): their paths answer 404');
		return router;
	}
	// The rest is set already: no-store, noindex, no-referrer (headers.ts).
	const html = sender(folder, { 'content-security-policy': POLICY });
	router.get('/', (_, response, next) => html('home.html', response, next));
	router.get(PATHS, ({ path }, response, next) => html(`${path}.html`, response, next));
	router.get(
		PATHS.map((path) => `${path}/`),
		// What stands behind `#` goes along.
		({ path, originalUrl }, response) => response.redirect(308, originalUrl.replace(path, path.slice(0, -1))),
	);
	// Its name changes with its content.
	const asset = sender(folder, { 'cache-control': 'public, max-age=31536000, immutable' });
	router.get(/^\/assets\/[\w.-]+$/, ({ path }, response, next) => asset(path, response, next));
	router.get(/.*/, (request, response, next) => {
		// Programs that take anything get what they always got.
		if (request.accepts(['json', 'html']) !== 'html') return next();
		response.status(404);
		html('home.html', response, next);
	});
	return router;
}

/** Sends a file as the caller can best unpack it. */
const sender =
	(folder: string, headers: Record<string, string>) =>
	(file: string, response: Response, next: NextFunction): void => {
		const coding = CODINGS.find((one) => response.req.acceptsEncodings(one));
		const options = {
			root: join(folder, coding ?? ''),
			headers: { ...headers, vary: 'accept-encoding', ...(coding && { 'content-encoding': coding }) },
			acceptRanges: false,
			lastModified: false,
		};
		response.sendFile(file, options, (error) => {
			// Nothing of it can be read: there is no such file.
			if (error && !response.headersSent) next();
		});
	};
