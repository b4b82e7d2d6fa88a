/**
 * Sockets to the database, whose other end may be gone without a word: after a failover, with a forgotten NAT entry,
 * behind a frozen pooler. Nobody tells us, and the kernel waits for a quarter of an hour. So they are looked at again
 * and again, and ended when something has waited for its answer for longer than anything healthy takes and nothing has
 * come on them for as long. The next statement opens a new one. What nobody waits for may be silent for as long as it
 * likes.
 */
import { connect, type Socket } from 'node:net';

export interface Sockets {
	/** How often they were looked at: a clock that stands still while this process does, and answers wait to be read. */
	now(): number;
	open(address: Address): Socket;
	/** Ends them all. */
	close(): void;
}

/** Where to connect to, as the driver has it; one of several hosts a time. */
export interface Address {
	host: string[];
	port: number[];
	path: string | false;
}

/** Looks in the time after which a silence is too long. */
const LOOKS = 9;

/** @param isWaiting has something waited for its answer since then, by `now`? */
export function createSockets(silenceMs: number, isWaiting: (since: number) => boolean): Sockets {
	const open = new Map<Socket, { bytes: number; at: number }>();
	let looks = 0;

	function look(): void {
		looks++;
		for (const [socket, heard] of open) {
			if (socket.destroyed) open.delete(socket);
			else if (socket.bytesRead !== heard.bytes) Object.assign(heard, { bytes: socket.bytesRead, at: looks });
			else if (looks - heard.at > LOOKS && isWaiting(looks - LOOKS)) socket.destroy();
		}
	}
	const timer = setInterval(look, silenceMs / LOOKS).unref();

	return {
		now: () => looks,
		open: ({ host, port, path }) => {
			// By chance: in turn, one that tries again and again might meet the host that is away each time.
			const turn = Math.floor(Math.random() * host.length);
			// The driver writes before it is connected, and waits no longer than its `connect_timeout`.
			const socket = path ? connect(path) : connect({ host: host[turn] as string, port: port[turn] as number });
			// Without a listener: for TLS the driver takes them all away.
			open.set(socket, { bytes: 0, at: looks });
			sendTogether(socket);
			// Where TLS looks for the name on the certificate.
			return Object.assign(socket, { host: host[turn] });
		},
		close: () => {
			clearInterval(timer);
			for (const socket of open.keys()) socket.destroy();
		},
	};
}

/** What is sent in one go leaves in one piece: the driver hands over a kilobyte at a time. */
function sendTogether(socket: Socket): void {
	const write = socket.write.bind(socket);
	socket.write = ((...chunk: Parameters<typeof write>) => {
		if (socket.writableCorked === 0) {
			socket.cork();
			process.nextTick(() => socket.uncork());
		}
		return write(...chunk);
	}) as typeof socket.write;
}
