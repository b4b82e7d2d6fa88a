/** The pages for mailed links (`packages/pages`): built files, held in memory, served with a policy of their own. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { LINK_PATHS } from '@betzenstein/shared';
import type { Response } from 'express';
import { type RequestHandler, Router } from 'express';
import type { Log } from '../log.ts';

/** Everything from here, nothing from elsewhere, nothing inline; in no frame, and a form goes nowhere by itself. */
const POLICY = [
	"default-src 'none'",
	"script-src 'self'",
	"style-src 'self'",
	"connect-src 'self'",
	"img-src 'self'",
	"font-src 'self'",
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

const TYPES: Record<string, string> = {
	'.html': 'text/html; charset=utf-8',
	'.js': 'text/javascript; charset=utf-8',
	'.css': 'text/css; charset=utf-8',
	'.svg': 'image/svg+xml',
};

export interface PagesOptions {
	log: Log;
	/** Where the built files lie; found by itself unless given. */
	folder?: string | undefined;
}

/** Answers GET and HEAD for the pages and their assets; leaves everything else to what follows. */
export function pages({ log, folder = builtFolder() }: PagesOptions): RequestHandler {
	const router = Router({ strict: true, caseSensitive: true });
	if (folder === undefined || !existsSync(join(folder, 'a.html'))) {
		log.warn('the pages for links are not built (pnpm build): their paths answer 404');
		return router;
	}
	for (const path of Object.values(LINK_PATHS)) {
		const send = sender(readFileSync(join(folder, `${path}.html`)), '.html');
		router.get(path, (request, response) => {
			// The rest is set already: no-store, noindex, no-referrer (headers.ts).
			response.set('content-security-policy', POLICY);
			return send(request.acceptsEncodings('gzip') === 'gzip', response);
		});
	}
	for (const name of readdirSync(join(folder, 'assets'))) {
		const send = sender(readFileSync(join(folder, 'assets', name)), extname(name));
		router.get(`/assets/${name}`, (request, response) => {
			// Its name changes with its content.
			response.set('cache-control', 'public, max-age=31536000, immutable');
			return send(request.acceptsEncodings('gzip') === 'gzip', response);
		});
	}
	return router;
}

/** Sends a file, packed if the caller can unpack it; packed once, when it is first asked for. */
function sender(content: Buffer, extension: string): (canUnpack: boolean, response: Response) => Promise<void> {
	let packed: Promise<Buffer> | undefined;
	return async (canUnpack, response) => {
		response.set({ 'content-type': TYPES[extension] ?? 'application/octet-stream', vary: 'accept-encoding' });
		if (canUnpack) {
			packed ??= promisify(gzip)(content, { level: 9 });
			response.set('content-encoding', 'gzip').send(await packed);
		} else response.send(content);
	};
}

/**
 * `pages/` lies in the image beside `dist/`, and in the workspace it is a package with a `dist/` of its own: the
 * nearest one above this file.
 */
function builtFolder(): string | undefined {
	for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
		for (const candidate of [join(folder, 'pages', 'dist'), join(folder, 'pages')]) {
			if (existsSync(join(candidate, 'a.html'))) return candidate;
		}
	}
	return undefined;
}
