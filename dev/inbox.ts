import { createEmulator } from 'emulate';
import { isPortTaken } from './port.ts';

/** Resend's API and an inbox on this machine: whatever the server sends ends up here. Kept in memory only. */
export interface Inbox {
	/** Where every mail can be read and its links clicked. */
	url: string;
	/** What makes the server send here. */
	env: { RESEND_API_KEY: string; RESEND_BASE_URL: string; MAIL_FROM: string };
	close(): Promise<void>;
}

/** The emulator's own port, or the next free one. */
export async function startInbox(port = 4008): Promise<Inbox> {
	if (await isPortTaken(port)) return startInbox(port + 1);
	const { url, close } = await createEmulator({ service: 'resend', port });
	return {
		url: `${url}/inbox`,
		env: { RESEND_API_KEY: 're_development', RESEND_BASE_URL: url, MAIL_FROM: 'Haus Betzenstein <haus@betzenstein.example>' },
		close,
	};
}
