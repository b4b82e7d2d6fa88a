/**
 * The building blocks of a mail in HTML: tables and inline styles, as mail programs need them. Outlook for Windows has
 * Word's engine: it pads and borders cells only, and knows no `max-width` (`html.test.ts`).
 */
import type { Fact } from '@betzenstein/shared/german';
import { type Child, forWord, h, Markup, type Style } from './markup.ts';
import type { LabelledLink } from './model.ts';
import { CELL, type Paint, paint, STYLE_SHEET } from './theme.ts';

/** Sizes of text, in pixels; large, for readers of all ages. */
const SIZES = {
	small: { fontSize: 14, lineHeight: '20px' },
	note: { fontSize: 15, lineHeight: '22px' },
	text: { fontSize: 17, lineHeight: '26px' },
	heading: { fontSize: 19, lineHeight: '26px', fontWeight: '700' },
	dates: { fontSize: 23, lineHeight: '30px', fontWeight: '700' },
	title: { fontSize: 27, lineHeight: '34px', fontWeight: '700' },
} as const satisfies Record<string, Style>;

interface Box {
	class?: string;
	style?: Style;
}

interface TableBox extends Box {
	width?: number;
	align?: 'center';
}

/** A layout table, hidden as such from screen readers; fixed, so that no long word can widen it. */
function Table({ width, align, class: name, style }: TableBox, ...children: Child[]): Markup {
	const layout = { role: 'presentation', width: width ?? '100%', align, cellpadding: 0, cellspacing: 0, border: 0 };
	const fixed: Style = { tableLayout: 'fixed', borderCollapse: 'separate', ...style };
	return h('table', { ...layout, class: name, style: fixed }, h('tbody', {}, ...children));
}

/** A row of one cell. */
const Row = ({ class: name, style }: Box, ...children: Child[]): Markup =>
	h('tr', {}, h('td', { class: name, style: { ...CELL, ...style } }, ...children));

interface LineStyle {
	size?: keyof typeof SIZES;
	text?: NonNullable<Paint['text']>;
	style?: Style;
}

/** A paragraph without space around it, unless `style` gives it some. */
export const Line = ({ size = 'text', text = 'ink', style }: LineStyle, ...children: Child[]): Markup =>
	h('p', paint({ text }, { ...SIZES[size], margin: 0, ...style }), ...children);

export const Paragraph = (...children: Child[]): Markup => Line({ style: { margin: '0 0 16px' } }, ...children);

export const Note = (...children: Child[]): Markup =>
	Line({ size: 'note', text: 'muted', style: { margin: '0 0 16px' } }, ...children);

export function Title(...children: Child[]): Markup {
	const { class: name, style } = paint({ text: 'ink' }, { ...SIZES.title, margin: '0 0 20px' });
	return h('h1', { class: `${name} title`, style }, ...children);
}

export const Heading = (...children: Child[]): Markup =>
	h('h2', paint({ text: 'ink' }, { ...SIZES.heading, margin: '28px 0 6px' }), ...children);

/** A line between things of the same kind. */
export function Divider(): Markup {
	const line: Style = { borderWidth: '1px 0 0', borderStyle: 'solid', fontSize: 0, lineHeight: '1px' };
	return Table({ style: { margin: '16px 0 28px' } }, Row(paint({ border: 'line' }, line), '\u00a0'));
}

/** Invisible, and longer than any inbox's preview, which would otherwise go on with the text that follows. */
const FILLER = '\u034f\u200c\u00a0'.repeat(120);

/** The document: German, in both colour schemes, one column of at most 560 px. */
export function Mail({ subject, preview }: { subject: string; preview: string }, ...children: Child[]): Markup {
	const { class: name, style } = paint({ ground: 'page' }, { margin: 0, padding: 0 });
	return h(
		'html',
		{ lang: 'de', dir: 'ltr' },
		h(
			'head',
			{},
			h('meta', { 'http-equiv': 'Content-Type', content: 'text/html; charset=UTF-8' }),
			h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
			h('meta', { name: 'color-scheme', content: 'light dark' }),
			h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
			// Keeps mail programs from making links of dates and numbers.
			h('meta', { name: 'format-detection', content: 'telephone=no, date=no, address=no, email=no, url=no' }),
			h('title', {}, subject),
			h('style', {}, new Markup(STYLE_SHEET)),
		),
		h(
			'body',
			{ class: name, style, lang: 'de' },
			h('div', { style: { display: 'none', msoHide: 'all', maxHeight: 0, overflow: 'hidden' } }, preview, FILLER),
			Table(paint({ ground: 'page' }), Row({ class: 'outer', style: { padding: '32px 12px' } }, Column(...children))),
		),
	);
}

const Column = (...children: Child[]): Markup =>
	Table({ width: 560, align: 'center', style: { width: 560, maxWidth: '100%' } }, Row({}, ...children));

/** The sheet that holds everything, with a colour along its top. */
export function Card({ accent }: { accent: string }, ...children: Child[]): Markup {
	const rounded: Style = { borderWidth: 1, borderStyle: 'solid', borderRadius: 14, overflow: 'hidden' };
	const { class: name, style } = paint({ ground: 'card', border: 'line' }, rounded);
	return Table(
		{ class: `${name} card`, style },
		Row(
			{ style: { height: 10, fontSize: 0, lineHeight: '10px', msoLineHeightRule: 'exactly', backgroundColor: accent } },
			'\u00a0',
		),
		Row({ class: 'inner', style: { padding: '24px 36px 16px' } }, ...children),
	);
}

/** A box for facts, with a colour along its left. */
export function Panel({ accent }: { accent: string }, ...children: Child[]): Markup {
	const style: Style = { borderLeft: `8px solid ${accent}`, borderRadius: 8, padding: '16px 18px 18px' };
	return Table({ style: { margin: '4px 0 22px' } }, Row(paint({ ground: 'panel' }, style), ...children));
}

/** Somebody else's words, with their line breaks. */
export function Quote({ label, lines }: { label: string; lines: readonly string[] }): Markup {
	const text = lines.flatMap((line, index) => (index === 0 ? [line] : [h('br'), line]));
	const bar = paint({ border: 'edge' }, { borderWidth: '0 0 0 3px', borderStyle: 'solid', padding: '2px 0 2px 16px' });
	return Table(
		{ style: { margin: '0 0 22px' } },
		Row(
			bar,
			Line({ size: 'note', text: 'muted' }, `${label}:`),
			h('p', { dir: 'auto', ...paint({ text: 'ink' }, { ...SIZES.text, margin: 0 }) }, ...text),
		),
	);
}

/** Labels with their texts, a line each. */
export const Facts = (facts: readonly Fact[]): Markup =>
	h(
		'div',
		{ style: { margin: '0 0 22px' } },
		...facts.map(({ label, text }) =>
			Line({ size: 'note', text: 'muted' }, `${label}: `, h('span', paint({ text: 'ink' }), text)),
		),
	);

/** A word or two on a colour of their own. */
export function Badge(color: 'pending' | 'confirmed' | 'denied' | 'canceled', ...children: Child[]): Markup {
	const style: Style = {
		...SIZES.note,
		display: 'inline-block',
		borderRadius: 12,
		padding: '1px 11px',
		fontWeight: '600',
	};
	return h('span', paint({ text: color, ground: color }, style), ...children);
}

/** As wide as the type is high. */
const EM_SPACE = '\u2003';

/** One or two buttons, beside each other where there is room; the first is the obvious one. */
export const Buttons = (primary: LabelledLink, secondary?: LabelledLink): Markup =>
	h(
		'div',
		{ style: { margin: '0 0 4px' } },
		Button(primary, true),
		secondary && [forWord(EM_SPACE), Button(secondary, false)],
	);

/**
 * 48 px high: a finger wants 44. For Word, which pads no link, there are spaces as wide as the padding, one of them
 * raised so that the line is as high; react-email's button does the same.
 */
function Button(link: LabelledLink, isPrimary: boolean): Markup {
	const colors = isPrimary
		? ({ text: 'onAction', ground: 'action', border: 'action' } as const)
		: ({ text: 'link', border: 'edge' } as const);
	const above = 10;
	const beside = isPrimary ? 34 : 22;
	const { class: name, style } = paint(colors, {
		...SIZES.text,
		display: 'inline-block',
		margin: '0 10px 12px 0',
		borderWidth: 1,
		borderStyle: 'solid',
		borderRadius: 10,
		padding: `${above}px ${beside}px`,
		msoPaddingAlt: 0,
		fontWeight: isPrimary ? '700' : '400',
		textAlign: 'center',
		textDecoration: 'none',
		whiteSpace: 'nowrap',
	});
	const space: Style = { msoFontWidth: `${Math.round((100 * beside) / SIZES.text.fontSize)}%` };
	return h(
		'a',
		{ ...linkTo(link), class: `${name} button`, style },
		forWord(h('i', { style: { ...space, msoTextRaise: 2 * above } }, EM_SPACE)),
		h('span', { style: { msoTextRaise: above } }, link.label),
		// Word drops a space at the end.
		forWord(h('i', { style: space }, EM_SPACE, '\u200b')),
	);
}

/** A link for what most readers will not need; still 44 px high. */
export function TextLink(link: LabelledLink): Markup {
	const style: Style = { ...SIZES.text, display: 'inline-block', padding: '9px 0', textDecoration: 'underline' };
	return h(
		'p',
		{ style: { margin: '0 0 8px' } },
		h('a', { ...linkTo(link), ...paint({ text: 'link' }, style) }, link.label),
	);
}

const linkTo = ({ href, label, about }: LabelledLink) => ({
	href,
	'aria-label': about === undefined ? undefined : `${label} (${about})`,
});

/** Small print below the sheet. */
export const Footer = (lines: readonly string[]): Markup =>
	Table(
		{},
		Row(
			{ class: 'inner', style: { padding: '18px 36px 0' } },
			...lines.map((line) => Line({ size: 'small', text: 'muted', style: { margin: '0 0 8px' } }, line)),
		),
	);
