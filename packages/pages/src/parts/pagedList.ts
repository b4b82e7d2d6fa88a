import type { Booking, BookingPage } from '@betzenstein/shared';
import { fill, focusOn, h } from '../dom.ts';
import { failureOf } from '../failure.ts';

/** Where a list comes from and how it looks. */
export interface PagedListOptions {
	/** Reads the page at the cursor; the first one without it. */
	load: (cursor?: string) => Promise<BookingPage>;
	item: (booking: Booking) => HTMLElement;
	/** Shown in place of an empty list. */
	empty: string;
}

/** A list that grows on demand. */
export interface PagedList {
	element: HTMLElement;
	/** Shows this first page in place of everything that was shown. */
	show(page: BookingPage): void;
	/** Reads the first page again and shows it. */
	refresh(): Promise<void>;
}

/** Bookings, a page at a time. */
export function pagedList({ load, item, empty }: PagedListOptions): PagedList {
	const list = h('ul');
	const more = h('div', { class: 'buttons' });
	const element = h('div', {}, list, more);

	function show(page: BookingPage): void {
		fill(list);
		if (page.items.length === 0) list.append(h('li', {}, empty));
		add(page);
	}

	/** Adds a page to the list, and returns the first element of it. */
	function add({ items, nextCursor }: BookingPage): HTMLElement | undefined {
		const rows = items.map((booking) => h('li', {}, item(booking)));
		list.append(...rows);
		fill(
			more,
			nextCursor !== null && h('button', { type: 'button', click: () => void goOn(nextCursor) }, 'Mehr anzeigen'),
		);
		return rows[0];
	}

	async function goOn(cursor: string): Promise<void> {
		try {
			const title = add(await load(cursor))?.querySelector<HTMLElement>('h2, h3, h4');
			if (title) focusOn(title);
		} catch (error) {
			more.append(h('p', { role: 'alert' }, failureOf(error).message));
		}
	}

	return { element, show, refresh: async () => show(await load()) };
}

/** A list that is read when it is unfolded. */
export function lazyList(title: string, options: PagedListOptions): HTMLElement {
	const list = pagedList(options);
	const state = h('p', { role: 'status' });
	const read = async () => {
		fill(state, 'Einen Moment …');
		try {
			await list.refresh();
			fill(state);
		} catch (error) {
			fill(state, failureOf(error).message);
		}
	};
	const element = h(
		'details',
		{ toggle: () => element.open && void read() },
		h('summary', {}, title),
		state,
		list.element,
	);
	return element;
}
