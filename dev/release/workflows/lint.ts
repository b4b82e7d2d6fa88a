/** `pnpm lint:workflows`: exits with 1 and names what is wrong with .github. */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { flawsIn } from './workflows.ts';

const paths = globSync('.github/{workflows/*,actions/*/action}.yml', { cwd: projectRoot });
const flaws = await flawsIn(paths.map((path) => ({ path, text: readFileSync(join(projectRoot, path), 'utf8') })));
for (const flaw of flaws) console.error(flaw);
console.log(`${paths.length} files, ${flaws.length} flaws`);
process.exitCode = paths.length > 0 && flaws.length === 0 ? 0 : 1;
