/** The application on a port of its own, with the services of a test house. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type AppDeps, createApp, createHealth, createLimiter, createLog } from '@betzenstein/server';
import type { TestHouse } from './testHouse.ts';

export async function serve(house: TestHouse, more: Partial<AppDeps> = {}) {
	const log = createLog('silent');
	const health = createHealth(house.services.db, log);
	const limiter = createLimiter({
		db: house.services.db,
		limits: house.config.limits,
		secret: house.config.linkKeys[0].secret,
	});
	const app = createApp({
		services: house.services,
		health,
		limiter,
		log,
		corsOrigins: ['https://frontend.example'],
		clientIpHeader: undefined,
		webhookSecret: undefined,
		...more,
	});
	const server = createServer(app);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		health,
		log,
		start: () => health.start(async () => {}),
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
