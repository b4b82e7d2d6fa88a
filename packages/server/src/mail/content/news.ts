/** Mails that tell requester and approvers what became of a booking. */

import { formatRange } from '@betzenstein/shared';
import { listed } from '@betzenstein/shared/german';
import { placeholderOf } from '../links.ts';
import type { Block } from '../model.ts';
import {
	type BookingForReader,
	type Draft,
	fromWhom,
	glance,
	INTO_CALENDAR,
	nameAndRange,
	note,
	openBooking,
	paragraph,
	quote,
	stayWord,
} from './pieces.ts';

const FREE_AGAIN = 'Die Tage sind damit wieder frei.';

/** One has approved, others are outstanding. */
export function approved(about: BookingForReader): Draft {
	const { by, booking } = about;
	const missing = `Jetzt ${booking.outstanding.length === 1 ? 'fehlt nur noch' : 'fehlen noch'} ${listed(booking.outstanding)}.`;
	return {
		subject: `${by} hat zugestimmt: ${about.range}`,
		preview: missing,
		title: `${by} hat zugestimmt`,
		blocks: [
			paragraph(`${by} ist mit deiner Anfrage einverstanden. ${missing}`),
			glance(about),
			...word(about),
			openBooking(about),
		],
	};
}

/** All have approved. */
export function confirmed(about: BookingForReader): Draft {
	return about.isRequester ? confirmedForRequester(about) : confirmedForApprover(about);
}

const confirmedForRequester = (about: BookingForReader): Draft => ({
	subject: `Bestätigt: dein Aufenthalt ${about.range}`,
	preview: 'Die Tage sind fest. Der Termin für deinen Kalender hängt an.',
	title: 'Dein Aufenthalt ist bestätigt',
	blocks: [
		paragraph('Die Tage sind fest. Wir wünschen dir eine schöne Zeit!'),
		glance(about),
		...word(about),
		INTO_CALENDAR,
		openBooking(about),
		note('Kommt etwas dazwischen, kannst du dort stornieren.'),
	],
});

function confirmedForApprover(about: BookingForReader): Draft {
	const { id: bookingId, round } = about.booking;
	return {
		subject: `Bestätigt: ${nameAndRange(about)}`,
		preview: 'Die Tage sind fest. Du musst nichts mehr tun.',
		title: about.name === null ? 'Eine Buchung ist bestätigt' : `${about.name} kommt`,
		blocks: [
			paragraph(`Die Buchung${fromWhom(about)} ist bestätigt, die Tage sind fest. Du musst nichts mehr tun.`),
			glance(about),
			...word(about),
			INTO_CALENDAR,
			note(
				'Spricht doch noch etwas dagegen? Ablehnen geht auch jetzt noch, und auch hier siehst du erst alles noch einmal.',
			),
			{ type: 'link', link: { label: 'Doch ablehnen …', href: placeholderOf({ to: 'deny', bookingId, round }) } },
		],
	};
}

/** One has denied, which is enough (BR-004), before or after it was confirmed. */
export function denied(about: BookingForReader): Draft {
	return about.isRequester ? deniedForRequester(about) : deniedForApprover(about);
}

function deniedForRequester(about: BookingForReader): Draft {
	const { by, booking, range } = about;
	const [title, text] =
		booking.was === 'Confirmed'
			? [
					'Deine Buchung ist doch abgelehnt',
					`Es tut uns leid: ${by} hat deine Buchung abgelehnt, obwohl sie schon bestätigt war.`,
				]
			: ['Deine Anfrage ist abgelehnt', `Schade: ${by} hat deine Anfrage abgelehnt.`];
	return {
		subject: `Abgelehnt: deine ${stayWord(about)} ${range}`,
		preview: `Abgelehnt von ${by}. ${proposed(about) ?? 'Du kannst es mit anderen Tagen noch einmal versuchen.'}`,
		title,
		blocks: [
			paragraph(`${text} ${FREE_AGAIN}`),
			glance(about),
			...reason(about),
			...outOfCalendar(about),
			...otherDays(about),
		],
	};
}

/** How to ask again: for the days that are proposed, if there are any. */
function otherDays(about: BookingForReader): Block[] {
	const sentence = proposed(about);
	if (!sentence)
		return [
			paragraph('Vielleicht passt es an anderen Tagen: du kannst noch einmal fragen, ohne alles neu einzugeben.'),
			openBooking(about),
		];
	return [
		paragraph(`${sentence} Fragst du genau diese Tage an, ist ${about.by} schon einverstanden.`),
		openBooking(about, 'Vorschlag ansehen'),
		note('Dort siehst du, ob die Tage noch frei sind. Reserviert sind sie nicht, und du kannst auch andere anfragen.'),
	];
}

/** The days that the denial proposes, as a sentence. */
const proposed = ({ by, booking: { proposal } }: BookingForReader): string | undefined =>
	proposal && `${by} schlägt stattdessen vor: ${formatRange(proposal)}.`;

function deniedForApprover(about: BookingForReader): Draft {
	const { by, booking } = about;
	const proposal = proposed(about);
	return {
		subject: `Abgelehnt: ${nameAndRange(about)}`,
		preview: `Abgelehnt von ${by}. Du musst nichts mehr tun.`,
		title: booking.was === 'Confirmed' ? 'Eine Buchung ist doch abgelehnt' : 'Eine Anfrage ist abgelehnt',
		blocks: [
			paragraph(
				`${by} hat die ${stayWord(about)}${fromWhom(about)} abgelehnt. ${FREE_AGAIN} Du musst nichts mehr tun.`,
			),
			glance(about),
			...reason(about),
			...(proposal ? [paragraph(proposal)] : []),
			...outOfCalendar(about),
		],
	};
}

/** What came with the approval that the mail is about. */
const word = ({ by, booking }: BookingForReader): Block[] => quote(`${by} schreibt dazu`, booking.comment);

const reason = ({ by, booking }: BookingForReader): Block[] => quote(`Begründung von ${by}`, booking.comment);

const outOfCalendar = ({ booking }: BookingForReader): Block[] =>
	booking.was === 'Confirmed'
		? [
				paragraph(
					'Steht der Termin in deinem Kalender? Die Datei im Anhang sagt ihn dort ab, aber nicht jeder Kalender nimmt ihn damit heraus. Sieh bitte nach, und lösche ihn sonst selbst.',
				),
			]
		: [];

/** Fewer of the same days: approvals stay (BR-005). */
export function datesShrunk(about: BookingForReader): Draft {
	if (about.booking.status === 'Pending') return requestShrunk(about);
	return about.isRequester ? stayShrunkForRequester(about) : stayShrunkForApprover(about);
}

const requestShrunk = (about: BookingForReader): Draft => ({
	subject: `Deine Anfrage ist kürzer: ${about.range}`,
	preview: 'Wer schon zugestimmt hat, wird nicht noch einmal gefragt.',
	title: 'Deine Anfrage ist jetzt kürzer',
	blocks: [
		paragraph(
			'Die neuen Tage sind eingetragen. Sie liegen ganz in den alten: wer schon zugestimmt hat, wird nicht noch einmal gefragt.',
		),
		glance(about),
		openBooking(about),
	],
});

const CALENDAR_FOLLOWS = paragraph(
	'Im Anhang findest du den Termin mit den neuen Tagen. Nicht jeder Kalender ändert damit den alten: Sieh bitte nach.',
);

const stayShrunkForRequester = (about: BookingForReader): Draft => ({
	subject: `Kürzer: dein Aufenthalt ${about.range}`,
	preview: 'Er bleibt bestätigt. Der Termin mit den neuen Tagen hängt an.',
	title: 'Dein Aufenthalt ist jetzt kürzer',
	blocks: [
		paragraph(
			'Die neuen Tage sind eingetragen, und dein Aufenthalt bleibt bestätigt. Die anderen Tage sind wieder frei.',
		),
		glance(about),
		CALENDAR_FOLLOWS,
		openBooking(about),
	],
});

const stayShrunkForApprover = (about: BookingForReader): Draft => ({
	subject: `Kürzer: ${nameAndRange(about)}`,
	preview: 'Die anderen Tage sind wieder frei. Du musst nichts tun.',
	title: about.name === null ? 'Ein Aufenthalt ist kürzer' : `${about.name} bleibt kürzer`,
	blocks: [
		paragraph(
			`Der Aufenthalt${fromWhom(about)} ist kürzer und bleibt bestätigt. Die anderen Tage sind wieder frei. Du musst nichts tun.`,
		),
		glance(about),
		CALENDAR_FOLLOWS,
	],
});

/**
 * In the passive: it was the requester, or the house itself, for somebody who is forgotten or because a link leaked.
 */
export function canceled(about: BookingForReader): Draft {
	return about.isRequester ? canceledForRequester(about) : canceledForApprover(about);
}

function canceledForRequester(about: BookingForReader): Draft {
	const { booking, range } = about;
	const word = stayWord(about);
	const text = [
		`Deine ${word} ist storniert.`,
		// Denied bookings hold no days.
		...(booking.was === 'Denied' ? [] : [FREE_AGAIN]),
		...(booking.was === 'Confirmed' ? ['Vielleicht klappt es ein andermal!'] : []),
	];
	return {
		subject: `Storniert: deine ${word} ${range}`,
		preview: text.slice(0, 2).join(' '),
		title: `Deine ${word} ist storniert`,
		blocks: [
			paragraph(text.join(' ')),
			glance(about),
			...quote('Deine Nachricht dazu', booking.comment),
			...outOfCalendar(about),
			openBooking(about),
			...(about.replies ? [note('Das warst nicht du? Dann antworte einfach auf diese Mail.')] : []),
		],
	};
}

function canceledForApprover(about: BookingForReader): Draft {
	const word = stayWord(about);
	return {
		subject: `Storniert: ${nameAndRange(about)}`,
		preview: 'Die Tage sind wieder frei. Du musst nichts tun.',
		title: `Eine ${word} ist storniert`,
		blocks: [
			paragraph(`Die ${word}${fromWhom(about)} ist storniert. ${FREE_AGAIN} Du musst nichts tun.`),
			glance(about),
			...quote(`${about.name} schreibt dazu`, about.booking.comment),
			...outOfCalendar(about),
		],
	};
}
