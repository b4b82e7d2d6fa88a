import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';

/** Swagger UI over the server's own description: every procedure to read of and to try. */
export interface Reference {
	url: string;
	close(): Promise<void>;
}

const SWAGGER_UI = dirname(fileURLToPath(import.meta.resolve('swagger-ui-dist/package.json')));

/** Listens on loopback only. @param apiUrl the server it calls */
export async function startReference(apiUrl: string): Promise<Reference> {
	const options = JSON.stringify({
		url: `${apiUrl}/openapi.json`,
		dom_id: '#swagger-ui',
		// Else it sends the address of the description to a site of its own.
		validatorUrl: null,
		persistAuthorization: true,
		tryItOutEnabled: true,
	});
	const app = express();
	// The page's own would show an example from elsewhere.
	app.get('/swagger-initializer.js', (_, response) => {
		response.type('js').send(`SwaggerUIBundle(${options});\n`);
	});
	app.use(express.static(SWAGGER_UI));
	const server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://localhost:${(server.address() as AddressInfo).port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
