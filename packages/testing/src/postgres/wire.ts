/** A TCP proxy between a server and its database: it can fall silent, or be cut. */
import { connect, createServer, type Socket } from 'node:net';

/** Which way still gets through on a connection that has fallen silent. */
export type Passing = 'nothing' | 'questions' | 'answers';

export interface Wire {
	/** The database, through this wire. */
	url: string;
	/** How many connections there have been so far. */
	opened(): number;
	/** From now on what is sent on the connections there are gets lost, and neither end hears of it. New ones work. */
	silence(passing?: Passing): void;
	/** The same for those to come, which are accepted. */
	silenceAll(): void;
	/** Ends every connection, and refuses new ones. */
	cut(): void;
	/** New connections work again. */
	mend(): Promise<void>;
}

export async function openWire(databaseUrl: string): Promise<Wire> {
	const target = new URL(databaseUrl);
	const links = new Set<{ passes: Passing | 'all'; ends: Socket[] }>();
	let passes: Passing | 'all' = 'all';
	let count = 0;
	const server = createServer((incoming) => {
		count++;
		const outgoing = connect(Number(target.port), target.hostname);
		const link = { passes, ends: [incoming, outgoing] };
		links.add(link);
		for (const end of link.ends) {
			end.on('error', () => {});
			end.on('close', () => {
				if (link.passes !== 'all') return;
				links.delete(link);
				for (const one of link.ends) one.destroy();
			});
		}
		incoming.on('data', (chunk) => void (['all', 'questions'].includes(link.passes) && outgoing.write(chunk)));
		outgoing.on('data', (chunk) => void (['all', 'answers'].includes(link.passes) && incoming.write(chunk)));
	});
	const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	await listen(0);
	const url = new URL(databaseUrl);
	url.hostname = '127.0.0.1';
	url.port = String((server.address() as { port: number }).port);
	const silence = (passing: Passing = 'nothing') => {
		for (const link of links) link.passes = passing;
	};
	return {
		url: url.href,
		opened: () => count,
		silence,
		silenceAll: () => {
			passes = 'nothing';
			silence();
		},
		cut: () => {
			server.close();
			for (const { ends } of links) for (const end of ends) end.destroy();
			links.clear();
		},
		mend: () => {
			passes = 'all';
			return listen(Number(url.port));
		},
	};
}
