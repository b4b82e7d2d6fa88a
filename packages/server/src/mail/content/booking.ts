/** What is said when something happened to a booking (domain.md, Who is told). One function for each occasion. */
import { formatRange } from '@betzenstein/shared';
import { placeholderOf } from '../links.ts';
import type { Block } from '../model.ts';
import {
	DECISION_NOTE,
	type Draft,
	decision,
	glance,
	linkToBooking,
	message,
	nameAndRange,
	note,
	of,
	openBooking,
	paragraph,
	stayWord,
	type Told,
} from './told.ts';
import { all, people, weekdayOf } from './words.ts';

const FREE_AGAIN = 'Die Tage sind damit wieder frei.';
const OUT_OF_CALENDAR = 'Die Datei im Anhang nimmt den Termin wieder aus deinem Kalender.';

export function submitted(about: Told): Draft {
	if (!about.isRequester) return asked(about);
	return about.isApprover ? submittedByApprover(about) : received(about);
}

/** The receipt. */
function received(about: Told): Draft {
	const { range, booking } = about;
	const waiting = booking.outstanding.length > 0;
	return {
		subject: `Deine Anfrage: ${range}`,
		preview: waiting ? `Jetzt antworten ${all(booking.outstanding)}.` : 'Es haben schon alle zugestimmt.',
		title: 'Deine Anfrage ist angekommen',
		blocks: [
			paragraph(
				`${welcome(about)} ${
					waiting
						? `Jetzt müssen noch ${all(booking.outstanding)} zustimmen. Über jede Antwort bekommst du eine Mail.`
						: 'Es haben schon alle zugestimmt.'
				}`,
			),
			glance(about),
			...message(about),
			openBooking(about),
			note('Dort kannst du sie auch ändern oder stornieren.'),
			...notYou(about),
		],
	};
}

function submittedByApprover(about: Told): Draft {
	return {
		subject: `Deine Anfrage, deine Zustimmung: ${about.range}`,
		preview: 'Auch deine eigene Zustimmung fehlt noch.',
		title: 'Deine Anfrage ist angekommen',
		blocks: [
			paragraph(
				`${welcome(about)} Du entscheidest selbst mit. Weil jeder deine Adresse eintippen kann, zählt die Anfrage allein noch nicht als dein Ja: gib es bitte hier.`,
			),
			glance(about),
			...message(about),
			...decision(about),
			DECISION_NOTE,
			linkToBooking(about),
			...notYou(about),
		],
	};
}

/** Whoever typed this address into the form need not be its owner: who never used their link is told so. */
const welcome = ({ name }: Told): string =>
	name === null ? 'Mit deiner Adresse hat jemand diese Tage angefragt, wahrscheinlich du selbst.' : 'Schön, dass du kommen möchtest!';

const notYou = ({ name }: Told): Block[] =>
	name === null ? [note('Das warst nicht du? Dann storniere die Anfrage hinter dem Link, oder antworte einfach auf diese Mail.')] : [];

function asked(about: Told): Draft {
	const { name, booking } = about;
	return {
		subject: `${name === null ? 'Neue Anfrage' : `Anfrage von ${name}`}: ${about.range}`,
		preview: `${people(booking.partySize)}, gehört zu ${booking.affiliation}. Bist du einverstanden?`,
		title: `${name ?? 'Jemand'} möchte kommen`,
		blocks: [
			paragraph(`${name ?? 'Jemand'} hat diese Tage angefragt. Bist du einverstanden?`),
			glance(about),
			...message(about),
			...decision(about),
			DECISION_NOTE,
		],
	};
}

export function approved(about: Told): Draft {
	const { by, booking } = about;
	const { outstanding } = booking;
	const missing = outstanding.length === 1 ? 'Jetzt fehlt nur noch' : 'Jetzt fehlen noch';
	return {
		subject: `${by} hat zugestimmt: ${about.range}`,
		preview: `${missing} ${all(outstanding)}.`,
		title: `${by} hat zugestimmt`,
		blocks: [paragraph(`${by} ist mit deiner Anfrage einverstanden. ${missing} ${all(outstanding)}.`), glance(about), openBooking(about)],
	};
}

export function confirmed(about: Told): Draft {
	return about.isRequester ? confirmedForRequester(about) : confirmedForApprover(about);
}

function confirmedForRequester(about: Told): Draft {
	return {
		subject: `Bestätigt: dein Aufenthalt ${about.range}`,
		preview: 'Alle haben zugestimmt. Der Termin für deinen Kalender hängt an.',
		title: 'Dein Aufenthalt ist bestätigt',
		blocks: [
			paragraph('Alle haben zugestimmt. Wir wünschen dir eine schöne Zeit!'),
			glance(about),
			paragraph('Im Anhang findest du den Termin für deinen Kalender.'),
			openBooking(about),
			note('Kommt etwas dazwischen, kannst du dort stornieren.'),
		],
	};
}

function confirmedForApprover(about: Told): Draft {
	const { id: bookingId, round } = about.booking;
	return {
		subject: `Bestätigt: ${nameAndRange(about)}`,
		preview: 'Alle haben zugestimmt. Du musst nichts mehr tun.',
		title: about.name === null ? 'Eine Buchung ist bestätigt' : `${about.name} kommt`,
		blocks: [
			paragraph(`Alle haben zugestimmt, die Buchung${of(about)} ist bestätigt. Du musst nichts mehr tun.`),
			glance(about),
			paragraph('Im Anhang findest du den Termin für deinen Kalender.'),
			note('Spricht doch noch etwas dagegen? Ablehnen geht auch jetzt noch, und auch hier siehst du erst alles noch einmal.'),
			{ type: 'link', action: { label: 'Doch ablehnen …', href: placeholderOf({ to: 'deny', bookingId, round }) } },
		],
	};
}

export function denied(about: Told): Draft {
	const { by } = about;
	const { comment, was } = about.booking;
	const because: Block[] = comment ? [{ type: 'quote', label: `Begründung von ${by}`, text: comment }] : [];
	const calendar = was === 'Confirmed' ? [paragraph(OUT_OF_CALENDAR)] : [];
	if (!about.isRequester) {
		return {
			subject: `Abgelehnt: ${nameAndRange(about)}`,
			preview: `Abgelehnt von ${by}. Du musst nichts mehr tun.`,
			title: was === 'Confirmed' ? 'Eine Buchung ist doch abgelehnt' : 'Eine Anfrage ist abgelehnt',
			blocks: [
				paragraph(`${by} hat die ${stayWord(about)}${of(about)} abgelehnt. ${FREE_AGAIN} Du musst nichts mehr tun.`),
				glance(about),
				...because,
				...calendar,
			],
		};
	}
	return {
		subject: `Abgelehnt: deine ${stayWord(about)} ${about.range}`,
		preview: `Abgelehnt von ${by}. Du kannst es mit anderen Tagen noch einmal versuchen.`,
		title: was === 'Confirmed' ? 'Deine Buchung ist doch abgelehnt' : 'Deine Anfrage ist abgelehnt',
		blocks: [
			paragraph(
				was === 'Confirmed'
					? `Es tut uns leid: ${by} hat deine Buchung abgelehnt, obwohl sie schon bestätigt war. ${FREE_AGAIN}`
					: `Schade: ${by} hat deine Anfrage abgelehnt. ${FREE_AGAIN}`,
			),
			glance(about),
			...(about.name === null ? [paragraph('Die Begründung liest du hinter dem Link.')] : because),
			...calendar,
			paragraph('Vielleicht passt es an anderen Tagen: du kannst noch einmal fragen, ohne alles neu einzugeben.'),
			{ type: 'actions', primary: { label: 'Anfrage ansehen', href: placeholderOf({ to: 'booking', bookingId: about.booking.id }) } },
		],
	};
}

export function datesShrunk(about: Told): Draft {
	return {
		subject: `Deine Anfrage ist kürzer: ${about.range}`,
		preview: 'Wer schon zugestimmt hat, wird nicht noch einmal gefragt.',
		title: 'Deine Anfrage ist jetzt kürzer',
		blocks: [
			paragraph(
				'Wir haben die neuen Tage eingetragen. Sie liegen ganz in den alten: wer schon zugestimmt hat, wird nicht noch einmal gefragt.',
			),
			glance(about),
			openBooking(about),
		],
	};
}

export function datesMoved(about: Told): Draft {
	const { from } = about.booking;
	return {
		subject: `Neue Tage: ${nameAndRange(about)}`,
		preview: from ? `Bisher ${formatRange(from)}. Passt es auch so?` : 'Passt es auch so?',
		title: about.name === null ? 'Eine Anfrage hat neue Tage' : `${about.name} möchte an anderen Tagen kommen`,
		blocks: [
			paragraph(`Die Anfrage${of(about)} hat neue Tage. Frühere Zustimmungen gelten dafür nicht: bitte entscheide noch einmal.`),
			glance(about),
			...message(about),
			...decision(about),
			DECISION_NOTE,
		],
	};
}

export function reopened(about: Told): Draft {
	const moved = about.booking.from !== null;
	return {
		subject: `Noch einmal angefragt: ${nameAndRange(about)}`,
		preview: moved ? 'Diesmal an anderen Tagen. Bist du einverstanden?' : 'Dieselben Tage noch einmal. Bist du einverstanden?',
		title: `${about.name ?? 'Jemand'} fragt noch einmal`,
		blocks: [
			paragraph(
				`Die Anfrage${of(about)} war abgelehnt und ist jetzt wieder offen, ${
					moved ? 'diesmal mit anderen Tagen' : 'mit denselben Tagen'
				}. Bitte entscheide noch einmal.`,
			),
			glance(about),
			...message(about),
			...decision(about),
			DECISION_NOTE,
		],
	};
}

/** In the passive: the requester did it, or the house itself, for somebody who is forgotten or because a link leaked. */
export function canceled(about: Told): Draft {
	const { comment, was } = about.booking;
	const wasPlanned = was === 'Confirmed';
	const freed = was === 'Denied' ? '' : ` ${FREE_AGAIN}`;
	const because: Block[] = comment
		? [{ type: 'quote', label: about.isRequester ? 'Deine Nachricht dazu' : `${about.name} schreibt dazu`, text: comment }]
		: [];
	const calendar = wasPlanned ? [paragraph(OUT_OF_CALENDAR)] : [];
	if (!about.isRequester) {
		return {
			subject: `Storniert: ${nameAndRange(about)}`,
			preview: 'Die Tage sind wieder frei. Du musst nichts tun.',
			title: `Eine ${stayWord(about)} ist storniert`,
			blocks: [
				paragraph(`Die ${stayWord(about)}${of(about)} ist storniert.${freed} Du musst nichts tun.`),
				glance(about),
				...because,
				...calendar,
			],
		};
	}
	return {
		subject: `Storniert: deine ${stayWord(about)} ${about.range}`,
		preview: wasPlanned ? 'Deine Buchung ist storniert, die Tage sind wieder frei.' : 'Deine Anfrage ist storniert.',
		title: `Deine ${stayWord(about)} ist storniert`,
		blocks: [
			paragraph(`Deine ${stayWord(about)} ist storniert.${freed}${wasPlanned ? ' Vielleicht klappt es ein andermal!' : ''}`),
			glance(about),
			...because,
			...calendar,
			openBooking(about),
			note('Das warst nicht du? Dann antworte einfach auf diese Mail.'),
		],
	};
}

/** A Pending booking starts within days, and this approver has not answered. */
export function reminder(about: Told): Draft {
	const { startDate } = about.booking;
	const start = `${weekdayOf(startDate)}, ${formatRange({ startDate, endDate: startDate })}`;
	return {
		subject: `Erinnerung: ${nameAndRange(about)}`,
		preview: `Schon ab ${start}. Deine Antwort fehlt noch.`,
		title: 'Deine Antwort fehlt noch',
		blocks: [
			paragraph(`Die Anfrage${of(about)} gilt schon ab ${start}, und deine Antwort fehlt noch. Bist du einverstanden?`),
			glance(about),
			...message(about),
			...decision(about),
			DECISION_NOTE,
		],
	};
}
