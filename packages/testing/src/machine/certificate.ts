import { execFileSync } from 'node:child_process';

/** A certificate and its key, both in PEM. */
export interface KeyPair {
	certificate: string;
	key: string;
}

/** A certificate for this name, signed by itself; needs Debian's package `openssl`. */
export function selfSigned(name: string): KeyPair {
	const subject = ['-subj', `/CN=${name}`, '-addext', `subjectAltName=DNS:${name}`];
	const made = execFileSync(
		'openssl',
		['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject, '-keyout', '-', '-out', '-'],
		{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
	);
	const part = (what: string) =>
		new RegExp(`-----BEGIN ${what}-----[^-]+-----END ${what}-----\\n`).exec(made)?.[0] ?? '';
	return { certificate: part('CERTIFICATE'), key: part('PRIVATE KEY') };
}
