/** The HTML of a page: what it is, until its script fills it. */

/** What a page says by itself, without its script. */
export interface Words {
	/** What its tab is called. */
	title: string;
	/** What it is for, in a sentence; messengers show it beside the link. */
	about: string;
}

/** What a page loads, by path. */
export interface Loads {
	script: string;
	/** Modules that the script imports, to be fetched along with it. */
	imports: readonly string[];
	style: string;
	icon: string;
	/** For the home screen of an iPhone or iPad. */
	touchIcon: string;
	/** Of pages that are opened again and again, from the home screen perhaps. */
	manifest: string | undefined;
}

/** No inline script and no inline style: the page's policy allows neither. */
export const documentOf = (
	{ title, about }: Words,
	{ script, imports, style, icon, touchIcon, manifest }: Loads,
): string => `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#f2efe9" media="(prefers-color-scheme: light)">
<meta name="theme-color" content="#131619" media="(prefers-color-scheme: dark)">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="robots" content="noindex">
<meta property="og:title" content="${title}">
<meta property="og:description" content="${about}">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="apple-touch-icon" href="${touchIcon}">
${manifest === undefined ? '' : `<link rel="manifest" href="${manifest}">\n`}<link rel="stylesheet" href="${style}">
${imports.map((path) => `<link rel="modulepreload" href="${path}">\n`).join('')}<script type="module" src="${script}"></script>
</head>
<body>
<header><p><bdi id="house"></bdi></p></header>
<main>
<p>${about}</p>
<noscript>
<h1>Diese Seite braucht JavaScript</h1>
<p>In deinem Browser ist JavaScript ausgeschaltet. Bitte schalte es ein, oder öffne den Link in einem anderen Browser.</p>
</noscript>
<div class="waiting">
<p>Einen Moment …</p>
<p class="late">Das dauert länger als sonst. Ist dein Netz gerade schlecht? Dann warte noch etwas, oder lade die Seite neu.</p>
</div>
</main>
<p id="live" class="spoken" role="status"></p>
</body>
</html>
`;
