/** An SMTP server that keeps what it takes, and goes wrong as real ones do. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import PostalMime, { type Email } from 'postal-mime';
import { SMTPServer } from 'smtp-server';
import type { KeyPair } from '../machine/certificate.ts';

/** The commands at which it may answer with a status of its own. */
type Step = 'CONN' | 'AUTH' | 'MAIL FROM' | 'RCPT TO' | 'DATA';

/** What it does to a try. */
export type SmtpFault =
	| 'none'
	| { at: Step; status: number; says?: string }
	/** It takes the mail, and the line is cut before it can say so. */
	| 'cut'
	/** It takes the connection, the mail even, and says nothing more. */
	| 'silence';

export interface FlakySmtp {
	port: number;
	/** What happens to the next tries. */
	fault: SmtpFault;
	/** The mails that it took, in order. */
	taken: (Email & { raw: string })[];
	/** How often somebody has told it a password. */
	logins: number;
	close(): Promise<void>;
}

export const SMTP_LOGIN = { user: 'haus@example.com', password: 'p@ss:w/rt#1' };

/**
 * @param pair its certificate
 * @param tls when it begins
 */
export async function startFlakySmtp(
	{ certificate, key }: KeyPair,
	tls: 'from the start' | 'with STARTTLS' | 'never',
): Promise<FlakySmtp> {
	const wrongAt = (step: Step): Error | null => {
		const { fault } = smtp;
		const isHere = typeof fault === 'object' && fault.at === step;
		return isHere
			? Object.assign(new Error(fault.says ?? 'not for anna@example.com'), { responseCode: fault.status })
			: null;
	};
	const server = new SMTPServer({
		secure: tls === 'from the start',
		...(tls === 'never' && { disabledCommands: ['STARTTLS'], allowInsecureAuth: true }),
		key,
		cert: certificate,
		closeTimeout: 100,
		onConnect: (_, done) => done(wrongAt('CONN')),
		onAuth: ({ username, password }, _, done) => {
			smtp.logins++;
			const isKnown = username === SMTP_LOGIN.user && password === SMTP_LOGIN.password;
			done(wrongAt('AUTH'), isKnown ? { user: username } : {});
		},
		onMailFrom: (_, __, done) => done(wrongAt('MAIL FROM')),
		onRcptTo: (_, __, done) => done(wrongAt('RCPT TO')),
		onData: async (stream, { id }, done) => {
			const raw = await buffer(stream);
			const mail = await PostalMime.parse(raw);
			const wrong = wrongAt('DATA');
			if (wrong) return done(wrong);
			smtp.taken.push({ ...mail, raw: raw.toString() });
			if (smtp.fault === 'none') done();
			if (smtp.fault === 'cut')
				for (const { session, _socket } of server.connections) if (session.id === id) _socket.destroy();
		},
	});
	// Clients that give up are part of the game.
	server.on('error', () => {});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	const smtp: FlakySmtp = {
		port: (server.server.address() as AddressInfo).port,
		fault: 'none',
		taken: [],
		logins: 0,
		close: () => new Promise((resolve) => server.close(resolve)),
	};
	return smtp;
}
