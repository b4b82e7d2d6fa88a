/** `/b`: one booking, for its requester. */
import { h, heading } from '../dom.ts';
import { startPage } from '../page.ts';
import { bookingPanel } from '../parts/bookingPanel.ts';
import { recoveryForm } from '../parts/recoveryForm.ts';
import { refreshButton } from '../parts/refreshButton.ts';

startPage({
	title: 'Deine Buchung',
	kinds: ['booking'],
	load: ({ client, who }) => client.booking.get.query({ id: who.bookingId ?? '' }),
	show: (session, booking) => {
		const panel = bookingPanel({ session, booking, level: 2, isWhole: true });
		return [
			heading(1, 'Deine Buchung'),
			panel.element,
			refreshButton(session.house, async () => panel.show(await session.client.booking.get.query({ id: booking.id }))),
			h(
				'details',
				{},
				h('summary', {}, 'Alle meine Buchungen: Link zuschicken'),
				h('p', {}, 'Dieser Link zeigt nur diese eine Buchung. Mit deinem persönlichen Link siehst du alle.'),
				recoveryForm(session.client),
			),
		];
	},
});
