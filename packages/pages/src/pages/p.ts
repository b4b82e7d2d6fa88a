/** `/p`: everything that concerns one person; for approvers, first of all what waits for them. */
import type { Client, WhoAmI } from '@betzenstein/client';
import { type Booking, type BookingPage, isolated, type Watches } from '@betzenstein/shared';
import { ahead, type Session } from '../api.ts';
import { type Child, h, heading } from '../dom.ts';
import { startPage } from '../page.ts';
import { accountSection } from '../parts/accountSection.ts';
import { bookingPanel, type Panel } from '../parts/bookingPanel.ts';
import { feedSection } from '../parts/feedSection.ts';
import { linkSection } from '../parts/linkSection.ts';
import { notesEditor } from '../parts/notes.ts';
import { lazyList, type PagedList, pagedList } from '../parts/pagedList.ts';
import { refreshButton } from '../parts/refreshButton.ts';
import { sharesView } from '../parts/sharesView.ts';
import { watchList } from '../parts/watches.ts';
import { linkTo } from '../token.ts';

interface Loaded {
	watches: Watches;
	/** Undefined for the link that only ends watches. */
	bookings: Bookings | undefined;
}

interface Bookings {
	mine: BookingPage;
	/** Undefined unless this person is an approver. */
	outstanding: BookingPage | undefined;
}

interface Early {
	watches: Promise<Watches>;
	mine: Promise<BookingPage>;
}

startPage<Loaded, Early>({
	title: 'Deine Seite',
	kinds: ['person', 'watch'],
	early: ({ watch, booking }) => ({ watches: ahead(watch.mine.query()), mine: ahead(booking.mine.query({})) }),
	load: async ({ client, who }, { watches, mine }) => ({
		watches: await watches,
		bookings: who.kind === 'person' ? await loadBookings(client, who, mine) : undefined,
	}),
	show: (session, { watches, bookings }) => {
		if (!bookings) return onlyWatches(session, watches);
		const { mine, outstanding } = bookings;
		const { client, house, token, who } = session;
		const name = who.approverOf ?? mine.items[0]?.firstName;
		const item = panels(session);
		const own = pagedList({
			load: (cursor) => client.booking.mine.query({ cursor }),
			item,
			empty: 'Du hast noch keine Tage angefragt.',
		});
		own.show(mine);
		const waiting = outstanding && waitingList(session, outstanding, item);
		const refresh = () => Promise.all([own.refresh(), waiting?.refresh()]);
		return [
			heading(1, name === undefined ? 'Deine Seite' : `Hallo ${isolated(name)}`),
			h(
				'div',
				{ class: 'buttons' },
				h('a', { class: 'button', href: linkTo('viewer', token) }, 'Kalender und neue Anfrage'),
			),
			waiting && section('Wartet auf deine Antwort', waiting.element),
			section('Deine Buchungen', own.element),
			waiting && history(session, item),
			watchList({
				session,
				first: watches.items,
				above: [heading(2, 'Tage, die du beobachtest'), h('p', {}, WATCHING)],
				empty: undefined,
			}),
			refreshButton(house, async () => void (await refresh())),
			section('Das Haus', who.approverOf !== undefined && notesEditor(session), sharesView(session)),
			feedSection(session),
			linkSection(session),
			accountSection(session),
		];
	},
});

async function loadBookings(client: Client, { approverOf }: WhoAmI, mine: Promise<BookingPage>): Promise<Bookings> {
	const outstanding = approverOf === undefined ? undefined : client.approval.outstanding.query({});
	return { mine: await mine, outstanding: await outstanding };
}

const WATCHING = 'Sobald alle Tage eines Zeitraums frei sind, bekommst du eine Mail.';

/** For the link in that mail. */
const onlyWatches = (session: Session, { items }: Watches): Child => [
	heading(1, 'Tage, die du beobachtest'),
	watchList({
		session,
		first: items,
		above: h('p', {}, WATCHING),
		empty: h('p', {}, 'Du beobachtest keine Tage. Du kannst diese Seite jetzt schließen.'),
	}),
];

type Item = (booking: Booking) => HTMLElement;

/** Panels that tell each other about changes, because a booking may be in several lists. */
function panels(session: Session): Item {
	let shown: Panel[] = [];
	const changed = (booking: Booking) => {
		shown = shown.filter(({ element }) => element.isConnected);
		for (const panel of shown) if (panel.id === booking.id) panel.show(booking);
	};
	return (booking) => {
		const panel = bookingPanel({ session, booking, level: 3, isWhole: false, changed });
		shown.push(panel);
		return panel.element;
	};
}

function waitingList({ client }: Session, first: BookingPage, item: Item): PagedList {
	const list = pagedList({
		load: (cursor) => client.approval.outstanding.query({ cursor }),
		item,
		empty: 'Gerade wartet nichts auf dich.',
		arrived: (count) =>
			count === 1 ? 'Eine neue Anfrage wartet auf dich.' : `${count} neue Anfragen warten auf dich.`,
	});
	list.show(first);
	return list;
}

/** Read only when somebody wants to see it. */
const history = ({ client }: Session, item: Item): HTMLElement =>
	section(
		'Verlauf',
		lazyList('Alle Anfragen zeigen', {
			load: (cursor) => client.approval.history.query({ cursor }),
			item,
			empty: 'Es gibt noch keine.',
		}),
	);

const section = (title: string, ...content: Child[]): HTMLElement => h('section', {}, heading(2, title), ...content);
