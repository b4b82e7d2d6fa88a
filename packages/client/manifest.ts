/** What stands beside the built files in a package: its manifest, and the texts that have to travel. */
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';

interface Built {
	/** The package's folder in the workspace. */
	root: string;
	/** Where the built files lie. */
	folder: string;
	/** What consumers find in them: `exports` or `bin` of the manifest. */
	entries: object;
	/** Every source that went into them: the licences of those from libraries travel with them. */
	modules: readonly string[];
}

export function writeManifest({ root, folder, entries, modules }: Built): void {
	// What only development needs, private packages among it, says nothing to a consumer.
	const { scripts: _, devDependencies: _dev, ...manifest } = readJson(join(root, 'package.json'));
	const { directory: __, linkDirectory: ___, ...publishConfig } = manifest.publishConfig;
	// npm takes a provenance only for the repository that the release really comes from, which is not the same for a
	// fork.
	const github = process.env['GITHUB_REPOSITORY'];
	const home = `https://github.com/${github}`;
	const directory = `packages/${basename(root)}`;
	const source = github && {
		homepage: `${home}/tree/main/${directory}#readme`,
		bugs: `${home}/issues`,
		repository: { type: 'git', url: `git+${home}.git`, directory },
	};
	writeFileSync(
		join(folder, 'package.json'),
		`${JSON.stringify({ ...manifest, ...source, ...entries, publishConfig }, undefined, 2)}\n`,
	);
	for (const name of ['README.md', 'LICENSE', 'CHANGELOG.md', 'skills']) {
		if (existsSync(join(root, name))) cpSync(join(root, name), join(folder, name), { recursive: true });
	}
	const libraries = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(id)?.[0] ?? []));
	writeFileSync(
		join(folder, 'THIRD-PARTY-LICENSES.txt'),
		[...libraries]
			.map(licenceOf)
			.toSorted()
			.join(`\n${'-'.repeat(80)}\n\n`),
	);
}

const readJson = (file: string) => JSON.parse(readFileSync(file, 'utf8'));

function licenceOf(folder: string): string {
	const { name, version } = readJson(join(folder, 'package.json'));
	return `${name} ${version}\n\n${readFileSync(join(folder, 'LICENSE'), 'utf8').trim()}\n`;
}
