/**
 * Any SMTP server, for instance of a provider that keeps mails in the EU. It knows no keys: a mail whose answer was lost
 * goes out again, with the same `Message-ID` (docs/adr/0015-twice-rather-than-never-by-smtp.md).
 */
import { CALENDAR_FILE, type MailProvider, type SendingOptions, type SendResult } from './provider.ts';

export interface SmtpAccount {
	kind: 'smtp';
	host: string;
	port: number;
	/** TLS from the first byte; otherwise it begins with STARTTLS, or nothing is sent. */
	isTlsFromStart: boolean;
	user: string;
	password: string;
}

export function createSmtp(
	{ host, port, isTlsFromStart, user, password }: SmtpAccount,
	{ from, replyTo, timeoutMs }: SendingOptions,
): MailProvider {
	const domain = from.replace(/^.*@|>$/g, '');
	return {
		send: async ({ idempotencyKey, calendar, ...mail }, signal) => {
			try {
				// Loaded only here: a start should not wait for what it does not need to answer requests.
				const { createTransport } = await import('nodemailer');
				const transport = createTransport({
					host,
					port,
					secure: isTlsFromStart,
					requireTLS: !isTlsFromStart,
					auth: { user, pass: password },
				});
				const { messageId } = await transport.sendMail({
					...mail,
					from,
					replyTo,
					messageId: `<${idempotencyKey.replaceAll('/', '.')}@${domain}>`,
					attachments: calendar ? [{ ...CALENDAR_FILE, content: calendar.content }] : [],
					signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
				});
				return { kind: 'accepted', providerId: messageId };
			} catch (error) {
				return verdictOn(error as Failure);
			}
		},
	};
}

/** A failure as nodemailer tells it. */
interface Failure {
	/** Its own word for it. */
	code?: string | undefined;
	/** The server's reply, if there was one, and to which command; with 421 it closes the connection, to whichever. */
	responseCode?: number | undefined;
	/** The whole reply. */
	response?: string | undefined;
	command?: string | undefined;
}

/**
 * Replies by which a server turns us away, whoever the mail is for: log in first; relaying, policy and security (x.7.x);
 * too many mails for today (x.4.5).
 */
const TURNED_AWAY = /^530|^[45]\d\d[ -][45]\.(?:7\.\d+|4\.5)\b/;

/** What a failure means. With codes only, because they are logged: the words of a reply may hold addresses. */
function verdictOn({ code, responseCode, response = '', command }: Failure): SendResult {
	const why = responseCode ? `smtp_${responseCode}` : code === 'ETLS' ? 'no_tls' : 'no_answer';
	if (responseCode === undefined) return { kind: 'again', why, whose: 'unclear' };
	// The login, the sender, which is the same in every mail, or our right to send.
	if (code === 'EAUTH' || command === 'MAIL FROM' || TURNED_AWAY.test(response))
		return { kind: 'again', why, whose: 'account' };
	const isAboutMail = command === 'RCPT TO' || command === 'DATA';
	if (isAboutMail && responseCode >= 500) return { kind: 'refused', why };
	return { kind: 'again', why, whose: command === 'RCPT TO' ? 'mail' : 'unclear' };
}
