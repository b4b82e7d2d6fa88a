/**
 * From facts to what a mail says. Every text that people are mailed is here and in `content/`, in German (BR-011).
 */
import { isolated } from '@betzenstein/shared';
import type { MailKind } from '../domain/mail.ts';
import { beforeArrival } from './content/arrival.ts';
import { daysFree } from './content/freeDays.ts';
import { approved, canceled, confirmed, datesShrunk, denied } from './content/news.ts';
import { digest, forgotten, linkRecovery, linkRotated, madeApprover, personalLinkBelow } from './content/person.ts';
import { type BookingForReader, bookingForReader, type Draft } from './content/pieces.ts';
import { datesMoved, reminder, reopened, submitted } from './content/questions.ts';
import type { Block, Letter, MailToRender } from './model.ts';

type AboutBooking = Exclude<
	MailKind,
	'DaysFree' | 'Digest' | 'MadeApprover' | 'LinkRecovery' | 'LinkRotated' | 'Forgotten'
>;

const BOOKING_MAILS: Record<AboutBooking, (about: BookingForReader, mail: MailToRender) => Draft> = {
	Submitted: submitted,
	Approved: approved,
	Confirmed: confirmed,
	Denied: denied,
	DatesShrunk: datesShrunk,
	DatesMoved: datesMoved,
	Reopened: reopened,
	Canceled: canceled,
	Reminder: reminder,
	BeforeArrival: beforeArrival,
};

const PERSON_MAILS: Record<Exclude<MailKind, AboutBooking>, (mail: MailToRender) => Draft> = {
	DaysFree: daysFree,
	Digest: digest,
	MadeApprover: madeApprover,
	LinkRecovery: linkRecovery,
	LinkRotated: linkRotated,
	Forgotten: forgotten,
};

/** What this mail says. Pure: the same facts always give the same text. */
export function letterOf(mail: MailToRender): Letter {
	const { kind, facts } = mail;
	if (kind in PERSON_MAILS) return compose(mail, PERSON_MAILS[kind as keyof typeof PERSON_MAILS](mail), null);
	if (!facts.booking) throw new Error(`A mail of kind ${kind} is about a booking, and there is none.`);
	const about = bookingForReader(facts.booking, mail);
	return compose(mail, BOOKING_MAILS[kind as AboutBooking](about, mail), about);
}

function compose(
	mail: MailToRender,
	{ subject, preview, title, blocks }: Draft,
	about: BookingForReader | null,
): Letter {
	const { house, facts } = mail;
	return {
		subject: `${subject} · ${house.name}`,
		preview,
		house: house.name,
		title,
		accent: about?.party.color ?? null,
		blocks: [{ type: 'paragraph', text: greeting(mail, about) }, ...blocks, ...(about ? personalLinkBelow(facts) : [])],
		footer: footer(mail, blocks),
	};
}

/** Greets an approver by their configured name, and anybody else by the name that they typed, if it may be quoted. */
function greeting({ party }: MailToRender, about: BookingForReader | null): string {
	const name = party ? isolated(party) : about?.isRequester ? about.name : null;
	return name === null ? 'Hallo!' : `Hallo ${name}!`;
}

/** Why this person gets the mail, what it leaves out, and that its links are only for them. */
function footer({ kind, facts, mayQuote, house }: MailToRender, blocks: readonly Block[]): string[] {
	if (kind in PERSON_MAILS && kind !== 'Digest') return [];
	const isRequester = facts.roles.includes('requester');
	const hasLinks = blocks.some(({ type }) => type === 'buttons' || type === 'link');
	return [
		isRequester
			? `Du bekommst diese Mail, weil mit deiner Adresse Tage für ${house.name} angefragt wurden.`
			: `Du bekommst diese Mail, weil du über Anfragen für ${house.name} entscheidest.`,
		...(mayQuote
			? []
			: [
					`Namen und Nachrichten ${hasLinks ? 'siehst du hinter dem Link, und' : 'stehen'} in deinen Mails, sobald du die Seite hinter deinem persönlichen Link einmal benutzt hast.`,
				]),
		...(hasLinks ? ['Bitte leite sie nicht weiter: mit ihren Links handelt man in deinem Namen.'] : []),
	];
}
