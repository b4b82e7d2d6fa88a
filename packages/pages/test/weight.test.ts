/** What is built: it stays light, since the pages are opened on phones, in the country, and old phones understand it. */
import { globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildPages } from '../build.ts';

const MOST_BYTES = 60_000;

let folder: string;
beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'pages-'));
	await buildPages(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each(['home', 'a', 'b', 'p', 'c'])('%s loads at most 60 kB, packed', (name) => {
	const packed = (file: string) => readFileSync(join(folder, 'gzip', file));
	const html = gunzipSync(packed(`${name}.html`)).toString();
	const assets = new Set([...html.matchAll(/\/(assets\/[^"]+)"/g)].map(([, file]) => file ?? ''));
	// Script, what it imports, style and icon.
	expect(assets.size).toBeGreaterThan(3);
	const bytes = [`${name}.html`, ...assets].reduce((sum, file) => sum + packed(file).length, 0);
	expect(bytes).toBeGreaterThan(10_000);
	expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
});

test('what is drawn before an answer has a plain form, for Safari before 17.4', () => {
	const [file = ''] = globSync('assets/style-*.css', { cwd: folder });
	const style = readFileSync(join(folder, file), 'utf8');
	const plain = style.replace(/@supports[^{]*\{[^}]*\}\s*\}/g, '');
	expect(plain).toContain('content:var(--mark,"…");');
	// The form that is not read out stands only where it is understood.
	expect(plain).not.toMatch(/content:[^;}]*\//);
	expect(style).toMatch(/content:[^;}]*\//);
});
