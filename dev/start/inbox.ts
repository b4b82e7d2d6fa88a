import { isPortTaken } from '@betzenstein/testing/machine/port';
import { createEmulator } from 'emulate';

/** Resend's API and an inbox on this machine: whatever the server sends ends up here. Kept in memory only. */
export interface Inbox {
	/** Where every mail can be read and its links clicked. */
	url: string;
	/** What stands in for Resend's API. */
	apiUrl: string;
	close(): Promise<void>;
}

/** The port of the emulator, as its own documentation has it. */
const INBOX_PORT = 4008;

/** Listens on loopback only, at the port given or the next free one. */
export async function startInbox(port = INBOX_PORT): Promise<Inbox> {
	if (await isPortTaken(port)) return startInbox(port + 1);
	const { url, close } = await createEmulator({ service: 'resend', port });
	return { url: `${url}/inbox`, apiUrl: url, close };
}
