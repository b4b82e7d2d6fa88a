import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { KEPT } from '@betzenstein/shared';
import { expect, test } from 'vitest';
import { PRIVACY } from './privacy.ts';

const texts = PRIVACY.flatMap(({ paragraphs }) => paragraphs);

test('the buttons that it speaks of are on the personal page, under these names', () => {
	const page = ['accountSection.ts', 'storedData.ts']
		.map((name) => readFileSync(join(import.meta.dirname, '../parts', name), 'utf8'))
		.join();
	const named = texts.flatMap((text) => [...text.matchAll(/„([^“]+)“/g)].map(([, name = '']) => name));
	expect(named).toEqual(['Meine Daten ansehen', 'Alles über mich löschen', 'Gast']);
	for (const name of named) expect(page).toContain(name);
});

test('every length of time in it is one that the server keeps to', () => {
	const named = texts.flatMap((text) => [...text.matchAll(/(\d+) (Tage|Monate)/g)].map(([, count]) => Number(count)));
	expect(new Set(named)).toEqual(
		new Set([KEPT.unusedMonths, KEPT.operationMonths, KEPT.mailDays, KEPT.linkRequestDays + 1]),
	);
});

test('it needs no escaping', () => {
	expect(texts.filter((text) => /[<>&]/.test(text))).toEqual([]);
});
