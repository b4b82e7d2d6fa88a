/**
 * What the files of this repository cite: rules by BR number, documents and their headings, links, paths. Each has to
 * exist, so that a reader who follows one gets there. Pure: files in, flaws out.
 */
import { posix } from 'node:path';

/** Texts by path from the root of the repository, with `/`; a file that is no text is there with an empty one. */
export type Files = ReadonlyMap<string, string>;

/** The document that states the rules: a BR number in bold is where it stands. */
const RULES = 'docs/domain.md';

/** The document with the map and the scripts. */
const GUIDE = 'CONTRIBUTING.md';

/** Everything that is cited and not there, as sentences. */
export function citationFlaws(files: Files): string[] {
	const documents = new Map(
		[...files].filter(([path]) => path.endsWith('.md')).map(([path, text]) => [path, headingsIn(text)]),
	);
	return [
		...ruleFlaws(files),
		...[...files].flatMap(([path, text]) => [
			...documentFlaws(path, text, files),
			...headingFlaws(path, text, documents),
		]),
		...[...documents.keys()].flatMap((path) => [...linkFlaws(path, files, documents), ...pathFlaws(path, files)]),
	];
}

function ruleFlaws(files: Files): string[] {
	const stated = [...(files.get(RULES) ?? '').matchAll(/\*\*(BR-\d+)\*\*/g)].map(([, rule = '']) => rule);
	const twice = stated.filter((rule, index) => stated.indexOf(rule) !== index);
	const cited = [...files].flatMap(([path, text]) =>
		unique(text.match(/\bBR-\d+/g) ?? []).map((rule) => ({ path, rule })),
	);
	return [
		...twice.map((rule) => `${RULES} states ${rule} twice`),
		...cited
			.filter(({ rule }) => !stated.includes(rule))
			.map(({ path, rule }) => `${path} cites ${rule}, which ${RULES} does not state`),
	];
}

const DOCUMENT = /(?<![\w:/.*-])[\w.-][\w./-]*\.md\b/g;

/** A bare name stands for any document of that name; one with a folder is meant from there, or from the root. */
function documentFlaws(path: string, text: string, files: Files): string[] {
	return unique(text.match(DOCUMENT) ?? [])
		.filter((name) => documentsNamed(name, path, [...files.keys()]).length === 0)
		.map((name) => `${path} cites ${name}, which is not there`);
}

function documentsNamed(name: string, from: string, paths: readonly string[]): string[] {
	const wanted = name.includes('/') ? [posix.normalize(name), posix.join(posix.dirname(from), name)] : [];
	return paths.filter((path) => (name.includes('/') ? wanted.includes(path) : posix.basename(path) === name));
}

/**
 * A document and its heading, `domain.md, Dates` or `domain.md, "Dates"`, and the same the other way round, `"Dates"
 * (domain.md)`.
 */
function headingFlaws(path: string, text: string, documents: ReadonlyMap<string, readonly string[]>): string[] {
	// A citation may go on in the next line of a comment.
	const flat = text.replace(/\s*\n\s*(\*|\/\/|#)?\s*/g, ' ');
	const cited = [
		...[...flat.matchAll(/([\w./-]+\.md), "([^"]+)"/g)].map(([, name = '', heading = '']) => ({
			name,
			heading,
			isExact: true,
		})),
		...[...flat.matchAll(/"([^"]+)" \(([\w./-]+\.md)\)/g)].map(([, heading = '', name = '']) => ({
			name,
			heading,
			isExact: true,
		})),
		...[...flat.matchAll(/([\w./-]+\.md), (?!\S+\.md)(\p{Lu}[\p{L} ,’-]*)/gu)].map(([, name = '', heading = '']) => ({
			name,
			heading,
			isExact: false,
		})),
	];
	return cited
		.filter(({ name, heading, isExact }) => {
			const candidates = documentsNamed(name, path, [...documents.keys()]).flatMap(
				(document) => documents.get(document) ?? [],
			);
			// Without quotes the sentence may go on behind the heading.
			return !candidates.some(
				(there) =>
					heading === there || (!isExact && heading.startsWith(there) && /[ ,]/.test(heading.charAt(there.length))),
			);
		})
		.map(({ name, heading }) => `${path} cites ${name}, "${heading.trim()}", which is no heading there`);
}

/** Links to files and headings of this repository; those to elsewhere are not followed. */
function linkFlaws(path: string, files: Files, documents: ReadonlyMap<string, readonly string[]>): string[] {
	const prose = withoutCode(files.get(path) ?? '');
	const targets = [...prose.matchAll(/\]\(([^)\s]+)\)/g), ...prose.matchAll(/\b(?:href|src)="([^"]+)"/g)].map(
		([, target = '']) => target,
	);
	return unique(targets)
		.filter((target) => !/^(https?|mailto):/.test(target))
		.filter((target) => {
			const [file = '', anchor] = target.split('#');
			const to = file === '' ? path : posix.join(posix.dirname(path), decodeURI(file)).replace(/\/$/, '');
			return !exists(to, files) || (anchor !== undefined && !anchorsOf(documents.get(to) ?? []).includes(anchor));
		})
		.map((target) => `${path} links to ${target}, which is not there`);
}

/** Code spans of a document that are paths from the root. */
function pathFlaws(path: string, files: Files): string[] {
	const roots = unique([...files.keys()].filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''));
	const spans = [...withoutFences(files.get(path) ?? '').matchAll(/`([\w.-]+\/[\w./-]*)`/g)].map(
		([, span = '']) => span,
	);
	return unique(spans)
		.filter((span) => roots.includes(span.split('/')[0] ?? '') && !exists(span.replace(/\/$/, ''), files))
		.map((span) => `${path} names ${span}, which is not there`);
}

/**
 * Paths of the map in CONTRIBUTING.md (a nested list) that are not there, and folders of sources that it does not name.
 */
export function mapFlaws(files: Files): string[] {
	const [, map = ''] = /^## The map\n([\s\S]*?)^## /m.exec(files.get(GUIDE) ?? '') ?? [];
	const named: string[] = [];
	const above: string[] = [];
	for (const [, indent = '', names = ''] of map.matchAll(/^( *)- ((?:`[^`]+`(?:, | and )?)+)/gm)) {
		above.length = indent.length / 2;
		const paths = [...names.matchAll(/`([^`]+)`/g)].map(([, name = '']) =>
			posix.join(...above, name).replace(/\/$/, ''),
		);
		above.push(posix.relative(posix.join(...above), paths[0] ?? ''));
		named.push(...paths);
	}
	const folders = unique(
		[...files.keys()].map((path) => posix.dirname(path)).filter((folder) => /^packages\/[^/]+\/src(\/|$)/.test(folder)),
	);
	return [
		...named.filter((path) => !exists(path, files)).map((path) => `The map names ${path}, which is not there`),
		...folders.filter((folder) => !named.includes(folder)).map((folder) => `The map does not name ${folder}`),
	];
}

/** Scripts of the root's package.json that CONTRIBUTING.md does not name as `pnpm script`. */
export function scriptFlaws(files: Files): string[] {
	const { scripts = {} } = JSON.parse(files.get('package.json') ?? '{}') as { scripts?: Record<string, string> };
	const named = new Set([...(files.get(GUIDE) ?? '').matchAll(/`pnpm ([\w:-]+)/g)].map(([, script]) => script));
	return Object.keys(scripts)
		.filter((script) => !named.has(script))
		.map((script) => `${GUIDE} does not name pnpm ${script}`);
}

const exists = (path: string, files: Files): boolean =>
	path === '' || path === '.' || files.has(path) || [...files.keys()].some((file) => file.startsWith(`${path}/`));

const withoutFences = (markdown: string): string => markdown.replace(/^\s*```[\s\S]*?^\s*```/gm, '');

const withoutCode = (markdown: string): string => withoutFences(markdown).replace(/`[^`]*`/g, '');

/** The headings of a document, as they are read. */
const headingsIn = (markdown: string): string[] =>
	[...withoutFences(markdown).matchAll(/^#{1,6} +(.+?) *$/gm)].map(([, heading = '']) => heading.replace(/[`*_]/g, ''));

/** As GitHub makes them: the second heading of the same text gets `-1`. */
function anchorsOf(headings: readonly string[]): string[] {
	const slugs = headings.map((heading) =>
		heading
			.toLowerCase()
			.replace(/[^\p{L}\p{M}\p{N} _-]/gu, '')
			.replaceAll(' ', '-'),
	);
	return slugs.map((slug, index) => {
		const before = slugs.slice(0, index).filter((other) => other === slug).length;
		return before === 0 ? slug : `${slug}-${before}`;
	});
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
