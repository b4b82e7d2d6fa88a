/**
 * The building blocks of a mail in HTML: tables and inline styles, as mail programs want them. Written as calls of
 * `createElement`, because Node strips types but cannot run JSX, and the sources run as they are.
 */
import { type CSSProperties, createElement, type ReactNode } from 'react';
import type { Action } from './model.ts';
import { CELL, paint, STYLE_SHEET } from './theme.ts';

/** `createElement`, short enough to be read like markup. */
export const h = createElement;

/** Sizes of text, in pixels; large, for readers of all ages. */
export const SIZES = {
	small: { fontSize: 14, lineHeight: '20px' },
	note: { fontSize: 15, lineHeight: '22px' },
	text: { fontSize: 17, lineHeight: '26px' },
	heading: { fontSize: 19, lineHeight: '26px', fontWeight: 700 },
	dates: { fontSize: 23, lineHeight: '30px', fontWeight: 700 },
	title: { fontSize: 27, lineHeight: '34px', fontWeight: 700 },
} as const satisfies Record<string, CSSProperties>;

interface BoxProps {
	className?: string;
	style?: CSSProperties;
	children?: ReactNode;
}

/** A table for layout, said to be none to screen readers; fixed, so that no long word can widen it. */
export function Table({ className, style, children }: BoxProps): ReactNode {
	const layout = { role: 'presentation', width: '100%', cellPadding: 0, cellSpacing: 0, border: 0 } as const;
	const fixed: CSSProperties = { tableLayout: 'fixed', borderCollapse: 'separate', ...style };
	return h('table', { ...layout, className, style: fixed }, h('tbody', null, children));
}

/** A row of one cell. */
export const Row = ({ className, style, children }: BoxProps): ReactNode =>
	h('tr', null, h('td', { className, style: { ...CELL, ...style } }, children));

interface LineProps {
	size?: keyof typeof SIZES;
	text?: NonNullable<Parameters<typeof paint>[0]['text']>;
	style?: CSSProperties;
	children?: ReactNode;
}

/** A paragraph without space around it, unless `style` gives it some. */
export const Line = ({ size = 'text', text = 'ink', style, children }: LineProps): ReactNode =>
	h('p', paint({ text }, { ...SIZES[size], margin: 0, ...style }), children);

export const Paragraph = ({ children }: BoxProps): ReactNode => h(Line, { style: { margin: '0 0 16px' } }, children);

export const Note = ({ children }: BoxProps): ReactNode =>
	h(Line, { size: 'note', text: 'muted', style: { margin: '0 0 16px' } }, children);

export function Title({ children }: BoxProps): ReactNode {
	const { className, style } = paint({ text: 'ink' }, { ...SIZES.title, margin: '0 0 20px' });
	return h('h1', { className: `${className} title`, style }, children);
}

export const Heading = ({ children }: BoxProps): ReactNode =>
	h('h2', paint({ text: 'ink' }, { ...SIZES.heading, margin: '28px 0 6px' }), children);

/** Between things of the same kind. */
export const Divider = (): ReactNode =>
	h('div', paint({ border: 'line' }, { borderWidth: '1px 0 0', borderStyle: 'solid', margin: '16px 0 28px', fontSize: 0 }));

interface MailProps {
	subject: string;
	preview: string;
	children?: ReactNode;
}

/** The document: German, in both colour schemes, one column of at most 560 px. */
export function Mail({ subject, preview, children }: MailProps): ReactNode {
	const body = paint({ ground: 'page' }, { margin: 0, padding: 0 });
	return h(
		'html',
		{ lang: 'de', dir: 'ltr' },
		h(
			'head',
			null,
			h('meta', { httpEquiv: 'Content-Type', content: 'text/html; charset=UTF-8' }),
			h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
			h('meta', { name: 'color-scheme', content: 'light dark' }),
			h('meta', { name: 'supported-color-schemes', content: 'light dark' }),
			// Dates and numbers that people typed are no links.
			h('meta', { name: 'format-detection', content: 'telephone=no, date=no, address=no, email=no, url=no' }),
			h('title', null, subject),
			h('style', { dangerouslySetInnerHTML: { __html: STYLE_SHEET } }),
		),
		h(
			'body',
			{ ...body, lang: 'de' },
			h('div', { style: { display: 'none', maxHeight: 0, overflow: 'hidden' } }, preview),
			h(
				Table,
				paint({ ground: 'page' }),
				h(Row, { className: 'outer', style: { padding: '32px 12px' } }, h('div', { style: { maxWidth: 560, margin: '0 auto' } }, children)),
			),
		),
	);
}

/** The sheet that everything stands on, with a colour along its top. */
export function Card({ accent, children }: { accent: string; children?: ReactNode }): ReactNode {
	const rounded: CSSProperties = { borderWidth: 1, borderStyle: 'solid', borderRadius: 14, overflow: 'hidden' };
	const { className, style } = paint({ ground: 'card', border: 'line' }, rounded);
	return h(
		Table,
		{ className: `${className} card`, style },
		h(Row, { style: { height: 10, fontSize: 0, lineHeight: '10px', backgroundColor: accent } }, '\u00a0'),
		h(Row, { className: 'inner', style: { padding: '24px 36px 16px' } }, children),
	);
}

/** Facts on their own ground, a colour along their left. */
export function Panel({ accent, children }: { accent: string; children?: ReactNode }): ReactNode {
	const style: CSSProperties = { borderLeft: `8px solid ${accent}`, borderRadius: 8, padding: '16px 18px 18px' };
	return h(Table, { style: { margin: '4px 0 22px' } }, h(Row, paint({ ground: 'panel' }, style), children));
}

/** Words of somebody else; their line breaks stay. */
export function Quote({ label, lines }: { label: string; lines: readonly string[] }): ReactNode {
	const text = lines.flatMap((line, index) => (index === 0 ? [line] : [h('br', { key: index }), line]));
	const bar = paint({ border: 'edge' }, { borderWidth: '0 0 0 3px', borderStyle: 'solid', padding: '2px 0 2px 16px' });
	return h(
		Table,
		{ style: { margin: '0 0 22px' } },
		h(
			Row,
			bar,
			h(Line, { size: 'note', text: 'muted' }, `${label}:`),
			h('p', { dir: 'auto', ...paint({ text: 'ink' }, { ...SIZES.text, margin: 0 }) }, ...text),
		),
	);
}

/** A word or two on a colour of their own. */
export function Badge({ color, children }: { color: 'pending' | 'confirmed' | 'denied' | 'canceled'; children?: ReactNode }): ReactNode {
	const style: CSSProperties = { ...SIZES.note, display: 'inline-block', borderRadius: 12, padding: '1px 11px', fontWeight: 600 };
	return h('span', paint({ text: color, ground: color }, style), children);
}

/** One or two buttons beside each other, where there is room; on a phone below each other. The first is the one to press. */
export const Buttons = ({ primary, secondary }: { primary: Action; secondary?: Action | undefined }): ReactNode =>
	h(
		'div',
		{ style: { margin: '0 0 4px' } },
		h(Button, { action: primary, isPrimary: true }),
		secondary && h(Button, { action: secondary, isPrimary: false }),
	);

/** 48 px high: a finger wants 44. */
function Button({ action, isPrimary }: { action: Action; isPrimary: boolean }): ReactNode {
	const colors = isPrimary
		? ({ text: 'onAction', ground: 'action', border: 'action' } as const)
		: ({ text: 'link', border: 'edge' } as const);
	const { className, style } = paint(colors, {
		...SIZES.text,
		display: 'inline-block',
		margin: '0 10px 12px 0',
		borderWidth: 1,
		borderStyle: 'solid',
		borderRadius: 10,
		padding: isPrimary ? '10px 34px' : '10px 22px',
		fontWeight: isPrimary ? 700 : 400,
		textAlign: 'center',
		textDecoration: 'none',
		whiteSpace: 'nowrap',
	});
	return h('a', { ...linkProps(action), className: `${className} button`, style }, action.label);
}

/** A link that does not ask to be pressed; 44 px high all the same. */
export function TextLink({ action }: { action: Action }): ReactNode {
	const style: CSSProperties = { ...SIZES.text, display: 'inline-block', padding: '9px 0', textDecoration: 'underline' };
	return h('p', { style: { margin: '0 0 8px' } }, h('a', { ...linkProps(action), ...paint({ text: 'link' }, style) }, action.label));
}

const linkProps = ({ href, label, about }: Action) => ({ href, ...(about !== undefined && { 'aria-label': `${label} (${about})` }) });

/** Small print below the sheet. */
export const Footer = ({ lines }: { lines: readonly string[] }): ReactNode =>
	h(
		'div',
		{ className: 'inner', style: { padding: '18px 36px 0' } },
		...lines.map((line) => h(Line, { key: line, size: 'small', text: 'muted', style: { margin: '0 0 8px' } }, line)),
	);
