import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { validate } from '@scalar/openapi-parser';
import { describe, expect, test } from 'vitest';
import { openApiDocument } from './document.ts';
import { openApiFiles } from './files.ts';

test.each([...(await openApiFiles())])('%s is as pnpm docs:openapi would write it', (path, text) => {
	expect(readFileSync(join(projectRoot, path), 'utf8')).toBe(text);
});

describe('the document is valid', () => {
	test('for swagger-parser', async () => {
		await SwaggerParser.validate(structuredClone(openApiDocument()) as never);
	});

	test('for Scalar', async () => {
		expect(await validate(openApiDocument())).toMatchObject({ valid: true, errors: [] });
	});

	test('for Redocly, with the rules that it recommends', async () => {
		const source = JSON.stringify(openApiDocument());
		const config = await createConfig({ extends: ['recommended'] });
		expect(await lintFromString({ source, config })).toEqual([]);
	});
});
