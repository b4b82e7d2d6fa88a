import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Reference, startReference } from './reference.ts';

let reference: Reference;
beforeAll(async () => {
	reference = await startReference('http://localhost:8080');
});
afterAll(() => reference.close());

const textAt = async (path: string) => {
	const response = await fetch(new URL(path, reference.url));
	expect(response.status, path).toBe(200);
	return response.text();
};

test('the page and all that it loads come from this machine, and it asks the server that runs', async () => {
	const loaded = [...(await textAt('/')).matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path ?? '');
	expect(loaded).toContain('./swagger-initializer.js');
	for (const path of loaded) {
		expect(new URL(path, reference.url).origin).toBe(new URL(reference.url).origin);
		await textAt(path);
	}
	const started = await textAt('/swagger-initializer.js');
	expect(started).toContain('"url":"http://localhost:8080/openapi.json"');
	expect(started).toContain('"validatorUrl":null');
});
