import type { IncomingMessage } from 'node:http';
import ipaddr from 'ipaddr.js';

/**
 * The caller's address for the limits: what the proxy wrote into `header`, or the socket's. X-Forwarded-For is ignored:
 * callers can write its left end, and its right end is Fly itself.
 */
export function clientAddress(request: IncomingMessage, header: string | undefined): string {
	return writtenAddress(request, header) ?? request.socket.remoteAddress ?? 'unknown';
}

/** What the proxy wrote, if it did. */
export function writtenAddress(request: IncomingMessage, header: string | undefined): string | undefined {
	const written = header === undefined ? undefined : request.headers[header];
	return typeof written === 'string' && ipaddr.isValid(written.trim()) ? written.trim() : undefined;
}
