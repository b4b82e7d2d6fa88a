/** What is shown where a link does not lead to its page. */
import type { Client } from '@betzenstein/client';
import { type Child, h, heading } from '../dom.ts';
import { type LinkKind, linkTo } from '../token.ts';
import { pasteForm } from './pasteForm.ts';
import { recoveryForm } from './recoveryForm.ts';

/** The page was opened without a link, and this device remembers none. */
export const linkMissing = (client: Client): Child => [
	heading(1, 'Bitte öffne noch einmal den Link aus deiner Mail'),
	h('p', {}, 'Diese Seite öffnet sich nur mit ihm: Er sagt, wer du bist.'),
	pasteForm(),
	recovery(client),
];

/** Nobody ever got such a link. */
export const linkInvalid = (client: Client): Child => [
	heading(1, 'Dieser Link geht nicht'),
	h(
		'p',
		{},
		'Ist er vielleicht beim Kopieren abgeschnitten worden? Dann nimm ihn noch einmal aus der Mail oder Nachricht.',
	),
	recovery(client),
];

/** The calendar has another link now. That one is in no mail: it is handed on. */
export const calendarLinkEnded = (client: Client): Child => [
	heading(1, 'Dieser Link gilt nicht mehr'),
	h('p', {}, 'Der Kalender hat einen neuen Link. Frag in der Familie danach.'),
	h('p', {}, 'Hast du schon einmal Tage angefragt? Dann führt auch dein persönlicher Link zum Kalender.'),
	recovery(client),
];

/** Its owner has another link now, or none. */
export const linkEnded = (client: Client): Child => [
	heading(1, 'Dieser Link gilt nicht mehr'),
	h('p', {}, 'Nimm bitte den Link aus deiner neuesten Mail.'),
	recovery(client),
];

/** What the link led to has been deleted. */
export const notThere = (client: Client): Child => [
	heading(1, 'Diese Buchung gibt es nicht mehr'),
	h('p', {}, 'Alte Buchungen werden nach einer Weile gelöscht.'),
	recovery(client),
];

const WORDS: Record<LinkKind, string> = {
	viewer: 'Zum Kalender',
	person: 'Zu deiner Seite',
	booking: 'Zur Buchung',
	action: 'Zur Anfrage',
	watch: 'Zu den Tagen, die du beobachtest',
};

/** The link is good, but belongs to another page. */
export const wrongLink = (kind: LinkKind, token: string): Child => [
	heading(1, 'Dein Link führt auf eine andere Seite'),
	h('p', {}, 'Hier geht es weiter:'),
	h('div', { class: 'buttons' }, h('a', { class: 'button primary', href: linkTo(kind, token) }, WORDS[kind])),
];

/** A form with which everybody who has ever asked for days, or decides, can get a new mail with their link. */
export const recovery = (client: Client): Child =>
	h(
		'section',
		{ class: 'card' },
		heading(2, 'Link nicht zur Hand?'),
		h('p', {}, 'Wir schicken dir deinen persönlichen Link. Damit siehst du alles, was dich betrifft.'),
		recoveryForm(client),
	);
