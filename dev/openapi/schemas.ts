/**
 * The schemas of what goes over the wire. Names, docs and shape come from the hand-written types, bounds and formats
 * from the zod schemas that are held against them.
 */
import { join } from 'node:path';
import * as zodSchemas from '@betzenstein/shared/schema';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { createGenerator } from 'ts-json-schema-generator';
import { z } from 'zod';

/** A JSON Schema, as far as ours go. */
export interface Schema {
	$ref?: string;
	type?: string | string[];
	description?: string;
	properties?: Record<string, Schema>;
	required?: string[];
	items?: Schema;
	anyOf?: Schema[];
	[keyword: string]: unknown;
}

const REF = '#/components/schemas/';

export const refTo = (name: string): Schema => ({ $ref: `${REF}${name}` });

/** An object that has all of these. */
export const object = (properties: Record<string, Schema>, more: Schema = {}): Schema => ({
	type: 'object',
	properties,
	required: Object.keys(properties),
	...more,
});

/** As superjson wraps it. Its `meta` says which texts are dates, and nobody needs it who reads this. */
export const inEnvelope = (json: Schema): Schema => object({ json });

/** Collects every schema that is asked for, and those that they refer to. */
export function createSchemas() {
	const generator = createGenerator({
		path: join(projectRoot, 'packages/shared/src/index.ts'),
		tsconfig: join(projectRoot, 'tsconfig.base.json'),
		skipTypeCheck: true,
		additionalProperties: true,
	});
	const named: Record<string, Schema> = {};

	/** The type of this name in `@betzenstein/shared`. */
	function typed(name: string): Schema {
		// Of an open union what is in it now, which is all that a generator could write down.
		const found = Object.entries(generator.createSchema(name).definitions ?? {}).filter(
			([each]) => !/^Open</.test(each),
		);
		const text = JSON.stringify(Object.fromEntries(found))
			.replaceAll('#/definitions/', REF)
			.replace(/Open%3C(\w+)%3E/g, '$1');
		for (const [each, schema] of Object.entries(JSON.parse(text))) named[each] ??= schema as Schema;
		return refTo(name);
	}

	/** What a procedure takes or gives. */
	function checked(schema: unknown, io: 'input' | 'output'): Schema {
		const name = NAMES.get(schema);
		if (name === undefined) throw new Error('A procedure has a schema that @betzenstein/shared/schema does not export');
		const ref = typed(name);
		const bounds = z.toJSONSchema(schema as z.ZodType, { io, unrepresentable: 'any' });
		bind(ref, bounds as Schema, io === 'input');
		return ref;
	}

	/** Adds what zod asks of a value to what its type says. */
	function bind(type: Schema, bounds: Schema, isClosed: boolean): void {
		const schema = type.$ref === undefined ? type : (named[type.$ref.replace(REF, '')] ?? {});
		for (const keyword of BOUNDS) {
			if (keyword in bounds) schema[keyword] = bounds[keyword];
		}
		if (bounds.type === 'integer') schema.type = 'integer';
		// Of an answer callers may not think so: names may be added to it.
		if (isClosed && bounds.additionalProperties === false) schema.additionalProperties = false;
		for (const [key, property] of Object.entries(schema.properties ?? {})) {
			bind(property, bounds.properties?.[key] ?? {}, isClosed);
		}
		if (schema.items) bind(schema.items, bounds.items ?? {}, isClosed);
		// A type that is nullable: the bounds are those of its values.
		if (bounds.anyOf?.length === 2 && bounds.anyOf[1]?.type === 'null') bind(type, bounds.anyOf[0] ?? {}, isClosed);
	}

	return { named, typed, checked };
}

const NAMES = new Map<unknown, string>(Object.entries(zodSchemas).map(([name, schema]) => [schema, name]));

const BOUNDS = ['format', 'minimum', 'maximum', 'minLength', 'maxLength', 'default'];
