/** What all pages do: take the token, ask whose it is, show the page, or explain why not. */
import type { Client, DayRange, HouseInfo } from '@betzenstein/client';
import { isolated } from '@betzenstein/shared';
import { connect, type Session, useOnTouch } from './api.ts';
import { followChanges, lookAgainInSight } from './changes.ts';
import { type Child, fill, focusOn, h, heading } from './dom.ts';
import { failureOf } from './failure.ts';
import { followDay } from './newDay.ts';
import { linkGone, linkMissing, notThere, wrongLink } from './parts/problem.ts';
import { daysBehind, isLinkKind, type LinkKind, takeToken } from './token.ts';

/** One of the pages for links. */
export interface Page<T, E = undefined> {
	/** The title of the window or tab. */
	title: string;
	/** The kinds of link that open it. */
	kinds: readonly LinkKind[];
	/** Asks for what is needed whoever the reader is, in the same request as who that is. */
	early?: (client: Client) => E;
	/** Reads what it shows. Only queries, since opening a link changes nothing. */
	load: (session: Session, early: E) => Promise<T>;
	show: (session: Session, loaded: T) => Child;
	/** What it shows to somebody without a token. */
	showWithout?: (client: Client, house: HouseInfo) => Child | Promise<Child>;
}

/** Runs a page, again whenever another link is opened in the same tab. */
export function startPage<T, E = undefined>(page: Page<T, E>): void {
	const main = elementOf('main');
	let latest = 0;

	async function visit(token: string | undefined, days?: DayRange): Promise<void> {
		const number = ++latest;
		fill(main, h('p', {}, 'Einen Moment …'));
		const shown = await contentOf(token, days).catch((error: unknown) =>
			tryAgain(error, () => void visit(token, days)),
		);
		if (number !== latest) return;
		fill(main, shown);
		// A page that opens is read from its top anyway, but not one that changes.
		const title = main.querySelector('h1');
		if (title && number > 1) focusOn(title);
	}

	const contentOf = (token: string | undefined, days: DayRange | undefined) =>
		token === undefined ? withoutToken(page) : withToken(page, token, days);

	// The browser does not reload when another link is pasted into the same tab.
	addEventListener('hashchange', () => {
		const days = daysBehind(location.hash);
		const token = takeToken(location, history);
		if (token !== undefined) void visit(token, days);
	});
	const days = daysBehind(location.hash);
	void visit(takeToken(location, history), days);
}

const tryAgain = (error: unknown, again: () => void): Child => [
	heading(1, 'Das hat nicht geklappt'),
	h('p', {}, failureOf(error).message),
	h(
		'div',
		{ class: 'buttons' },
		h('button', { type: 'button', class: 'primary', click: again }, 'Noch einmal versuchen'),
	),
];

async function withoutToken<T, E>({ title, showWithout = linkMissing }: Page<T, E>): Promise<Child> {
	const client = connect();
	const house = await client.house.info.query();
	nameHouse(house, title);
	followDay(client, house);
	return showWithout(client, house);
}

async function withToken<T, E>(page: Page<T, E>, token: string, days: DayRange | undefined): Promise<Child> {
	const client = connect(token);
	try {
		const early = page.early?.(client) as E;
		const [who, house] = await Promise.all([client.access.whoAmI.query(), client.house.info.query()]);
		nameHouse(house, page.title);
		followDay(client, house);
		if (who.kind === 'person') void useOnTouch(client);
		if (isLinkKind(who.kind) && !page.kinds.includes(who.kind)) return wrongLink(who.kind, token);
		const session = { client, token, who, house, days };
		// The link to one decision may not listen, nor the one that ends watches.
		if (who.kind === 'action' || who.kind === 'watch') lookAgainInSight();
		else followChanges(token);
		return page.show(session, await page.load(session, early));
	} catch (error) {
		return explain(error);
	}
}

/** The page for a link that does not work (any more). @throws the error, if trying again may help */
function explain(error: unknown): Child {
	const { refused } = failureOf(error);
	switch (refused?.reason) {
		case 'LINK_INVALID':
		case 'LINK_ENDED':
			return linkGone(connect(), refused.message);
		case 'NOT_FOUND':
			return notThere(connect());
		default:
			throw error;
	}
}

function nameHouse({ name }: HouseInfo, title: string): void {
	document.title = `${title} – ${isolated(name)}`;
	fill(elementOf('#house'), name);
}

/** An element that the document has from the start (document.ts). */
function elementOf(selector: string): Element {
	const element = document.querySelector(selector);
	if (!element) throw new Error(`The document has no ${selector}.`);
	return element;
}
