/** Being told when days become free: asking for it, seeing for which days, and ending it. */
import { type DayRange, formatRange, type Watch } from '@betzenstein/shared';
import { lengthOf } from '@betzenstein/shared/german';
import type { Session } from '../api.ts';
import { type Child, fill, focusOn, h, spoken } from '../dom.ts';
import { failureOf } from '../failure.ts';
import type { TextField } from './field.ts';
import { notice } from './notice.ts';

/**
 * Offers to tell when these days are free, beside the message that they are taken.
 * @param email where whom to tell is typed; undefined for the holder of a personal link, whose address is known
 */
export function watchOffer({ client }: Session, days: DayRange, email: TextField | undefined): HTMLElement {
	const { startDate, endDate } = days;
	const element = h(
		'div',
		{},
		h('p', {}, 'Sollen wir dir eine Mail schicken, sobald alle diese Tage frei sind?'),
		h(
			'div',
			{ class: 'buttons' },
			h('button', { type: 'button', click: () => void watch() }, 'Sag mir Bescheid, wenn diese Tage frei werden'),
		),
	);
	const failed = h('p', { role: 'alert' });
	element.append(failed);

	async function watch(): Promise<void> {
		try {
			const { entries } = await client.calendar.range.query({ from: startDate, to: endDate });
			if (entries.length > 0) await client.watch.add.mutate({ ...days, ...(email && { email: email.value() }) });
			const said = notice('good', h('p', {}, entries.length > 0 ? watched(days) : FREE_NOW));
			email?.setError(undefined);
			fill(element, said);
			focusOn(said);
		} catch (error) {
			const { message, fields } = failureOf(error);
			const isAddress = email !== undefined && fields.email !== undefined;
			fill(
				failed,
				isAddress ? 'Dazu brauchen wir deine E-Mail-Adresse: Gib sie an, und drücke dann noch einmal.' : message,
			);
			email?.setError(fields.email);
			if (isAddress) email.focus();
		}
	}

	return element;
}

const FREE_NOW = 'Diese Tage sind gerade frei geworden: Du kannst sie jetzt anfragen.';

const watched = (days: DayRange): string =>
	`Sobald niemand mehr ${formatRange(days)} hat, bekommst du eine Mail. Zurückgehalten werden die Tage nicht: Wer sie dann zuerst anfragt, bekommt sie.`;

interface WatchListOptions {
	session: Session;
	first: readonly Watch[];
	/** What stands above the list. */
	above: Child;
	/** What stands there if there is none. */
	empty: Child;
}

/** What the holder of this link watches, each with a button that ends it. */
export function watchList({ session: { client }, first, above, empty }: WatchListOptions): HTMLElement {
	const list = h('div');
	const rowList = h('ul');
	/** By the watch's id. */
	const rows = new Map<string, HTMLElement>();
	const element = h(
		'section',
		{
			changed: () => void read().catch(() => {}),
			newday: () => void read().catch(() => {}),
		},
		list,
	);

	/** What was last done here: it stays, although its own change has the list read again. */
	let said: HTMLElement | undefined;

	async function read(): Promise<void> {
		show((await client.watch.mine.query()).items);
	}

	/** What is there already stays, or somebody about to press its button would lose the focus. */
	function show(items: readonly Watch[]): void {
		for (const [id, row] of rows) {
			if (items.some((watch) => watch.id === id)) continue;
			row.remove();
			rows.delete(id);
		}
		for (const [index, watch] of items.entries()) {
			if (rows.has(watch.id)) continue;
			const row = item(watch);
			rows.set(watch.id, row);
			rowList.insertBefore(row, rowList.children[index] ?? null);
		}
		const isEmpty = items.length === 0;
		if (isEmpty || rowList.parentElement !== list) fill(list, isEmpty ? empty : [above, rowList]);
	}

	function item(watch: Watch): HTMLElement {
		const failed = h('p', { role: 'alert' });
		const range = formatRange(watch);
		const label: Child = ['Nicht mehr beobachten', spoken(`: ${range}`)];
		const end = h('button', { type: 'button', click: () => void remove() }, label);
		return h('li', {}, `${range} (${lengthOf(watch)}) `, end, failed);

		async function remove(): Promise<void> {
			try {
				await client.watch.remove.mutate({ id: watch.id });
				const { items } = await client.watch.mine.query();
				show(items);
				said?.remove();
				said = notice('good', h('p', {}, `${range} beobachtest du nicht mehr.`));
				element.append(said);
				focusOn(said);
			} catch (error) {
				fill(failed, failureOf(error).message);
			}
		}
	}

	show(first);
	return element;
}
