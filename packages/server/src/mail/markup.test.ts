import { expect, test } from 'vitest';
import { h, Markup } from './markup.ts';

const htmlOf = (...of: Parameters<typeof h>): string => h(...of).html;

test('text and attributes are escaped, elements in elements are not', () => {
	const typed = `<b> & "it's"`;
	const escaped = '&lt;b&gt; &amp; &quot;it&#x27;s&quot;';
	expect(htmlOf('p', { title: typed, style: { fontFamily: typed } }, h('b', {}, typed), typed)).toBe(
		`<p title="${escaped}" style="font-family:${escaped}"><b>${escaped}</b>${escaped}</p>`,
	);
	expect(htmlOf('style', {}, new Markup('a>b{}'))).toBe('<style>a>b{}</style>');
});

test('nothing stands for what is not there', () => {
	expect(htmlOf('p', { id: undefined, title: '' }, undefined, null, false, '', ['a', [h('br')]])).toBe(
		'<p title="">a<br/></p>',
	);
});

test('numbers in styles are pixels', () => {
	expect(htmlOf('p', { width: 5, style: { margin: 0, maxWidth: 560, lineHeight: '20px' } })).toBe(
		'<p width="5" style="margin:0;max-width:560px;line-height:20px"></p>',
	);
});
