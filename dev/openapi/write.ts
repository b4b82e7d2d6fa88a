/** `pnpm docs:openapi`: writes what openApiFiles() makes. */
import { writeFileSync } from 'node:fs';
import { openApiFiles } from './files.ts';

for (const [path, text] of await openApiFiles()) writeFileSync(path, text);
