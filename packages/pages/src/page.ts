/** What all pages do: take the link, ask whose it is, show the page, or explain why not. */
import type { Client, HouseInfo } from '@betzenstein/client';
import { isolated } from '@betzenstein/shared';
import { connect, type Session, useOnTouch } from './api.ts';
import { followChanges, lookAgainInSight } from './changes.ts';
import { type Child, fill, focusOn, h, heading, tellPage } from './dom.ts';
import { failureOf } from './failure.ts';
import { forgetToken, keepFor, rememberedToken } from './kept.ts';
import { followDay } from './newDay.ts';
import { calendarLinkEnded, linkEnded, linkInvalid, linkMissing, notThere, wrongLink } from './parts/problem.ts';
import { isForCalendar, isLinkKind, type Link, type LinkKind, takeLink } from './token.ts';

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

/**
 * Runs a page, again whenever another link is opened in the same tab. When Back or Forward leads elsewhere on the same
 * page, every element of it gets a `moved` event.
 */
export function startPage<T, E = undefined>(page: Page<T, E>): void {
	const main = elementOf('main');
	let latest = 0;
	let current: Link | undefined;

	async function visit(link: Link | undefined): Promise<void> {
		const number = ++latest;
		current = link;
		// The first time, the document itself asks for patience.
		if (number > 1) fill(main, h('p', {}, 'Einen Moment …'));
		const shown = await contentOf(link).catch((error: unknown) => tryAgain(error, () => void visit(link)));
		if (number !== latest) return;
		fill(main, shown);
		// A page that opens is read from its top anyway, but not one that changes.
		const title = main.querySelector('h1');
		if (title && number > 1) focusOn(title);
	}

	const contentOf = (link: Link | undefined) => (link === undefined ? withoutToken(page) : withToken(page, link));

	// The browser does not reload when another link is pasted into the same tab, nor when Back leads to the one before.
	function lookAtAddress(): void {
		const isPasted = location.hash !== '';
		const link = linkHere();
		if (isPasted || link?.token !== current?.token) void visit(link);
		else tellPage('moved');
	}
	addEventListener('hashchange', lookAtAddress);
	addEventListener('popstate', lookAtAddress);
	void visit(linkHere());
}

function linkHere(): Link | undefined {
	const link = takeLink(location, history);
	if (link) return link;
	const token = rememberedToken();
	return token === undefined ? undefined : { token };
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

async function withToken<T, E>(page: Page<T, E>, { token, days }: Link): Promise<Child> {
	const client = connect(token);
	keepFor(token);
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
		return explain(error, token);
	}
}

/** The page for a link that does not work (any more). @throws the error, if trying again may help */
function explain(error: unknown, token: string): Child {
	const { refused } = failureOf(error);
	switch (refused?.reason) {
		case 'LINK_INVALID':
			forgetToken(token);
			return linkInvalid(connect());
		case 'LINK_ENDED':
			forgetToken(token);
			return isForCalendar(token) ? calendarLinkEnded(connect()) : linkEnded(connect());
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
