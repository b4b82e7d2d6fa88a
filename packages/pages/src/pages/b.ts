/** `/b`: one booking, for its requester; with a personal link, any that its holder may see. */
import { h, heading } from '../dom.ts';
import { startPage } from '../page.ts';
import { bookingPanel } from '../parts/bookingPanel.ts';
import { recoveryForm } from '../parts/recoveryForm.ts';
import { refreshButton } from '../parts/refreshButton.ts';
import { bookingIn, linkTo } from '../token.ts';

const wanted = bookingIn(location.search);

startPage({
	title: wanted === undefined ? 'Deine Buchung' : 'Buchung',
	kinds: wanted === undefined ? ['booking'] : ['booking', 'person'],
	load: ({ client, who }) => client.booking.get.query({ id: who.bookingId ?? wanted ?? '' }),
	show: (session, booking) => {
		const { client, house, token, who } = session;
		const panel = bookingPanel({ session, booking, level: 2, isWhole: true });
		const refresh = refreshButton(house, async () => panel.show(await client.booking.get.query({ id: booking.id })));
		if (who.kind === 'person')
			return [
				heading(1, 'Buchung'),
				panel.element,
				refresh,
				h(
					'div',
					{ class: 'buttons' },
					h('a', { class: 'button', href: linkTo('viewer', token) }, 'Zum Kalender'),
					h('a', { class: 'button', href: linkTo('person', token) }, 'Zu deiner Seite'),
				),
			];
		return [
			heading(1, 'Deine Buchung'),
			panel.element,
			refresh,
			h(
				'details',
				{},
				h('summary', {}, 'Zum Kalender und zu allen meinen Buchungen: Link zuschicken'),
				h(
					'p',
					{},
					'Dieser Link zeigt nur diese eine Buchung. Mit deinem persönlichen Link siehst du alle, und den Kalender.',
				),
				recoveryForm(client),
			),
		];
	},
});
