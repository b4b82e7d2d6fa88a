/** Building the page. Text is only ever set as text, so nothing anybody typed can become markup. */

/** What an element holds; `undefined`, `null` and `false` are left out. */
export type Child = Node | string | undefined | null | false | readonly Child[];

/** Attributes by name; a function listens to the event of that name. The page's policy forbids inline styles. */
export type Attributes = Record<string, string | number | boolean | undefined | ((event: Event) => void)> & {
	style?: never;
};

/** An element with attributes and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
	tag: K,
	attributes: Attributes = {},
	...children: Child[]
): HTMLElementTagNameMap[K] {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes)) {
		if (typeof value === 'function') element.addEventListener(name, value);
		else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : `${value}`);
	}
	append(element, children);
	return element;
}

/** Replaces whatever the element holds with these children. */
export function fill(element: Element, ...children: Child[]): void {
	element.replaceChildren();
	append(element, children);
}

function append(element: Element, children: readonly Child[]): void {
	for (const child of children) {
		if (isList(child)) append(element, child);
		else if (child) element.append(child);
	}
}

const isList = (child: Child): child is readonly Child[] => Array.isArray(child);

let ids = 0;
/** An id that no other element has. */
export const uniqueId = (): string => `id${++ids}`;

/** A heading's level on its page. */
export type Level = 1 | 2 | 3 | 4;

/** A heading that can be focused, so that a screen reader starts reading there. */
export const heading = (level: Level, ...text: Child[]): HTMLHeadingElement =>
	h(`h${level}`, { tabindex: -1 }, ...text);

/** Text for screen readers only. */
export const spoken = (text: string): HTMLElement => h('span', { class: 'spoken' }, text);

/** Sends an event of this name to every element of the page. */
export function tellPage(name: string): void {
	for (const element of document.querySelectorAll('main *')) element.dispatchEvent(new Event(name));
}

/** Moves the focus to the element and scrolls to it: what a heading stands above is to be seen as well. */
export function focusOn(element: HTMLElement): void {
	element.focus({ preventScroll: true });
	element.scrollIntoView({ block: element instanceof HTMLHeadingElement ? 'start' : 'nearest' });
}
