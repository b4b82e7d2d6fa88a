/** The pages for links as HTTP callers and browsers meet them. What the pages do is tested in a browser. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildPages } from '@betzenstein/pages/build';
import { projectRoot } from '@betzenstein/testing/machine/project';
import express from 'express';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hardened } from '../src/adapters/headers.ts';
import { pages } from '../src/adapters/pages.ts';
import { createLog, type Log } from '../src/log.ts';

const PAGES = ['/', '/a', '/b', '/p', '/c', '/datenschutz'];
const SOURCES = join(projectRoot, 'packages/pages/src');
const POLICY =
	"default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; font-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

async function serve(folder: string, log: Log = createLog('silent')) {
	const app = express().disable('x-powered-by').disable('etag').use(hardened).use(pages({ log, folder }));
	app.use((_, response) => void response.status(404).json({ error: 'not found' }));
	const server = createServer(app);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		async close() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

let folder: string;
let server: Awaited<ReturnType<typeof serve>>;
beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'pages-'));
	await buildPages(folder);
	server = await serve(folder);
});
afterAll(async () => {
	await server.close();
	rmSync(folder, { recursive: true });
});

const assets = () => readdirSync(join(folder, 'assets'));
const get = (path: string, init?: RequestInit) => fetch(`${server.url}${path}`, init);

describe('headers', () => {
	test.each(PAGES)('%s is HTML that no cache keeps, no search engine lists and no frame shows', async (path) => {
		const response = await get(path);
		expect(response.status).toBe(200);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': 'text/html; charset=utf-8',
			'content-security-policy': POLICY,
			'referrer-policy': 'no-referrer',
			'x-robots-tag': 'noindex',
			'cache-control': 'no-store',
			'x-content-type-options': 'nosniff',
		});
		expect(await response.text()).toContain('<html lang="de">');
	});

	test('every asset is kept for ever, under its right type', async () => {
		const types = await Promise.all(
			assets().map(async (name) => {
				const response = await get(`/assets/${name}`);
				expect([name, response.status, response.headers.get('cache-control')]).toEqual([
					name,
					200,
					'public, max-age=31536000, immutable',
				]);
				return response.headers.get('content-type');
			}),
		);
		expect(new Set(types)).toEqual(
			new Set([
				'text/javascript; charset=utf-8',
				'text/css; charset=utf-8',
				'image/svg+xml',
				'image/png',
				'application/manifest+json; charset=utf-8',
			]),
		);
	});

	test('HEAD answers as GET does, without a body', async () => {
		for (const path of [...PAGES, ...assets().map((name) => `/assets/${name}`)]) {
			const [head, full] = await Promise.all([get(path, { method: 'HEAD' }), get(path)]);
			expect([head.status, head.headers.get('content-type')]).toEqual([200, full.headers.get('content-type')]);
			expect([await head.text(), (await full.text()).length > 0]).toEqual(['', true]);
		}
	});

	test.each([
		['gzip, deflate, br, zstd', 'br'],
		['br;q=0, gzip', 'gzip'],
		['gzip;q=0', null],
		['identity', null],
	])('is packed for those who can unpack it, and plain for others: %s', async (accepted, coding) => {
		for (const path of ['/a', `/assets/${assets()[0]}`]) {
			const answer = await get(path, { headers: { 'accept-encoding': accepted } });
			const plain = await get(path, { headers: { 'accept-encoding': 'identity' } });
			expect([answer.headers.get('content-encoding'), answer.headers.get('vary')]).toEqual([coding, 'accept-encoding']);
			expect(answer.headers.get('content-type')).toBe(plain.headers.get('content-type'));
			expect(await answer.text()).toBe(await plain.text());
		}
	});

	test('an asset that is not there is not kept', async () => {
		const missing = await get('/assets/unknown.js');
		expect([missing.status, missing.headers.get('cache-control')]).toEqual([404, 'no-store']);
	});
});

test.each([
	['POST', '/a'],
	['DELETE', '/p'],
	['GET', '/A'],
	['GET', '/home'],
	['GET', '/c//'],
	['GET', '/a.html'],
	['GET', '/assets/'],
	['GET', '/assets/..%2fa.html'],
	['GET', '/br/a.html'],
	['GET', '/assets/unknown.js'],
])('%s %s is none of the pages', async (method, path) => {
	expect((await get(path, { method })).status).toBe(404);
});

test.each(['/a', '/b', '/p', '/c', '/datenschutz'])('%s/ leads to the page, with what follows', async (path) => {
	const answer = await get(`${path}/?monat=2027-05`, { redirect: 'manual' });
	expect([answer.status, answer.headers.get('location')]).toEqual([308, `${path}?monat=2027-05`]);
});

test.each([
	['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html; charset=utf-8'],
	['*/*', 'application/json; charset=utf-8'],
	['application/json', 'application/json; charset=utf-8'],
	['image/avif,image/webp,*/*;q=0.8', 'application/json; charset=utf-8'],
])('where nothing is, who accepts %s gets %s', async (accept, type) => {
	for (const path of ['/nothing', '/c/d', '/assets/unknown.js', '/home.html']) {
		const answer = await get(path, { headers: { accept } });
		expect([answer.status, answer.headers.get('content-type')]).toEqual([404, type]);
		expect(answer.headers.get('content-security-policy') === POLICY).toBe(type.startsWith('text/html'));
	}
});

test('pages that are not built answer 404, and the log says why', async () => {
	const warnings: unknown[] = [];
	const log = { warn: (text: string) => void warnings.push(text) } as unknown as Log;
	const bare = await serve(join(folder, 'nowhere'), log);
	const statuses = await Promise.all(PAGES.map(async (path) => (await fetch(`${bare.url}${path}`)).status));
	expect(statuses).toEqual(PAGES.map(() => 404));
	expect(warnings).toEqual(['the pages for links are not built (pnpm build): their paths answer 404']);
	await bare.close();
});

describe('what is built', () => {
	const html = (path: string) => readFileSync(join(folder, `${path === '/' ? 'home' : path}.html`), 'utf8');
	const scripts = () => assets().filter((name) => name.endsWith('.js'));
	const code = (name: string) => readFileSync(join(folder, 'assets', name), 'utf8');
	const sources = () =>
		readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/.test(name));
	const sourceOf = (name: string) => readFileSync(join(SOURCES, name), 'utf8');

	test.each(PAGES)('%s has nothing inline and loads nothing from elsewhere', (path) => {
		const text = html(path);
		expect(
			text.match(/<script(?! type="module" src="\/assets\/)|<style|\sstyle=|\son\w+=|javascript:|data:/gi),
		).toBeNull();
		const loaded = [...text.matchAll(/<(?!a )[^>]* (?:src|href)="([^"]*)"/g)].map(([, url]) => url ?? '');
		expect(loaded.length).toBeGreaterThan(2);
		expect(loaded.filter((url) => !assets().includes(url.replace('/assets/', '')))).toEqual([]);
	});

	test('names every asset by its content', () => {
		expect(assets().filter((name) => !/-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
	});

	test('never turns text into markup or code', () => {
		const risky = /outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|DOMParser|\.srcdoc/;
		expect(scripts().filter((name) => risky.test(code(name)))).toEqual([]);
		// Preact brings `innerHTML`, for `dangerouslySetInnerHTML`. Nothing of ours names either.
		expect(sources().length).toBeGreaterThan(30);
		expect(sources().filter((name) => /innerHTML/i.test(sourceOf(name)))).toEqual([]);
	});

	test('keeps things in one place of the sources only, and nowhere that a server sees', () => {
		expect(scripts().filter((name) => /indexedDB|document\.cookie|caches\.|serviceWorker/.test(code(name)))).toEqual(
			[],
		);
		expect(sources().filter((name) => /localStorage|sessionStorage/.test(sourceOf(name)))).toEqual(['kept.ts']);
	});

	test('runs in browsers that know no lookbehind', () => {
		expect(scripts().filter((name) => /\(\?<[!=]/.test(code(name)))).toEqual([]);
	});
});
