import type { Session } from '../api.ts';
import { type Child, fill, focusOn, h, heading } from '../dom.ts';
import { copyField } from './copyField.ts';
import { form } from './form.ts';

/** Offers the feed that the holder of this link may read: the house's, or their own. */
export function feedSection({ client, who }: Session): HTMLElement {
	const element = h('section', {});
	const about = who.kind === 'viewer' ? OF_HOUSE : who.approverOf === undefined ? OF_REQUESTER : OF_APPROVER;
	fill(
		element,
		heading(2, 'In deinem eigenen Kalender'),
		h('p', {}, about),
		form({
			fields: [],
			content: [],
			button: 'Kalender abonnieren',
			send: async () => {
				const { url } = await client.access.feed.query();
				const title = heading(2, 'Dein Kalender-Abo');
				fill(element, title, ways(url));
				focusOn(title);
			},
		}),
	);
	return element;
}

const OF_HOUSE = 'Wer wann im Haus ist, steht dann auch in deinem Kalender und bleibt dort von selbst aktuell.';
const OF_REQUESTER = 'Deine Aufenthalte stehen dann auch in deinem Kalender und bleiben dort von selbst aktuell.';
const OF_APPROVER =
	'Deine Aufenthalte und was auf deine Antwort wartet stehen dann auch in deinem Kalender und bleiben dort von selbst aktuell.';

function ways(url: string): Child {
	const webcal = url.replace(/^https?:/, 'webcal:');
	return [
		h(
			'div',
			{ class: 'buttons' },
			h('a', { class: 'button primary', href: webcal }, 'Auf diesem Gerät öffnen'),
			h(
				'a',
				{
					class: 'button',
					href: `https://calendar.google.com/calendar/r?cid=${encodeURIComponent(webcal)}`,
					target: '_blank',
					rel: 'noreferrer',
				},
				'Im Google Kalender öffnen',
			),
		),
		copyField('Adresse für andere Kalender', 'Adresse kopieren', url),
		h(
			'p',
			{ class: 'hint' },
			'Die Adresse ist geheim: Wer sie hat, liest mit. Mehr kann damit niemand. Sie gilt so lange wie der Link, mit dem du hier bist.',
		),
		h(
			'p',
			{ class: 'hint' },
			'Was sich ändert, zeigen manche Kalender nach einer Stunde, Google manchmal erst am nächsten Tag.',
		),
	];
}
