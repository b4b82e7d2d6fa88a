/** What stands beside the built files in the package: its manifest and the texts that have to travel. */
import { copyFileSync, existsSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

const ROOT = import.meta.dirname;
const DIST = join(ROOT, 'dist');

/** @param bundled the libraries in the files, whose licences travel with them */
export function writeManifest(bundled: readonly string[]): void {
	// What only development needs, private packages among it, says nothing to a consumer.
	const {
		scripts: _,
		devDependencies: _dev,
		...manifest
	} = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
	const exports = {
		'.': { types: './index.d.ts', default: './index.js' },
		'./react': { types: './react.d.ts', default: './react.js' },
		'./package.json': './package.json',
	};
	const { directory: __, linkDirectory: ___, ...publishConfig } = manifest.publishConfig;
	// npm takes a provenance only for the repository that the release really comes from, which is not the same for a
	// fork.
	const github = process.env['GITHUB_REPOSITORY'];
	const repository = github && {
		repository: { type: 'git', url: `git+https://github.com/${github}.git`, directory: 'packages/client' },
	};
	writeFileSync(
		join(DIST, 'package.json'),
		`${JSON.stringify({ ...manifest, ...repository, exports, publishConfig }, undefined, 2)}\n`,
	);
	for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md']) {
		if (existsSync(join(ROOT, name))) copyFileSync(join(ROOT, name), join(DIST, name));
	}
	writeFileSync(join(DIST, 'THIRD-PARTY-LICENSES.txt'), bundled.map(licenceOf).join(`\n${'-'.repeat(80)}\n\n`));
}

function licenceOf(name: string): string {
	const folder = name === 'copy-anything' ? folderOf(name, folderOf('superjson', ROOT)) : folderOf(name, ROOT);
	const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
	return `${name} ${version}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`;
}

/** Where the package is that a file in `from` would import. */
const folderOf = (name: string, from: string): string =>
	realpathSync(dirname(findPackageJSON(name, join(from, 'x.js')) as string));
