/** Mails that ask approvers for a yes or no, and the receipt for the requester. */
import { formatRange } from '@betzenstein/shared';
import { listed, people, weekdayOf } from '@betzenstein/shared/german';
import type { Block } from '../model.ts';
import {
	type BookingForReader,
	beside,
	type Draft,
	decision,
	decisionNote,
	fromWhom,
	glance,
	linkToBooking,
	message,
	nameAndRange,
	note,
	openBooking,
	paragraph,
} from './pieces.ts';

/** A new booking. A requester who is also an approver gets receipt and question in one mail. */
export function submitted(about: BookingForReader): Draft {
	if (!about.isRequester) return asked(about);
	return about.isApprover ? receivedFromApprover(about) : received(about);
}

function asked(about: BookingForReader): Draft {
	const { name, booking, range, party } = about;
	const who = name ?? 'Jemand';
	return {
		subject: `${name === null ? 'Neue Anfrage' : `Anfrage von ${name}`}: ${range}`,
		preview: `${people(booking.partySize)}, gehört zu ${party.name}. Bist du einverstanden?`,
		title: `${who} möchte kommen`,
		blocks: question(about, `${who} hat diese Tage angefragt. Bist du einverstanden?`),
	};
}

function received(about: BookingForReader): Draft {
	const { range, booking } = about;
	const missing = `Jetzt fehlt noch das Ja von ${listed(booking.outstanding)}.`;
	return {
		subject: `Deine Anfrage: ${range}`,
		preview: missing,
		title: 'Deine Anfrage ist angekommen',
		blocks: [
			paragraph(`${welcome(about)} ${missing} Über jede Antwort bekommst du eine Mail.`),
			glance(about),
			...message(about),
			openBooking(about),
			note('Dort kannst du sie auch ändern oder stornieren.'),
			...notYou(about),
		],
	};
}

function receivedFromApprover(about: BookingForReader): Draft {
	const why = 'Die Anfrage allein zählt nicht, weil jeder deine Adresse eintippen kann: Gib es bitte hier.';
	return {
		subject: `Deine Anfrage, deine Zustimmung: ${about.range}`,
		preview: 'Deine eigene Zustimmung fehlt noch.',
		title: 'Deine Anfrage ist angekommen',
		blocks: [
			...question(about, `${welcome(about)} Dazu braucht es noch dein eigenes Ja. ${why}`),
			linkToBooking(about),
			...notYou(about),
		],
	};
}

/** Says so if somebody else may have typed in this address, that is, until its owner has used their link. */
const welcome = ({ name }: BookingForReader): string =>
	name === null
		? 'Mit deiner Adresse hat jemand diese Tage angefragt, wahrscheinlich du selbst.'
		: 'Schön, dass du kommen möchtest!';

function notYou({ name, replies }: BookingForReader): Block[] {
	if (name !== null) return [];
	return [
		note(
			`Das warst nicht du? Dann storniere die Anfrage hinter dem Link${replies ? ', oder antworte einfach auf diese Mail' : ''}.`,
		),
	];
}

/** The new dates have days outside the old ones, so the approvals are reset (BR-005). */
export function datesMoved(about: BookingForReader): Draft {
	const { name, booking } = about;
	return {
		subject: `Neue Tage: ${nameAndRange(about)}`,
		preview: booking.from ? `Bisher ${formatRange(booking.from)}. Passt es auch so?` : 'Passt es auch so?',
		title: name === null ? 'Eine Anfrage hat neue Tage' : `${name} möchte an anderen Tagen kommen`,
		blocks: question(
			about,
			`Die Anfrage${fromWhom(about)} hat neue Tage. Frühere Zustimmungen gelten dafür nicht: bitte entscheide noch einmal.`,
		),
	};
}

/** Asked again after a denial (BR-018). */
export function reopened(about: BookingForReader): Draft {
	const [days, preview] = about.booking.from
		? ['diesmal mit anderen Tagen', 'Diesmal an anderen Tagen. Bist du einverstanden?']
		: ['mit denselben Tagen', 'Dieselben Tage noch einmal. Bist du einverstanden?'];
	return {
		subject: `Noch einmal angefragt: ${nameAndRange(about)}`,
		preview,
		title: `${about.name ?? 'Jemand'} fragt noch einmal`,
		blocks: question(
			about,
			`Die Anfrage${fromWhom(about)} war abgelehnt und ist jetzt wieder offen, ${days}. Bitte entscheide noch einmal.`,
		),
	};
}

/** A Pending booking starts within days, and this approver has not answered. */
export function reminder(about: BookingForReader): Draft {
	const { startDate } = about.booking;
	const start = `${weekdayOf(startDate)}, ${formatRange({ startDate, endDate: startDate })}`;
	return {
		subject: `Erinnerung: ${nameAndRange(about)}`,
		preview: `Schon ab ${start}. Deine Antwort fehlt noch.`,
		title: 'Deine Antwort fehlt noch',
		blocks: question(
			about,
			`Die Anfrage${fromWhom(about)} gilt schon ab ${start}, und deine Antwort fehlt noch. Bist du einverstanden?`,
		),
	};
}

const question = (about: BookingForReader, text: string): Block[] => [
	paragraph(text),
	glance(about),
	...message(about),
	...beside(about),
	decision(about),
	decisionNote,
];
