/**
 * `pnpm admin`: the operator's tool, with the settings that the environment gives; where it gives none, with those of
 * the `pnpm start` that runs in this folder.
 */
import { projectRoot } from '@betzenstein/testing/machine/project';
import { runningEnvironment } from './start/environment.ts';

Object.assign(process.env, runningEnvironment(projectRoot, process.env));
await import('../packages/server/src/admin.ts');
