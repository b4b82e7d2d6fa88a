import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { writeManifest } from '../manifest.ts';
import { clientFolder } from './package.ts';

afterEach(() => vi.unstubAllEnvs());

/** The published one. */
function manifest(): Record<string, unknown> {
	const folder = mkdtempSync(join(tmpdir(), 'betzenstein-manifest-'));
	try {
		writeManifest({ root: clientFolder, folder, entries: {}, modules: [] });
		return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	} finally {
		rmSync(folder, { recursive: true });
	}
}

test('the published manifest says what the package is, for whom, and with a provenance; nothing of the workspace', () => {
	const published = manifest();
	expect(Object.keys(published)).toEqual(
		expect.arrayContaining(['description', 'keywords', 'author', 'license', 'engines', 'sideEffects', 'files']),
	);
	expect(published).toMatchObject({ type: 'module', publishConfig: { access: 'public', provenance: true } });
	expect(published).not.toHaveProperty('devDependencies');
	expect(published).not.toHaveProperty('dependencies');
});

test('built by GitHub, of a fork too, it says where its source, its page and its issues are', () => {
	vi.stubEnv('GITHUB_REPOSITORY', 'family/house');
	expect(manifest()).toMatchObject({
		homepage: 'https://github.com/family/house/tree/main/packages/client#readme',
		bugs: 'https://github.com/family/house/issues',
		repository: { url: 'git+https://github.com/family/house.git', directory: 'packages/client' },
	});
});
