/** `/c`: the calendar, and a form to ask for days. */
import type { Client } from '@betzenstein/client';
import type { Booking, CreatedBooking, HouseInfo } from '@betzenstein/shared';
import { connect, type Session } from '../api.ts';
import { calendar } from '../calendar/calendar.tsx';
import { type Child, fill, focusOn, h, heading } from '../dom.ts';
import { keepInEntry, keptInEntry } from '../kept.ts';
import { NOTHING } from '../model/choice.ts';
import type { Schedule } from '../model/schedule.ts';
import { startPage } from '../page.ts';
import { card, glance } from '../parts/bookingFacts.ts';
import { feedSection } from '../parts/feedSection.ts';
import { linkSection } from '../parts/linkSection.ts';
import { pasteForm } from '../parts/pasteForm.ts';
import { recovery } from '../parts/problem.ts';
import { type RequestDraft, type RequestForm, requestForm } from '../parts/requestForm.ts';
import { sharesView } from '../parts/sharesView.ts';
import { readSchedule, type Years, yearsAround } from '../readSchedule.ts';
import { newcomerLines } from '../text/newcomer.ts';
import { type Outcome, requestedOutcome } from '../text/outcome.ts';
import { linkTo, linkToBooking } from '../token.ts';

interface Loaded {
	schedule: Schedule;
	/** This person's newest bookings: name and party are likely to be the same again. */
	mine: readonly Booking[];
	/** What was asked for here before the reader came back to this page. */
	asked: (CreatedBooking & Pick<Asked, 'email'>) | undefined;
}

/** What the history keeps of a request that was made on this page. */
interface Asked {
	id: string;
	revision: number;
	bookingToken: string;
	/** As it was typed; empty if the link has it. */
	email: string;
}
const ASKED = 'asked';

startPage<Loaded, Years>({
	title: 'Kalender',
	kinds: ['viewer', 'person'],
	early: yearsAround,
	load: async ({ client, house, who }, early) => {
		const [schedule, mine, asked] = await Promise.all([
			readSchedule(client, house, early),
			who.kind === 'person' ? client.booking.mine.query({}) : undefined,
			askedBefore(),
		]);
		return { schedule, mine: mine?.items ?? [], asked };
	},
	show: (session, { schedule, mine, asked }) => {
		const { client, house, token, who } = session;
		// Stays that the reader has a page of; approvers have one of each.
		const links = new Map(mine.map(({ id }) => [id, linkToBooking(id, token)]));
		const days = calendar({
			house,
			first: schedule,
			read: () => readSchedule(client, house),
			choosing: {
				changed: (choice) => {
					draft = { ...draft, ...choice };
					form?.setDates(choice);
				},
				goOn: () => (form ? focusOn(title) : offerAgain()),
			},
			linkOf: ({ bookingId }) =>
				who.approverOf === undefined ? links.get(bookingId) : linkToBooking(bookingId, token),
		});
		const request = h('section', { class: 'card request' });
		const title = heading(2, 'Tage anfragen');
		// Undefined while its place is taken by what came of it.
		let form: RequestForm | undefined;
		let draft = draftFor(session, mine[0]);

		function offerForm(): void {
			form = requestForm({ session, draft, calendar: days, asked: showAsked });
			fill(request, title, who.approverOf !== undefined && selfApproval(), form.element);
		}
		/** Returns its heading. */
		function fillAsked(created: CreatedBooking, email: string): HTMLElement {
			const { booking, bookingToken } = created;
			const outcome = requestedOutcome(booking, email);
			const done = heading(2, outcome.title);
			form = undefined;
			const { firstName, affiliation } = booking;
			draft = { ...draft, ...NOTHING, firstName, affiliation, email };
			links.set(booking.id, linkTo('booking', bookingToken));
			fill(request, done, askedContent(session, created, outcome, offerAgain));
			return done;
		}
		function showAsked(created: CreatedBooking, email: string): void {
			const { id, revision, startDate } = created.booking;
			keepInEntry(ASKED, { id, revision, bookingToken: created.bookingToken, email } satisfies Asked);
			focusOn(fillAsked(created, email));
			days.choose(NOTHING);
			days.turnTo(startDate);
		}
		function offerAgain(): void {
			keepInEntry(ASKED, undefined);
			offerForm();
			focusOn(title);
		}

		if (asked) fillAsked(asked, asked.email);
		else {
			if (session.days) days.choose(session.days);
			offerForm();
		}
		return [
			heading(1, 'Wer ist wann im Haus?'),
			who.kind === 'person' &&
				h('div', { class: 'buttons' }, h('a', { class: 'button', href: linkTo('person', token) }, 'Zu deiner Seite')),
			who.kind === 'viewer' && forNewcomers(house),
			h('div', { class: 'desk' }, days.element, request),
			// A person has both on their own page.
			who.kind === 'viewer' && [h('section', {}, sharesView(session)), feedSection(session)],
			linkSection(session),
		];
	},
	showWithout: async (client, house) => [
		heading(1, 'Bitte öffne den Link zum Kalender noch einmal'),
		h('p', {}, 'Den Kalender sieht nur, wer den Link zum Haus hat. Frag sonst in der Familie danach.'),
		pasteForm(),
		recovery(client),
		await publicCalendar(client, house),
	],
});

/** The request that the reader made here, unless something has come of it since. */
async function askedBefore(): Promise<Loaded['asked']> {
	const asked = keptInEntry(ASKED) as Asked | undefined;
	if (!asked) return undefined;
	const { id, revision, bookingToken, email } = asked;
	const booking = await connect(bookingToken)
		.booking.get.query({ id })
		.catch(() => undefined);
	return booking?.revision === revision ? { booking, bookingToken, email } : undefined;
}

/** Folded up: whoever has been here before looks for who is there. */
const forNewcomers = (house: HouseInfo): Child =>
	h(
		'details',
		{},
		h('summary', {}, 'Zum ersten Mal hier? So geht es'),
		newcomerLines(house).map((line) => h('p', {}, line)),
	);

/** Tells an approver that their own request counts as their approval (BR-015). */
const selfApproval = (): Child =>
	h('p', { class: 'hint' }, 'Du fragst mit deinem eigenen Link: Deine Zustimmung gilt damit als gegeben.');

function draftFor({ who, house, days }: Session, last: Booking | undefined): RequestDraft {
	const [only, ...others] = house.parties.map(({ name }) => name);
	return {
		startDate: days?.startDate ?? '',
		endDate: days?.endDate ?? '',
		partySize: 2,
		firstName: last?.firstName ?? who.approverOf ?? '',
		affiliation: last?.affiliation ?? who.approverOf ?? (only !== undefined && others.length === 0 ? only : ''),
		description: '',
		email: '',
	};
}

const askedContent = (
	{ house }: Session,
	{ booking, bookingToken }: CreatedBooking,
	{ lines }: Outcome,
	again: () => void,
): Child => [
	lines.map((line) => h('p', {}, line)),
	card(booking, house, glance(booking, 3)),
	h(
		'div',
		{ class: 'buttons' },
		h('a', { class: 'button primary', href: linkTo('booking', bookingToken) }, 'Zu deiner Buchung'),
		h('button', { type: 'button', click: again }, 'Weitere Tage anfragen'),
	),
];

/** The calendar for strangers, if the house shows everybody which days are taken (`PUBLIC_AVAILABILITY`). */
async function publicCalendar(client: Client, house: HouseInfo): Promise<Child> {
	// Refused by default; then the page has none.
	const first = await readSchedule(client, house).catch(() => undefined);
	return first && calendar({ house, first, read: () => readSchedule(client, house) }).element;
}
