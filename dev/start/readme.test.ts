import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openHttpHouse } from '@betzenstein/testing/house/inProcess';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { expect, test } from 'vitest';
import { writeAccess } from './access.ts';

test('the first call in the README runs as it stands, with the address and the token that `pnpm start` wrote', async () => {
	const [code = ''] =
		/(?<=^```ts\n)[\s\S]*?(?=^```$)/m.exec(readFileSync(join(projectRoot, 'README.md'), 'utf8')) ?? [];
	const folder = mkdtempSync(join(tmpdir(), 'betzenstein-readme-'));
	const house = await openHttpHouse();
	try {
		writeAccess(folder, { apiUrl: house.url, calendarToken: await house.link.calendar(), approvers: {} });
		// As in the project's own folder.
		symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'));
		writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
		writeFileSync(join(folder, 'first-call.ts'), code);
		const call = async () =>
			(await promisify(execFile)(process.execPath, ['first-call.ts'], { cwd: folder })).stdout.trim();
		expect(await call()).toBe('Pending 5');
		expect(await call()).toMatch(/^Diese Tage sind schon belegt: \u2068Anna\u2069, /);
	} finally {
		await house.close();
		rmSync(folder, { recursive: true });
	}
});
