import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * The caller's address for the limits: what the proxy wrote into `header`, or the socket's. X-Forwarded-For is ignored:
 * callers can write its left end, and its right end is Fly itself.
 */
export function clientAddress(request: IncomingMessage, header: string | undefined): string {
	const written = header === undefined ? undefined : request.headers[header];
	const socket = request.socket.remoteAddress ?? 'unknown';
	return typeof written === 'string' && ipaddr.isValid(written.trim()) ? written.trim() : socket;
}
