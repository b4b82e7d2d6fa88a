/** The HTML of a page: what it is, until its script fills it; or all of it, where nothing has to be asked for. */
import { PRIVACY_PATH } from '@betzenstein/shared';
import type { Passage } from './src/text/privacy.ts';

/** What a page says by itself, without its script. */
export interface Words {
	/** What its tab is called. */
	title: string;
	/** What it is for, in a sentence; messengers show it beside the link. */
	about: string;
}

/** What every page loads, by path. */
export interface Looks {
	style: string;
	icon: string;
	/** For the home screen of an iPhone or iPad. */
	touchIcon: string;
}

/** What a page with a script loads, by path. */
export interface Loads extends Looks {
	script: string;
	/** Modules that the script imports, to be fetched along with it. */
	imports: readonly string[];
	/** Of pages that are opened again and again, from the home screen perhaps. */
	manifest: string | undefined;
}

/** A page that its script fills. */
export function documentOf(words: Words, { script, imports, manifest, ...looks }: Loads): string {
	const loaded = [
		...(manifest === undefined ? [] : [`<link rel="manifest" href="${manifest}">`]),
		...imports.map((path) => `<link rel="modulepreload" href="${path}">`),
		`<script type="module" src="${script}"></script>`,
	];
	return framed(
		words,
		looks,
		loaded,
		`<header><p><bdi id="house"></bdi></p></header>
<main>
<p>${words.about}</p>
<noscript>
<h1>Diese Seite braucht JavaScript</h1>
<p>In deinem Browser ist JavaScript ausgeschaltet. Bitte schalte es ein, oder öffne den Link in einem anderen Browser.</p>
</noscript>
<div class="waiting">
<p>Einen Moment …</p>
<p class="late">Das dauert länger als sonst. Ist dein Netz gerade schlecht? Dann warte noch etwas, oder lade die Seite neu.</p>
</div>
</main>
<footer><p><a href="${PRIVACY_PATH}">Datenschutz</a></p></footer>
<p id="live" class="spoken" role="status"></p>`,
	);
}

/** A page to read, the same for everybody. Its texts are ours: nothing in them needs escaping. */
export const textDocumentOf = (words: Words, looks: Looks, passages: readonly Passage[]): string =>
	framed(
		words,
		looks,
		[],
		`<header><p>Datenschutz</p></header>
<main>
<h1>${words.title}</h1>
<p>${words.about}</p>
${passages.map(passageOf).join('\n')}
</main>
<footer><p><a href="/">Zum Anfang</a></p></footer>`,
	);

const passageOf = ({ title, paragraphs }: Passage): string =>
	[`<h2>${title}</h2>`, ...paragraphs.map((text) => `<p>${text}</p>`)].join('\n');

/** `--page` of style.css while it is light. */
export const LIGHT = '#f2efe9';

/** No inline script and no inline style: the page's policy allows neither. */
const framed = (
	{ title, about }: Words,
	{ style, icon, touchIcon }: Looks,
	loaded: readonly string[],
	body: string,
): string => `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="${LIGHT}" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#131619" media="(prefers-color-scheme: dark)">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="robots" content="noindex">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${about}">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="apple-touch-icon" href="${touchIcon}">
<link rel="stylesheet" href="${style}">
${loaded.join('\n')}
</head>
<body>
${body}
</body>
</html>
`;
