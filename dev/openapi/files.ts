/** The two files made from the document: what the server answers, and types of it for a client in TypeScript. */
import openapiTypescript, { astToString, type OpenAPI3 } from 'openapi-typescript';
import { openApiDocument } from './document.ts';

/** What each should hold, by its path in the project. */
export async function openApiFiles(): Promise<Map<string, string>> {
	const document = openApiDocument();
	const types = await openapiTypescript(document as unknown as OpenAPI3);
	return new Map([
		['packages/server/openapi.json', `${JSON.stringify(document, undefined, '\t')}\n`],
		['dev/openapi/paths.d.ts', `// Written by pnpm docs:openapi.\n${astToString(types)}`],
	]);
}
