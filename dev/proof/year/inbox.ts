/** A mail as its reader understands it: from what arrived, and from nothing that the house stores. */
import type { SentMail } from '@betzenstein/testing/mail/flakyResend';
import type { Kind } from './expected.ts';

/** By how subjects begin; the first that fits. */
const SUBJECTS: [RegExp, Kind][] = [
	[/^Deine Anfrage ist kürzer: |^Kürzer: /, 'DatesShrunk'],
	[/^Anfrage von |^Neue Anfrage: |^Deine Anfrage(, deine Zustimmung)?: /, 'Submitted'],
	[/ hat zugestimmt: /, 'Approved'],
	[/^Bestätigt: /, 'Confirmed'],
	[/^Abgelehnt: /, 'Denied'],
	[/^Neue Tage: /, 'DatesMoved'],
	[/^Noch einmal angefragt: /, 'Reopened'],
	[/^Storniert: /, 'Canceled'],
	[/^Erinnerung: /, 'Reminder'],
	[/^Bald geht es los: /, 'BeforeArrival'],
	[/^Jetzt frei: /, 'DaysFree'],
	[/^\d+ Anfragen? warte/, 'Digest'],
	[/^Du entscheidest jetzt /, 'MadeApprover'],
	[/^Dein persönlicher Link/, 'LinkRecovered'],
	[/^Dein neuer persönlicher Link/, 'LinkRotated'],
	[/^Deine Daten sind gelöscht/, 'Forgotten'],
];

const ID = /[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/;

/** The tokens of the links that stand beside a booking. */
export interface Section {
	approve: string | undefined;
	deny: string | undefined;
	booking: string | undefined;
	person: string | undefined;
}

export interface Letter {
	/** The address. */
	to: string;
	kind: Kind;
	text: string;
	/** The booking whose thread it belongs to. */
	bookingId: string | undefined;
	/** As it writes them: of a booking, or of each in a digest; or those that are free. */
	days: string[];
	/** One for each booking, or one. */
	sections: Section[];
	hasFile: boolean;
}

function kindOf(subject: string): Kind {
	const found = SUBJECTS.find(([pattern]) => pattern.test(subject));
	if (!found) throw new Error(`dev/proof/year/inbox.ts knows no kind of mail whose subject is "${subject}".`);
	return found[1];
}

export function readMail({ to, subject, text, headers, attachments }: SentMail): Letter {
	return {
		to,
		text,
		hasFile: attachments.length > 0,
		kind: kindOf(subject),
		bookingId: ID.exec(headers['References'] ?? '')?.[0],
		days: [...text.matchAll(/^(?:Wann|Neu): (\S+) \(|^([\d.–]+\d{4})$/gm)].map(([, days, free]) => days ?? free ?? ''),
		sections: text.split('* * *').map((part) => ({
			approve: /^Zustimmen:\n\S+\/a#(\S+)$/m.exec(part)?.[1],
			deny: /^Ablehnen:\n\S+\/a#(\S+)$/m.exec(part)?.[1],
			booking: /\/b#(\S+)$/m.exec(part)?.[1],
			person: /^Meine Seite öffnen:\n\S+\/p#(\S+)$/m.exec(part)?.[1],
		})),
	};
}
