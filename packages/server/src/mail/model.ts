/** A mail between facts and bytes: what it says, before it becomes HTML or plain text. */
import type { BookingStatus, Party } from '@betzenstein/shared';
import type { Fact } from '@betzenstein/shared/german';
import type { MailFacts, MailKind } from '../domain/mail.ts';

/** Everything that a mail is made from. */
export interface MailToRender {
	kind: MailKind;
	facts: MailFacts;
	/**
	 * Has this person ever used their personal link? If not, the mail holds nothing that was typed into the form.
	 * Otherwise the form could send anything to anybody (domain.md, Getting in).
	 */
	mayQuote: boolean;
	/** The party that this person decides for, if any: an approver's name. */
	party: string | null;
	/** As configured: the name for subjects, the parties for colours. Does anybody read replies? */
	house: { name: string; parties: readonly Party[]; replies: boolean };
}

/** What both forms of a mail are made of. */
export interface Letter {
	subject: string;
	/** The line that inboxes show after the subject. */
	preview: string;
	/** The house's name, in small print above the title. */
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
	/** What is known besides, a line each. */
	| { type: 'facts'; facts: Fact[] }
	/** Words that somebody typed, set apart from ours. */
	| { type: 'quote'; label: string; text: string }
	/** The obvious thing to do, and what else one could do. */
	| { type: 'buttons'; primary: LabelledLink; secondary?: LabelledLink }
	/** Something to do that most readers will not need. */
	| { type: 'link'; link: LabelledLink };

export interface LabelledLink {
	label: string;
	href: string;
	/** Tells links of the same label apart for screen readers. */
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
	/** `Anna, 4 Personen`. */
	guests: string;
	/** Who has not answered, while the booking is Pending: `Ingeborg und Cornelia`. */
	outstanding: string | null;
}
