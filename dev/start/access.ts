import { relative } from 'node:path';
import { devFile, writePrivateFile } from '@betzenstein/testing/machine/project';

/** How to get in. */
export interface Access {
	apiUrl: string;
	calendarToken: string;
	/** Person tokens by name. */
	approvers: Record<string, string>;
}

/** Keeps the access in `.dev/access.json` for programs and returns it for people. */
export function writeAccess(root: string, access: Access): string {
	const file = devFile(root, 'access.json');
	writePrivateFile(file, `${JSON.stringify(access, undefined, 2)}\n`);
	const rows = [['Calendar', access.calendarToken] as const, ...Object.entries(access.approvers)];
	const width = Math.max(...rows.map(([name]) => name.length));
	return [
		'',
		`Betzenstein runs at ${access.apiUrl} (Ctrl-C stops it)`,
		'',
		`Tokens, also in ${relative(root, file)}:`,
		...rows.map(([name, token]) => `  ${name.padEnd(width)}  ${token}`),
	].join('\n');
}
