/** Bytes to a server, and what comes back, without a client that would refuse to send them. */
import { connect } from 'node:net';

export interface RawAnswer {
	/** 0 when nothing came back: the request was not whole, or the server hung up. */
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** @param patienceMs how long to wait for an answer: one that is not whole gets none */
export function exchange(url: string, bytes: Buffer, patienceMs: number): Promise<RawAnswer> {
	const { port, hostname } = new URL(url);
	return new Promise((resolve) => {
		const received: Buffer[] = [];
		const socket = connect(Number(port), hostname);
		const timer = setTimeout(() => socket.destroy(), patienceMs);
		socket.on('data', (chunk) => {
			received.push(chunk);
			// Kept alive because the request said so.
			if (isWhole(Buffer.concat(received))) socket.end();
		});
		// Hung up on while we still write.
		socket.on('error', () => {});
		socket.on('close', () => {
			clearTimeout(timer);
			resolve(parse(Buffer.concat(received)));
		});
		socket.write(bytes);
	});
}

function isWhole(answer: Buffer): boolean {
	const end = answer.indexOf('\r\n\r\n');
	if (end < 0) return false;
	const [, length] = /\r\ncontent-length: (\d+)/i.exec(answer.subarray(0, end).toString('latin1')) ?? [];
	return length !== undefined ? answer.length >= end + 4 + Number(length) : answer.subarray(-7).toString('latin1') === '\r\n0\r\n\r\n';
}

function parse(answer: Buffer): RawAnswer {
	const text = answer.toString('utf8');
	// 100 Continue may come first.
	const start = text.startsWith('HTTP/1.1 100') ? text.indexOf('\r\n\r\n') + 4 : 0;
	const end = text.indexOf('\r\n\r\n', start);
	const [statusLine = '', ...lines] = text.slice(start, end < 0 ? undefined : end).split('\r\n');
	const headers = Object.fromEntries(
		lines.map((line): [string, string] => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		}),
	);
	const content = end < 0 ? '' : text.slice(end + 4);
	const isChunked = headers['transfer-encoding'] === 'chunked';
	return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: isChunked ? withoutChunkSizes(content) : content };
}

/** Good enough to read: sizes go, the rest is joined. */
const withoutChunkSizes = (content: string): string => content.replace(/^[0-9a-f]+\r\n/i, '').replace(/\r\n[0-9a-f]+\r\n/gi, '');
