import type { Booking, BookingPage } from '@betzenstein/shared';
import { fill, focusOn, h } from '../dom.ts';
import { failureOf } from '../failure.ts';
import { announce } from './notice.ts';

/** Where a list comes from and how it looks. */
export interface PagedListOptions {
	/** Reads the page at the cursor; the first one without it. */
	load: (cursor?: string) => Promise<BookingPage>;
	item: (booking: Booking) => HTMLElement;
	/** Shown in place of an empty list. */
	empty: string;
	/** Says that so many have come on top while it was shown; without it, nobody looks whether any have. */
	arrived?: (count: number) => string;
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
export function pagedList({ load, item, empty, arrived }: PagedListOptions): PagedList {
	const list = h('ul');
	const more = h('div', { class: 'buttons' });
	// Below the list: nothing that somebody reads moves when it appears.
	const news = h('div', { class: 'arrived' });
	const element = h('div', { changed: arrived && (() => void look(arrived)) }, list, more, news);
	/** What has come on top, and is not shown yet. */
	let above: readonly Booking[] = [];
	const ids = new Set<string>();
	let isWhole = false;
	let looks = 0;

	function show(page: BookingPage): void {
		fill(list);
		ids.clear();
		dropNews();
		if (page.items.length === 0) list.append(h('li', {}, empty));
		add(page);
	}

	function dropNews(): void {
		above = [];
		fill(news);
	}

	function rowsOf(items: readonly Booking[]): HTMLElement[] {
		for (const { id } of items) ids.add(id);
		return items.map((booking) => h('li', {}, item(booking)));
	}

	/** Adds a page to the list, and returns the first element of it. */
	function add({ items, nextCursor }: BookingPage): HTMLElement | undefined {
		const rows = rowsOf(items);
		list.append(...rows);
		isWhole = nextCursor === null;
		fill(
			more,
			nextCursor !== null && h('button', { type: 'button', click: () => void goOn(nextCursor) }, 'Mehr anzeigen'),
		);
		return rows[0];
	}

	/** Looks whether any have come on top. Without an answer, the next change asks again. */
	async function look(say: NonNullable<typeof arrived>): Promise<void> {
		const number = ++looks;
		const page = await load().catch(() => undefined);
		if (!page || number !== looks) return;
		const last = page.items.findLastIndex(({ id }) => ids.has(id));
		// What stands below all that is shown may only have moved up.
		const fresh = page.items.slice(0, isWhole ? undefined : Math.max(0, last)).filter(({ id }) => !ids.has(id));
		const isAsMany = fresh.length === above.length;
		above = fresh;
		if (isAsMany) return;
		const text = say(fresh.length);
		if (fresh.length > 0) announce(text);
		const button = h('button', { type: 'button', click: showAbove }, 'Anzeigen');
		fill(news, fresh.length > 0 && [h('p', {}, text), button]);
	}

	function showAbove(): void {
		if (ids.size === 0) fill(list);
		const rows = rowsOf(above);
		dropNews();
		list.prepend(...rows);
		focusOnTitle(rows[0]);
	}

	function focusOnTitle(row: HTMLElement | undefined): void {
		const title = row?.querySelector<HTMLElement>('h2, h3, h4');
		if (title) focusOn(title);
	}

	async function goOn(cursor: string): Promise<void> {
		try {
			focusOnTitle(add(await load(cursor)));
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
