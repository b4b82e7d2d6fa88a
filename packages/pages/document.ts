/** The HTML of a page: nothing but a frame that its script fills. */

/** What a page loads, by path. */
export interface Loads {
	script: string;
	/** Modules that the script imports, to be fetched along with it. */
	imports: readonly string[];
	style: string;
	icon: string;
}

/** No inline script and no inline style: the page's policy allows neither. */
export const documentOf = (title: string, { script, imports, style, icon }: Loads): string => `<!doctype html>
<html lang="de">
<head>
<meta charset="utf-8">
<title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no">
<meta name="robots" content="noindex">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
${imports.map((path) => `<link rel="modulepreload" href="${path}">\n`).join('')}<script type="module" src="${script}"></script>
</head>
<body>
<header><p><bdi id="house"></bdi></p></header>
<main>
<noscript>
<h1>Diese Seite braucht JavaScript</h1>
<p>In deinem Browser ist JavaScript ausgeschaltet. Bitte schalte es ein, oder öffne den Link in einem anderen Browser.</p>
</noscript>
</main>
<p id="live" class="spoken" role="status"></p>
</body>
</html>
`;
