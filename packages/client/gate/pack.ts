/** `pnpm client:pack`: builds the client and packs it into `.dev/`, for whoever wants it before it is published. */
import { mkdirSync } from 'node:fs';
import { devFile, projectRoot } from '@betzenstein/testing/machine/project';
import { packInto } from './package.ts';
import { step } from './run.ts';

const folder = devFile(projectRoot, '');
mkdirSync(folder, { recursive: true, mode: 0o700 });
const tarball = await step('Built and packed', () => packInto(folder));
console.log(`\nIn your own project:\n\n  npm install ${tarball}\n`);
