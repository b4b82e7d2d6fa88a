/**
 * Opens connections, for every program and purpose: what an address says about TLS means the same to all of them, and
 * what it means to psql (docs/configuration.md).
 */
import type { Socket } from 'node:net';
import { type ConnectionOptions, checkServerIdentity, type PeerCertificate } from 'node:tls';
import postgres from 'postgres';
import type { SocketPlace } from './sockets.ts';

export interface DatabaseAddress {
	/** `postgres://…` */
	url: string;
	/** The authorities that may have signed the server's certificate, in PEM; without them, those that Node knows. */
	ca?: string | undefined;
}

/** The driver's, and what its types lack. */
type DriverOptions = Omit<postgres.Options<Record<string, postgres.PostgresType>>, 'ssl'> & {
	/** Opens a socket in the driver's place. */
	socket?: (place: SocketPlace) => Socket;
	/** Hears what is notified on a channel that the connection listens to. */
	onnotify?: () => void;
};

const MODES = ['disable', 'prefer', 'require', 'no-verify', 'verify-ca', 'verify-full'];

/**
 * What providers add for other drivers, which the server would refuse as settings it does not know. Channel binding,
 * which the driver lacks, protects where certificates are not verified; `verify-full` takes its place.
 */
const FOR_OTHERS = ['channel_binding', 'connection_limit', 'gssencmode', 'pgbouncer', 'sslsni', 'uselibpqcompat'];

export function connectTo({ url, ca }: DatabaseAddress, options: DriverOptions): postgres.Sql {
	const { place, parameters } = split(url);
	for (const name of [...FOR_OTHERS, 'sslmode', 'sslrootcert']) parameters.delete(name);
	return postgres(`${place}?${parameters}`, { ...options, ssl: tlsOf(url, ca) } as postgres.Options<
		Record<string, never>
	>);
}

/** What is wrong with what this address says about TLS; undefined if nothing is. */
export function addressFlaw(url: string): string | undefined {
	const { parameters } = split(url);
	const mode = parameters.get('sslmode');
	if (mode !== null && !MODES.includes(mode)) return `has an sslmode that is none of ${MODES.join(', ')}`;
	if (parameters.has('ssl')) return 'says ssl: say sslmode instead';
	if ((parameters.get('sslrootcert') ?? 'system') !== 'system')
		return 'names a file in sslrootcert: put what is in it into DATABASE_CA';
	return undefined;
}

function tlsOf(url: string, ca: string | undefined): false | 'prefer' | 'require' | ConnectionOptions {
	const { place, parameters } = split(url);
	const byDefault = parameters.has('sslrootcert') ? 'verify-full' : 'prefer';
	const mode = parameters.get('sslmode') ?? byDefault;
	if (mode === 'disable') return false;
	if (mode === 'no-verify') return 'require';
	if (mode === 'verify-ca') return { ca, checkServerIdentity: () => undefined };
	if (mode === 'verify-full' || ca !== undefined)
		return { ca, checkServerIdentity: (_: string, certificate: PeerCertificate) => identityFlaw(place, certificate) };
	return mode === 'require' ? 'require' : 'prefer';
}

/** Is it the certificate of a host in the address? The name that Node checks is `localhost` for any IP address. */
function identityFlaw(place: string, certificate: PeerCertificate): Error | undefined {
	const hosts = (/:\/\/(?:[^/]*@)?([^/]*)/.exec(place)?.[1] ?? '').split(',');
	const flaws = hosts.map((host) => checkServerIdentity(decodeURIComponent(host.replace(/:\d+$/, '')), certificate));
	return flaws.includes(undefined) ? undefined : flaws[0];
}

/** An address may name several hosts, which `URL` does not take. */
function split(url: string): { place: string; parameters: URLSearchParams } {
	const at = url.indexOf('?');
	return at < 0
		? { place: url, parameters: new URLSearchParams() }
		: { place: url.slice(0, at), parameters: new URLSearchParams(url.slice(at)) };
}
