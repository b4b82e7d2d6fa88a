/** `GET /openapi.json`: what `pnpm docs:openapi` wrote, read when it is first asked for. */
import type { RequestHandler } from 'express';

export function openApi(): RequestHandler {
	let text: Promise<string> | undefined;
	return async (_, response) => {
		text ??= import('../../openapi.json', { with: { type: 'json' } }).then((file) => JSON.stringify(file.default));
		// It is the same for everybody, and tools that read it run in browsers too.
		response
			.set('access-control-allow-origin', '*')
			.type('json')
			.send(await text);
	};
}
