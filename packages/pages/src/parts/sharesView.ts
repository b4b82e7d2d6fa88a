/** Who has had the house for how many days of a year. */
import type { Shares } from '@betzenstein/client';
import { isolated } from '@betzenstein/shared';
import { shareText } from '@betzenstein/shared/german';
import type { Session } from '../api.ts';
import { fill, h } from '../dom.ts';
import { failureOf } from '../failure.ts';
import { announce } from './notice.ts';
import { swatch } from './party.ts';

/** Read when it is unfolded, beginning with this year. */
export function sharesView({ client, house }: Session): HTMLElement {
	let year = Number(house.today.slice(0, 4));
	const title = h('h3', {});
	const body = h('div');
	const step = (label: string, count: number) =>
		h(
			'button',
			{
				type: 'button',
				click: () => {
					year += count;
					void read();
				},
			},
			label,
		);
	const element = h(
		'details',
		{ toggle: () => void read(), changed: () => void read() },
		h('summary', {}, 'Wer wie viele Tage hat'),
		h('p', { class: 'hint' }, 'Alle bestätigten Tage eines Jahres, auch die kommenden.'),
		title,
		h(
			'div',
			{ class: 'buttons', role: 'group', 'aria-label': 'Jahr wählen' },
			step('Jahr davor', -1),
			step('Jahr danach', 1),
		),
		body,
	);

	async function read(): Promise<void> {
		if (!element.open) return;
		const asked = year;
		try {
			const shares = await client.house.shares.query({ year: asked });
			// Somebody may turn the years faster than the server answers.
			if (asked === year) show(shares);
		} catch (error) {
			if (asked === year) fill(body, h('p', { role: 'alert' }, failureOf(error).message));
		}
	}

	function show(shares: Shares): void {
		const isNew = title.textContent !== `${shares.year}`;
		fill(title, `${shares.year}`);
		fill(
			body,
			h(
				'ul',
				{},
				...shares.parties.map((share) =>
					h('li', {}, swatch(share.party, house), `${isolated(share.party)}: ${shareText(share)}`),
				),
			),
		);
		if (isNew) announce(`${shares.year}`);
	}

	return element;
}
