/** Mails that are not about one booking: the Sunday digest, personal links, the last mail. */
import type { MailFacts } from '../../domain/mail.ts';
import { placeholderOf } from '../links.ts';
import type { Block, LabelledLink, MailToRender } from '../model.ts';
import {
	beside,
	bookingForReader,
	type Draft,
	decision,
	decisionNote,
	glance,
	message,
	note,
	paragraph,
} from './pieces.ts';

/** The personal link; only for mails that may bring it. */
const PERSONAL_LINK: LabelledLink = { label: 'Meine Seite öffnen', href: placeholderOf({ to: 'person' }) };

/** What the personal link is for. */
function explanation({ roles }: MailFacts): string {
	const shown = roles.includes('approver')
		? 'alles, was auf dich wartet, deine eigenen Anfragen und den Kalender'
		: 'alle deine Anfragen und den Kalender';
	return `Damit siehst du ${shown}, und du kannst neue Tage anfragen. Gib ihn nicht weiter: wer ihn hat, handelt in deinem Namen.`;
}

/** This many bookings fit into 100 kB, where Gmail cuts a mail off, even with the longest texts and links. */
const DIGEST_SHOWN = 8;

/** BR-009: everything that this approver has not answered. */
export function digest(mail: MailToRender): Draft {
	const waiting = (mail.facts.waiting ?? []).map((booking) => bookingForReader(booking, mail));
	const rest = waiting.length - DIGEST_SHOWN;
	const count = waiting.length === 1 ? '1 Anfrage wartet' : `${waiting.length} Anfragen warten`;
	const next = waiting[0] ? `, die nächste für ${waiting[0].range}` : '';
	return {
		subject: `${count} auf dich${next}`,
		preview: 'Deine Antwort fehlt hier noch.',
		title: `${count} auf dich`,
		blocks: [
			paragraph(
				waiting.length === 1
					? 'Hier fehlt noch deine Antwort:'
					: 'Hier fehlt noch deine Antwort, der früheste Beginn steht oben:',
			),
			...waiting
				.slice(0, DIGEST_SHOWN)
				.flatMap((about, index): Block[] => [
					...(index === 0 ? [] : [{ type: 'divider' } as const]),
					glance(about),
					...message(about),
					...beside(about),
					decision(about),
				]),
			decisionNote,
			...(rest > 0 ? restOnPage(rest) : []),
		],
	};
}

/** Digests must not bring the personal link, so this leads to the page where a reader can ask for it. */
const restOnPage = (rest: number): Block[] => [
	{ type: 'divider' },
	paragraph(
		`Dazu warten noch ${rest} weitere. Du findest sie auf deiner Seite, hinter deinem persönlichen Link. Hast du ihn nicht zur Hand, kannst du ihn dir hier schicken lassen:`,
	),
	{ type: 'link', link: { label: 'Zu meiner Seite', href: placeholderOf({ to: 'page' }) } },
];

export function madeApprover({ house, facts }: MailToRender): Draft {
	return {
		subject: 'Du entscheidest jetzt über Anfragen',
		preview: 'Mit deinem persönlichen Link siehst du, was auf dich wartet.',
		title: 'Du entscheidest jetzt über Anfragen',
		blocks: [
			paragraph(
				`Wer Tage für ${house.name} anfragt, braucht von jetzt an deine Zustimmung. Zu jeder Anfrage bekommst du eine Mail, mit der du entscheiden kannst. Was jetzt schon wartet, siehst du auf deiner Seite.`,
			),
			paragraph(`Hier ist dein persönlicher Link. ${explanation(facts)}`),
			{ type: 'buttons', primary: PERSONAL_LINK },
		],
	};
}

export function linkRecovery({ facts }: MailToRender): Draft {
	return {
		subject: 'Dein persönlicher Link',
		preview: 'Damit öffnest du deine Seite.',
		title: 'Dein persönlicher Link',
		blocks: [
			paragraph(`Hier ist dein persönlicher Link. ${explanation(facts)}`),
			{ type: 'buttons', primary: PERSONAL_LINK },
			note('Du hast ihn gar nicht angefordert? Dann ist nichts passiert, und du musst nichts tun.'),
		],
	};
}

export function linkRotated({ house, facts }: MailToRender): Draft {
	return {
		subject: 'Dein neuer persönlicher Link',
		preview: 'Der alte und alle Links aus früheren Mails gelten nicht mehr.',
		title: 'Dein neuer persönlicher Link',
		blocks: [
			paragraph(
				'Dein alter persönlicher Link gilt nicht mehr, und auch die Links aus früheren Mails öffnen nichts mehr.',
			),
			paragraph(`Hier ist der neue. ${explanation(facts)}`),
			{ type: 'buttons', primary: PERSONAL_LINK },
			...(house.replies ? [note('Du wolltest keinen neuen? Dann antworte einfach auf diese Mail.')] : []),
		],
	};
}

/** The last mail. An approver stays one, and so keeps the address (domain.md, Keeping and forgetting). */
export function forgotten({ facts }: MailToRender): Draft {
	return {
		subject: 'Deine Daten sind gelöscht',
		preview: 'Das ist die letzte Mail zu deinen Anfragen.',
		title: 'Deine Daten sind gelöscht',
		blocks: [
			paragraph(
				facts.roles.includes('approver')
					? 'Wie gewünscht haben wir gelöscht, was du eingegeben hast: Namen, Nachrichten und Begründungen. Du entscheidest weiter über Anfragen, nur dafür behalten wir deine Adresse.'
					: 'Wie gewünscht haben wir gelöscht, was über dich gespeichert war: Adresse, Namen, Nachrichten und Begründungen.',
			),
			paragraph(
				'Offene Anfragen und Buchungen, die noch nicht begonnen hatten, sind storniert. Bestätigte Aufenthalte, die schon begonnen haben oder vorbei sind, bleiben ohne deinen Namen als „Gast“ im Kalender.',
			),
			paragraph('Alles Gute, und vielleicht bis irgendwann!'),
		],
	};
}

/** The personal link below a mail about a booking: at the first submission. */
export const personalLinkBelow = (facts: MailFacts): Block[] =>
	facts.personalLink
		? [
				{ type: 'heading', text: 'Dein persönlicher Link' },
				paragraph(explanation(facts)),
				{ type: 'link', link: PERSONAL_LINK },
			]
		: [];
