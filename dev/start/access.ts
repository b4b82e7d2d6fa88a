import { relative } from 'node:path';
import { LINK_PATHS } from '@betzenstein/shared';
import { devFile, writePrivateFile } from '@betzenstein/testing/machine/project';

/** How to get in. */
export interface Access {
	apiUrl: string;
	calendarToken: string;
	/** Person tokens by name. */
	approvers: Record<string, string>;
}

/** Keeps the access in `.dev/access.json`, for programs. */
export function writeAccess(root: string, access: Access): void {
	writePrivateFile(accessFile(root), `${JSON.stringify(access, undefined, 2)}\n`);
}

/** For people: where it runs, and links to click. @param webUrl where links lead */
export function describeAccess(root: string, access: Access, webUrl: string): string {
	return [
		'',
		`Betzenstein runs at ${access.apiUrl} (Ctrl-C stops it)`,
		'',
		`Links to open; what follows # is the token, which ${relative(root, accessFile(root))} has too:`,
		...linksOf(access, webUrl),
	].join('\n');
}

/** The links that are not the same as before; none if all are. */
export function newLinks(before: Access, now: Access, webUrl: string): string[] {
	const old = new Set(linksOf(before, webUrl));
	return linksOf(now, webUrl).filter((line) => !old.has(line));
}

function linksOf({ calendarToken, approvers }: Access, webUrl: string): string[] {
	const rows = [
		['Calendar', LINK_PATHS.viewer, calendarToken] as const,
		...Object.entries(approvers).map(([name, token]) => [name, LINK_PATHS.person, token] as const),
	];
	const width = Math.max(...rows.map(([name]) => name.length));
	return rows.map(([name, path, token]) => `  ${name.padEnd(width)}  ${webUrl}${path}#${token}`);
}

const accessFile = (root: string): string => devFile(root, 'access.json');
