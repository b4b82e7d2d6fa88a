/** `/c`: the month, and a form to ask for days. */
import type { Client } from '@betzenstein/client';
import {
	type Booking,
	type CalendarRange,
	type CalendarRangeInput,
	type CreatedBooking,
	type HouseInfo,
	monthOf,
} from '@betzenstein/shared';
import type { Session } from '../api.ts';
import { type Child, fill, focusOn, h, heading } from '../dom.ts';
import type { StayDraft } from '../model/stayDraft.ts';
import { startPage } from '../page.ts';
import { card, glance } from '../parts/bookingFacts.ts';
import { calendar, rangeOf } from '../parts/calendar.ts';
import { feedSection } from '../parts/feedSection.ts';
import { recovery } from '../parts/problem.ts';
import { requestForm } from '../parts/requestForm.ts';
import { sharesView } from '../parts/sharesView.ts';
import { requestedOutcome } from '../text/outcome.ts';
import { linkTo } from '../token.ts';

interface Loaded {
	range: CalendarRange;
	/** This person's last booking: name and party are likely to be the same again. */
	last: Booking | undefined;
}

startPage<Loaded>({
	title: 'Kalender',
	kinds: ['viewer', 'person'],
	load: async ({ client, house, who }) => {
		const [range, mine] = await Promise.all([
			client.calendar.range.query(rangeOf(monthOf(house.today))),
			who.kind === 'person' ? client.booking.mine.query({ limit: 1 }) : undefined,
		]);
		return { range, last: mine?.items[0] };
	},
	show: (session, { range, last }) => {
		const { client, house, token, who } = session;
		const month = calendar(house, (wanted) => client.calendar.range.query(wanted), range);
		const request = h('section', { class: 'card' });
		const title = heading(2, 'Tage anfragen');

		function offerForm(): void {
			const draft = draftFor(session, last);
			const asking = requestForm({ session, draft, taken: month.turnTo, asked: showAsked });
			fill(request, title, who.approverOf !== undefined && selfApproval(), asking);
		}
		function showAsked(created: CreatedBooking): void {
			const done = heading(2, requestedOutcome(created.booking).title);
			fill(request, done, askedContent(session, created, offerAgain));
			focusOn(done);
			month.turnTo(created.booking.startDate);
		}
		function offerAgain(): void {
			offerForm();
			focusOn(title);
		}

		offerForm();
		if (session.days) month.turnTo(session.days.startDate);
		return [
			heading(1, 'Wer ist wann im Haus?'),
			h(
				'div',
				{ class: 'buttons' },
				h('button', { type: 'button', class: 'primary', click: () => focusOn(title) }, 'Tage anfragen'),
				who.kind === 'person' && h('a', { class: 'button', href: linkTo('person', token) }, 'Zu deiner Seite'),
			),
			month.element,
			request,
			// A person has both on their own page.
			who.kind === 'viewer' && [h('section', {}, sharesView(session)), feedSection(session)],
		];
	},
	showWithout: async (client, house) => [
		heading(1, 'Bitte öffne den Link zum Kalender noch einmal'),
		h(
			'p',
			{},
			'Den Kalender sieht nur, wer den Link zum Haus hat. Aus Sicherheit merkt sich diese Seite ihn nicht: Nach dem Neuladen brauchst du ihn noch einmal. Frag sonst in der Familie danach.',
		),
		recovery(client),
		await publicMonth(client, house),
	],
});

/** Tells an approver that their own request counts as their approval (BR-015). */
const selfApproval = (): Child =>
	h('p', { class: 'hint' }, 'Du fragst mit deinem eigenen Link: Deine Zustimmung gilt damit als gegeben.');

function draftFor({ who, house, days }: Session, last: Booking | undefined): StayDraft {
	const [only, ...others] = house.parties.map(({ name }) => name);
	return {
		startDate: days?.startDate ?? '',
		endDate: days?.endDate ?? '',
		partySize: 2,
		firstName: last?.firstName ?? who.approverOf ?? '',
		affiliation: last?.affiliation ?? who.approverOf ?? (only !== undefined && others.length === 0 ? only : ''),
		description: '',
	};
}

const askedContent = ({ house }: Session, { booking, bookingToken }: CreatedBooking, again: () => void): Child => [
	requestedOutcome(booking).lines.map((line) => h('p', {}, line)),
	card(booking, house, glance(booking, 3)),
	h(
		'div',
		{ class: 'buttons' },
		h('a', { class: 'button primary', href: linkTo('booking', bookingToken) }, 'Zu deiner Buchung'),
		h('button', { type: 'button', click: again }, 'Weitere Tage anfragen'),
	),
];

/** The month for strangers, if the house shows everybody which days are taken (`PUBLIC_AVAILABILITY`). */
async function publicMonth(client: Client, house: HouseInfo): Promise<Child> {
	const read = (range: CalendarRangeInput) => client.calendar.range.query(range);
	// Refused by default; then the page has no month.
	const first = await read(rangeOf(monthOf(house.today))).catch(() => undefined);
	return first && calendar(house, read, first).element;
}
