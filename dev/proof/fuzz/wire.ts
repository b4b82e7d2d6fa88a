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
	const head = answer.subarray(0, end).toString('latin1');
	// A stream has no end: what it says first is enough.
	if (/\r\ncontent-type: text\/event-stream/i.test(head))
		return /\n(id|event: serialized-error)\b/.test(answer.subarray(end).toString());
	const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? [];
	return length !== undefined
		? answer.length >= end + 4 + Number(length)
		: answer.subarray(-7).toString('latin1') === '\r\n0\r\n\r\n';
}

/** The first answer; what may follow is to bytes that the server took for another request. */
function parse(answer: Buffer): RawAnswer {
	const head = answer.toString('latin1');
	// 100 Continue may come first.
	const start = head.startsWith('HTTP/1.1 100') ? head.indexOf('\r\n\r\n') + 4 : 0;
	const end = head.indexOf('\r\n\r\n', start);
	const [statusLine = '', ...lines] = head.slice(start, end < 0 ? undefined : end).split('\r\n');
	const headers = Object.fromEntries(
		lines.map((line): [string, string] => {
			const colon = line.indexOf(':');
			return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
		}),
	);
	const content = end < 0 ? Buffer.alloc(0) : answer.subarray(end + 4);
	const length = headers['content-length'];
	const isChunked = headers['transfer-encoding'] === 'chunked';
	const body = isChunked ? joined(content) : content.subarray(0, length === undefined ? undefined : Number(length));
	return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: body.toString('utf8') };
}

/** The chunks of a body up to the empty one. */
function joined(content: Buffer): Buffer {
	const chunks: Buffer[] = [];
	for (let at = 0; ; ) {
		const lineEnd = content.indexOf('\r\n', at);
		const size = lineEnd < 0 ? 0 : Number.parseInt(content.subarray(at, lineEnd).toString('latin1'), 16);
		if (!(size > 0)) return Buffer.concat(chunks);
		chunks.push(content.subarray(lineEnd + 2, lineEnd + 2 + size));
		at = lineEnd + 2 + size + 2;
	}
}
