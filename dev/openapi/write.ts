/** `pnpm docs:openapi`: writes what openApiFiles() makes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { openApiFiles } from './files.ts';

for (const [path, text] of await openApiFiles()) writeFileSync(join(projectRoot, path), text);
