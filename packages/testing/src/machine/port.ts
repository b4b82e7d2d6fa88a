import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port of 127.0.0.1 that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('A TCP server has no port.');
	return address.port;
}

/** Whether somebody listens on this port under one of the addresses that `localhost` stands for. */
export async function isPortTaken(port: number): Promise<boolean> {
	return (await isTaken(port, '127.0.0.1')) || (await isTaken(port, '::1'));
}

async function isTaken(port: number, host: string): Promise<boolean> {
	const server = createServer().listen(port, host);
	try {
		await once(server, 'listening');
	} catch (error) {
		// Any other refusal, such as a machine without IPv6, is for the real server to report.
		return (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
	}
	server.close();
	await once(server, 'close');
	return false;
}
