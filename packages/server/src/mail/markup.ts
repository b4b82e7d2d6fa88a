/** HTML as text. Whatever is put into an element is escaped, so that nothing anybody typed can become markup. */

/** HTML that is safe as it is. */
export class Markup {
	readonly html: string;
	constructor(html: string) {
		this.html = html;
	}
}

/** What an element holds; `undefined`, `null` and `false` are left out. */
export type Child = Markup | string | undefined | null | false | readonly Child[];

/** CSS under its script names: `fontSize`. Numbers are pixels. */
export type Style = Readonly<Record<string, string | number>>;

/** Attributes by name; `undefined` leaves one out. */
export interface Attributes {
	style?: Style | undefined;
	[name: string]: string | number | undefined | Style;
}

const VOID = new Set(['br', 'meta']);

/** An element with attributes and children. */
export function h(tag: string, attributes: Attributes = {}, ...children: Child[]): Markup {
	const open = tag + Object.entries(attributes).map(attribute).join('');
	return new Markup(VOID.has(tag) ? `<${open}/>` : `<${open}>${htmlOf(children)}</${tag}>`);
}

/** For Outlook for Windows, whose engine is Word's; to any other program it is a comment. */
export const forWord = (...children: Child[]): Markup => new Markup(`<!--[if mso]>${htmlOf(children)}<![endif]-->`);

function attribute([name, value]: [string, Attributes[string]]): string {
	if (value === undefined) return '';
	return ` ${name}="${escaped(typeof value === 'object' ? css(value) : `${value}`)}"`;
}

const css = (style: Style): string =>
	Object.entries(style)
		.map(
			([name, value]) =>
				`${name.replace(/[A-Z]/g, '-$&').toLowerCase()}:${value}${typeof value === 'number' && value !== 0 ? 'px' : ''}`,
		)
		.join(';');

function htmlOf(child: Child): string {
	if (child === undefined || child === null || child === false) return '';
	if (typeof child === 'string') return escaped(child);
	return child instanceof Markup ? child.html : child.map(htmlOf).join('');
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#x27;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
