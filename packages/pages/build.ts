/**
 * Builds the pages into `dist/`: an HTML file for each, and what they load under `assets/`, named by content. All of it
 * once more packed, in a folder for each coding.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { PRIVACY_PATH } from '@betzenstein/shared';
import { build, type Plugin, type Rolldown } from 'vite';
import { documentOf, LIGHT, type Loads, type Looks, textDocumentOf, type Words } from './document.ts';
import { PRIVACY, PRIVACY_WELCOME } from './src/text/privacy.ts';

/** The pages, and what they say until their script runs. */
const PAGES: Record<string, Words> = {
	a: { title: 'Anfrage', about: 'Hier antwortest du auf eine Anfrage.' },
	b: { title: 'Deine Buchung', about: 'Hier siehst du deine Buchung und kannst sie ändern.' },
	p: {
		title: 'Deine Seite im Haus',
		about: 'Hier steht, was dich im Haus betrifft: deine Buchungen, und was auf dich wartet.',
	},
	c: {
		title: 'Wer ist wann im Haus?',
		about: 'Im Kalender siehst du, wer wann im Haus ist, und fragst selbst Tage an.',
	},
	home: { title: 'Willkommen', about: 'Hier spricht die Familie ab, wer wann im Haus ist.' },
};

/** Those that people come back to, and what they are called below their icon. */
const HOME_SCREEN: Record<string, string> = { c: 'Kalender', p: 'Mein Haus' };

type Content = string | Uint8Array;

/** How files are packed, by the name that browsers have for it in `accept-encoding`. */
const CODINGS = { br: brotliCompressSync, gzip: gzipSync };

const ROOT = import.meta.dirname;

/** Where the server looks for them in this workspace. */
const PAGES_DIST: string = join(ROOT, 'dist');

/** Builds them; takes about a second. Two at once do not disturb each other: the same content has the same names. */
export async function buildPages(folder: string = PAGES_DIST): Promise<void> {
	const output = await bundle();
	const files = new Map<string, Content>(
		output.map((file) => [file.fileName, file.type === 'chunk' ? file.code : file.source]),
	);
	for (const [name, words] of Object.entries(PAGES))
		files.set(`${name}.html`, documentOf(words, loadsOf(name, output)));
	const privacy = { title: 'Was über dich gespeichert ist', about: PRIVACY_WELCOME };
	files.set(`${PRIVACY_PATH.slice(1)}.html`, textDocumentOf(privacy, looksOf(output), PRIVACY));
	for (const [coding, pack] of Object.entries(CODINGS)) write(join(folder, coding), files, pack);
	write(folder, files, (content) => content);
}

function write(folder: string, files: Map<string, Content>, pack: (content: Content) => Content): void {
	// The HTML comes last, so that it never names what is not there yet.
	for (const [name, content] of files) {
		const file = join(folder, name);
		mkdirSync(dirname(file), { recursive: true });
		// A server may be reading it: it is there whole or not at all.
		const draft = join(folder, randomUUID());
		writeFileSync(draft, pack(content));
		renameSync(draft, file);
	}
	const assets = join(folder, 'assets');
	for (const name of readdirSync(assets)) if (!files.has(`assets/${name}`)) rmSync(join(assets, name), { force: true });
}

type Output = Rolldown.RolldownOutput['output'];

async function bundle(): Promise<Output> {
	const result = await build({
		root: ROOT,
		configFile: false,
		logLevel: 'warn',
		plugins: [homeScreen()],
		build: {
			write: false,
			// An iPad of 2014 still gets this Safari.
			target: ['es2022', 'safari15.4'],
			modulePreload: false,
			cssCodeSplit: true,
			assetsInlineLimit: 0,
			rolldownOptions: {
				input: {
					...Object.fromEntries(Object.keys(PAGES).map((name) => [name, join(ROOT, `src/pages/${name}.ts`)])),
					style: join(ROOT, 'src/style.css'),
				},
			},
		},
	});
	if (!('output' in result)) throw new Error('Vite did not answer with one build.');
	return result.output;
}

/** Icons, and manifests that say how a page is opened from the home screen. */
function homeScreen(): Plugin {
	let icon: string;
	return {
		name: 'home-screen',
		buildStart() {
			const emit = (name: string) =>
				this.emitFile({ type: 'asset', name, source: readFileSync(join(ROOT, 'src', name)) });
			icon = emit('icon.svg');
			emit('touchIcon.png');
		},
		generateBundle() {
			for (const [page, name] of Object.entries(HOME_SCREEN)) {
				const source = JSON.stringify({
					id: `/${page}`,
					start_url: `/${page}`,
					scope: '/',
					name: PAGES[page]?.title,
					short_name: name,
					lang: 'de',
					// Not `standalone`: on an iPhone that has a storage of its own, without the link that the browser remembers.
					display: 'minimal-ui',
					background_color: LIGHT,
					theme_color: LIGHT,
					icons: [{ src: `/${this.getFileName(icon)}`, type: 'image/svg+xml', sizes: 'any' }],
				});
				this.emitFile({ type: 'asset', name: `${page}.webmanifest`, source });
			}
		},
	};
}

function loadsOf(page: string, output: Output): Loads {
	const script = output.find((file) => file.type === 'chunk' && file.isEntry && file.name === page);
	if (script?.type !== 'chunk') throw new Error(`No script for page ${page}`);
	return {
		script: `/${script.fileName}`,
		imports: importsOf(script, output).map((name) => `/${name}`),
		...looksOf(output),
		manifest: page in HOME_SCREEN ? assetOf(page, output) : undefined,
	};
}

const looksOf = (output: Output): Looks => ({
	style: assetOf('style', output),
	icon: assetOf('icon', output),
	touchIcon: assetOf('touchIcon', output),
});

function importsOf(chunk: Rolldown.OutputChunk, output: Output): string[] {
	const direct = output.filter(
		(file) => file.type === 'chunk' && chunk.imports.includes(file.fileName),
	) as Rolldown.OutputChunk[];
	return [...new Set(direct.flatMap((imported) => [imported.fileName, ...importsOf(imported, output)]))];
}

function assetOf(name: string, output: Output): string {
	const asset = output.find((file) => file.type === 'asset' && file.fileName.startsWith(`assets/${name}-`));
	if (!asset) throw new Error(`No asset ${name}`);
	return `/${asset.fileName}`;
}

if (import.meta.main) await buildPages();
