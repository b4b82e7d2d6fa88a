/** A mail between facts and bytes: what it says, before it becomes HTML or plain text. */
import type { BookingStatus, Party } from '@betzenstein/shared';
import type { MailFacts, MailKind } from '../domain/mail.ts';

/** All that a mail is made of. */
export interface MailToRender {
	kind: MailKind;
	facts: MailFacts;
	/**
	 * Has this person ever used their personal link? Otherwise the mail holds nothing that was typed into the form, or
	 * the form could send anybody anything (domain.md, Getting in).
	 */
	mayQuote: boolean;
	/** The party that this person decides for, if for any: an approver's name. */
	party: string | null;
	/** As configured: the name stands in subjects, the parties give colours. Does anybody read what is answered? */
	house: { name: string; parties: readonly Party[]; replies: boolean };
}

/** What both forms of a mail are made of. */
export interface Letter {
	subject: string;
	/** The line that inboxes show behind the subject. */
	preview: string;
	/** Small print above the title. */
	house: string;
	title: string;
	/** The colour of the party it is about, `#RRGGBB`; null if it is about no single booking. */
	accent: string | null;
	blocks: Block[];
	/** Why this person is told, and what not to do with the mail. */
	footer: string[];
}

/** A piece of a mail, in reading order. */
export type Block =
	| { type: 'paragraph' | 'note' | 'heading'; text: string }
	| { type: 'divider' }
	| { type: 'glance'; glance: Glance }
	/** Words that somebody typed, set apart from ours. */
	| { type: 'quote'; label: string; text: string }
	/** The obvious thing to do, and what else one could do. */
	| { type: 'buttons'; primary: LabelledLink; secondary?: LabelledLink }
	/** Something to do that most readers will not need. */
	| { type: 'link'; link: LabelledLink };

export interface LabelledLink {
	label: string;
	href: string;
	/** Tells apart links of the same label, to those who hear them one by one. */
	about?: string;
}

/** A booking at a glance. */
export interface Glance {
	dates: string;
	/** `Freitag bis Dienstag, 5 Tage`. */
	length: string;
	/** The dates before, where they changed. */
	previous: string | null;
	status: BookingStatus;
	statusText: string;
	party: Party;
	/** Who comes: `Anna, 4 Personen`. */
	guests: string;
	/** Who has not answered, if that is still awaited. */
	outstanding: string | null;
}
