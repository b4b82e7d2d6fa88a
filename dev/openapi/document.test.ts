import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { openApiDocument } from './document.ts';
import { openApiFiles } from './files.ts';

test.each([...(await openApiFiles())])('%s is as pnpm docs:openapi would write it', (path, text) => {
	expect(readFileSync(join(projectRoot, path), 'utf8')).toBe(text);
});

test('the document is valid, and has nothing against the rules that Redocly recommends', async () => {
	const source = JSON.stringify(openApiDocument());
	const config = await createConfig({ extends: ['recommended'] });
	expect(await lintFromString({ source, config })).toEqual([]);
});
