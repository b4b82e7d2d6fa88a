/** What the server's own description says of procedures and their inputs, for those who choose among tools by it. */
import openApi from '@betzenstein/server/openapi.json' with { type: 'json' };
import type { StandardSchemaWithJSON } from '@modelcontextprotocol/server';
import type { z } from 'zod';

type Json = Record<string, unknown>;

const schemas: Record<string, Json> = openApi.components.schemas;

type Path = keyof typeof openApi.paths;
/** What can be called; a subscription has no POST. */
type Callable = { [P in Path]: (typeof openApi.paths)[P] extends { post: unknown } ? P : never }[Path];

/** The docs of a procedure. Which rule says so means nothing outside the project. */
export const docsOf = (procedure: Callable extends `/trpc/${infer Name}` ? Name : never): string =>
	withoutRules(openApi.paths[`/trpc/${procedure}`].post.description);

const withoutRules = (text: string): string => text.replace(/ ?\(BR-[^)]*\)/g, '');

/** A schema, and the JSON Schema that assistants see of it. */
export type Shown<T> = StandardSchemaWithJSON<unknown, T>;

/**
 * The schema as it is, shown with the docs of its fields.
 * @param name of the type that it is the schema of
 * @param hidden fields that assistants need not know
 */
export function described<T>(
	schema: z.ZodType<T>,
	name: keyof typeof openApi.components.schemas,
	hidden: readonly string[] = [],
): Shown<T> {
	const { jsonSchema, ...standard } = schema['~standard'];
	const { properties, ...shown } = inlined(schemas[name]) as Json;
	const fields = Object.entries(properties as Json).filter(([field]) => !hidden.includes(field));
	const input = () => ({ ...shown, properties: Object.fromEntries(fields) });
	return { '~standard': { ...standard, jsonSchema: { ...jsonSchema, input } } };
}

/** With what it refers to in its place. */
function inlined(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inlined);
	if (typeof value !== 'object' || value === null) return value;
	const { $ref, ...own } = value as Json;
	const target = typeof $ref === 'string' ? schemas[$ref.split('/').at(-1) ?? ''] : {};
	return Object.fromEntries(
		Object.entries({ ...target, ...own }).map(([key, inner]) => [
			key,
			key === 'description' && typeof inner === 'string' ? withoutRules(inner) : inlined(inner),
		]),
	);
}
