import { describe, expect, test } from 'vitest';
import { MAIL_EXAMPLES } from '../../test/mailExamples.ts';
import { letterOf } from './content.ts';
import { renderHtml } from './html.ts';

/** An element's opening tag. */
interface Tag {
	name: string;
	attributes: string;
	/** By name; `padding: 0` and the like are left out. */
	style: Map<string, string>;
}

const tagsOf = (html: string): Tag[] =>
	[...html.matchAll(/<([a-z]\w*)([^>]*)>/g)].map(([, name = '', attributes = '']) => {
		const [, css = ''] = / style="([^"]*)"/.exec(attributes) ?? [];
		const declared = css.split(';').map((declaration) => declaration.split(':') as [string, string]);
		return { name, attributes, style: new Map(declared.filter(([, value]) => value !== '0')) };
	});

/** The numbers of `10px 34px`. */
const numbers = (text = ''): number[] => text.split(' ').map(Number.parseFloat);

/** What only Outlook for Windows sees, whose engine is Word's, becomes part of the page. */
const asWordReads = (html: string): string => html.replace(/<!--\[if mso\]>|<!\[endif\]-->/g, '');

// What Word leaves out is listed at caniemail.com: padding, max-width, border, margin.
describe.each(MAIL_EXAMPLES)('$name in Outlook for Windows', ({ mail }) => {
	const html = renderHtml(letterOf(mail));
	const tags = tagsOf(html);
	const blocks = tags.filter(({ name }) => ['body', 'div', 'h1', 'h2', 'p', 'table'].includes(name));

	test('keeps its spaces and lines: cells have them, and no other block', () => {
		expect(blocks.length).toBeGreaterThan(5);
		expect(blocks.filter(({ style }) => style.has('padding')).map(({ name }) => name)).toEqual([]);
		const bordered = blocks.filter(({ name, style }) => name !== 'table' && style.has('border-style'));
		expect(bordered.map(({ name }) => name)).toEqual([]);
	});

	test('is a column, not as wide as the window: whatever has a greatest width is a table of a width of its own', () => {
		const columns = tags.filter(({ style }) => style.has('max-width'));
		expect(columns).toHaveLength(1);
		expect(columns[0]).toMatchObject({ name: 'table', attributes: expect.stringContaining(' align="center"') });
		expect(columns[0]?.style.get('width')).toBe('560px');
	});

	test('begins its list of fonts with one that is there, or all of it would be Times New Roman', () => {
		const fonts = tags.flatMap(({ style }) => style.get('font-family') ?? []);
		expect(fonts.length).toBeGreaterThan(0);
		expect(fonts.filter((stack) => !stack.startsWith('Segoe UI,'))).toEqual([]);
	});

	test('has buttons as wide and high as elsewhere: with spaces that only Outlook sees', () => {
		const { blocks: parts } = letterOf(mail);
		const labels = parts.flatMap((part) =>
			part.type === 'buttons' ? [part.primary.label, ...(part.secondary ? [part.secondary.label] : [])] : [],
		);
		const buttons = [...html.matchAll(/<a [^>]*class="[^"]*button"[^>]*>.*?<\/a>/g)].map(([button]) => button);
		expect(buttons).toHaveLength(labels.length);
		for (const [index, button] of buttons.entries()) {
			const [link, before, label, after] = tagsOf(asWordReads(button)).map(({ style }) => style);
			const [above = 0, beside = 0] = numbers(link?.get('padding'));
			// A space as wide as the type is high, stretched.
			const [fontSize = 0] = numbers(link?.get('font-size'));
			for (const space of [before, after])
				expect(space?.get('mso-font-width')).toBe(`${Math.round((100 * beside) / fontSize)}%`);
			expect(before?.get('mso-text-raise')).toBe(`${2 * above}px`);
			expect(label?.get('mso-text-raise')).toBe(`${above}px`);
			expect(asWordReads(button).replace(/<[^>]*>/g, '')).toBe(`\u2003${labels[index]}\u2003\u200b`);
			expect(button.replace(/<!--.*?-->|<[^>]*>/g, '')).toBe(labels[index]);
		}
	});
});
