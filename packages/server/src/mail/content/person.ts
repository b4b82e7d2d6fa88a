/** What is said to a person beside any single booking: the Sunday digest, personal links, the last mail. */
import type { MailFacts } from '../../domain/mail.ts';
import type { Block } from '../model.ts';
import type { MailToRender } from '../render.ts';
import { DECISION_NOTE, type Draft, decision, glance, message, note, paragraph, personalLink, told } from './told.ts';

const KEEP_IT = 'Gib ihn nicht weiter: wer ihn hat, handelt in deinem Namen.';

/** What the personal link opens. */
const shown = ({ roles }: MailFacts): string =>
	roles.includes('approver')
		? 'damit siehst du alles, was auf dich wartet, und deine eigenen Anfragen.'
		: 'damit siehst du alle deine Anfragen.';

/** BR-009. */
export function digest(mail: MailToRender): Draft {
	const waiting = (mail.facts.waiting ?? []).map((booking) => told(booking, mail.facts.roles, mail));
	const count = waiting.length === 1 ? '1 Anfrage wartet' : `${waiting.length} Anfragen warten`;
	const next = waiting[0] ? `, die nächste für ${waiting[0].range}` : '';
	return {
		subject: `${count} auf dich${next}`,
		preview: 'Deine Antwort fehlt hier noch.',
		title: `${count} auf dich`,
		blocks: [
			paragraph(waiting.length === 1 ? 'Hier fehlt noch deine Antwort:' : 'Hier fehlt noch deine Antwort, der früheste Beginn steht oben:'),
			...waiting.flatMap((about, index): Block[] => [
				...(index === 0 ? [] : [{ type: 'divider' } as const]),
				glance(about),
				...message(about),
				...decision(about),
			]),
			DECISION_NOTE,
		],
	};
}

export function madeApprover({ house, facts }: MailToRender): Draft {
	return {
		subject: 'Du entscheidest jetzt mit',
		preview: 'Mit deinem persönlichen Link siehst du, was auf dich wartet.',
		title: 'Du entscheidest jetzt mit',
		blocks: [
			paragraph(
				`Wer Tage für ${house.name} anfragt, braucht von jetzt an auch deine Zustimmung. Zu jeder Anfrage bekommst du eine Mail, aus der du direkt antworten kannst.`,
			),
			paragraph(`Dein persönlicher Link: ${shown(facts)} ${KEEP_IT}`),
			{ type: 'actions', primary: personalLink('Meine Seite öffnen') },
		],
	};
}

export function linkRecovery({ facts }: MailToRender): Draft {
	return {
		subject: 'Dein persönlicher Link',
		preview: 'Damit öffnest du deine Seite.',
		title: 'Dein persönlicher Link',
		blocks: [
			paragraph(`Hier ist dein persönlicher Link: ${shown(facts)} ${KEEP_IT}`),
			{ type: 'actions', primary: personalLink('Meine Seite öffnen') },
			note('Du hast ihn gar nicht angefordert? Dann ist nichts passiert, und du musst nichts tun.'),
		],
	};
}

export function linkRotated({ facts }: MailToRender): Draft {
	return {
		subject: 'Dein neuer persönlicher Link',
		preview: 'Der alte und alle Links aus früheren Mails gelten nicht mehr.',
		title: 'Dein neuer persönlicher Link',
		blocks: [
			paragraph('Dein alter persönlicher Link gilt nicht mehr, und auch die Links aus früheren Mails öffnen nichts mehr.'),
			paragraph(`Hier ist der neue: ${shown(facts)} ${KEEP_IT}`),
			{ type: 'actions', primary: personalLink('Meine Seite öffnen') },
			note('Du wolltest keinen neuen? Dann antworte einfach auf diese Mail.'),
		],
	};
}

/** The last mail. An approver stays one, and with that keeps an address (domain.md, Keeping and forgetting). */
export function forgotten({ facts }: MailToRender): Draft {
	return {
		subject: 'Deine Daten sind gelöscht',
		preview: 'Das ist die letzte Mail zu deinen Anfragen.',
		title: 'Deine Daten sind gelöscht',
		blocks: [
			paragraph(
				facts.roles.includes('approver')
					? 'Wie gewünscht haben wir gelöscht, was du eingegeben hast: Namen, Nachrichten und Begründungen. Du entscheidest weiter über Anfragen mit, nur dafür behalten wir deine Adresse.'
					: 'Wie gewünscht haben wir gelöscht, was über dich gespeichert war: Adresse, Namen, Nachrichten und Begründungen.',
			),
			paragraph(
				'Offene Anfragen und Buchungen, die noch nicht begonnen hatten, sind storniert. Bestätigte Aufenthalte, die schon begonnen haben oder vorbei sind, bleiben ohne deinen Namen als „Gast“ im Kalender.',
			),
			paragraph('Alles Gute, und vielleicht bis irgendwann!'),
		],
	};
}

/** Below a mail about a booking that brings the personal link too: the first submission. */
export const personalLinkBelow = ({ personalLink: brings }: MailFacts): Block[] =>
	brings
		? [
				{ type: 'heading', text: 'Dein persönlicher Link' },
				paragraph(`Damit siehst du alle deine Anfragen. ${KEEP_IT}`),
				{ type: 'link', action: personalLink('Meine Seite öffnen') },
			]
		: [];
