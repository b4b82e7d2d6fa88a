/**
 * Sockets to the database. Their other end may disappear without notice: after a failover, with a forgotten NAT entry,
 * behind a frozen pooler. The kernel would wait for a quarter of an hour. So each socket is checked regularly, and
 * closed when something has waited for an answer, and the socket has been silent, for longer than anything healthy
 * takes. The next statement opens a new one. While nobody waits, a socket may be silent for as long as it likes.
 */
import { connect, type Socket } from 'node:net';

export interface Sockets {
	/** The number of checks so far: a clock that stops while this process is stopped and cannot read answers. */
	now(): number;
	open(place: SocketPlace): Socket;
	/** Closes them all. */
	close(): void;
}

/** Where to connect to, as the driver gives it; each socket goes to one of the hosts. */
export interface SocketPlace {
	host: string[];
	port: number[];
	path: string | false;
}

/** Checks during the time after which a silence is too long. */
const LOOKS = 9;

/** @param isWaiting has something waited for its answer since `since`, by `now`'s clock? */
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
			// At random: in turn, a caller that retries might meet the same host, which is down, each time.
			const turn = Math.floor(Math.random() * host.length);
			// Not connected yet, which is fine: the driver writes at once, and waits for its `connect_timeout` at most.
			const socket = path ? connect(path) : connect({ host: host[turn] as string, port: port[turn] as number });
			// Watched without a listener, because the driver removes all listeners for TLS.
			open.set(socket, { bytes: 0, at: looks });
			sendTogether(socket);
			// TLS takes the name to expect on the certificate from here.
			return Object.assign(socket, { host: host[turn] });
		},
		close: () => {
			clearInterval(timer);
			for (const socket of open.keys()) socket.destroy();
		},
	};
}

/** Sends in one piece what is written in one go; the driver hands over a kilobyte at a time. */
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
