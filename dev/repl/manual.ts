/** What the server's own description says of procedures: for `help`, and for completing inputs. */
import openApi from '@betzenstein/server/openapi.json' with { type: 'json' };
import { nearest } from './typos.ts';

interface Schema {
	$ref?: string;
	type?: string | string[];
	format?: string;
	enum?: string[];
	description?: string;
	properties?: Record<string, Schema>;
	required?: string[];
}

type Body = { content: { 'application/json': { schema: Schema } } };

interface Operation {
	summary: string;
	description: string;
	/** Of a call. */
	requestBody?: Body;
	/** Of a subscription. */
	parameters?: Body[];
}

interface Field {
	name: string;
	isNeeded: boolean;
	schema: Schema;
}

const paths = openApi.paths as unknown as Record<string, Record<string, Operation>>;
const schemas: Record<string, Schema> = openApi.components.schemas as Record<string, Schema>;

/** By `booking.create`. */
const OPERATIONS = new Map(
	Object.entries(paths).map(([path, methods]) => [path.replace('/trpc/', ''), Object.values(methods)[0] as Operation]),
);
/** By `booking`. */
const GROUPS = new Map(openApi.tags.map(({ name, description }) => [name, description]));

/** Of a procedure who may call it, its refusals and its input; of a group its procedures. */
export function helpOn(name: string): string {
	const operation = OPERATIONS.get(name);
	if (operation) {
		const fields = fieldsOf(name).flatMap((field) => [
			line(field),
			...inner(field.schema).map((own) => line(own, `${field.name}.`)),
		]);
		return paragraphs(`${name}: ${operation.description}`, fields.join('\n') || '  No input.');
	}
	const procedures = [...OPERATIONS].filter(([path]) => path.startsWith(`${name}.`));
	const lines = procedures.map(([path, { summary }]) => `  ${path.padEnd(22)}  ${summary}`);
	if (lines.length > 0) return paragraphs(`${name}: ${GROUPS.get(name)}`, lines.join('\n'));
	return `There is no ${name}. Did you mean ${nearest(name, [...GROUPS.keys(), ...OPERATIONS.keys()])}?`;
}

/**
 * The fields of a procedure's input; none if there is no such procedure.
 * @param within the keys that lead to an object inside of it
 */
export function fieldsOf(procedure: string, within: readonly string[] = []): Field[] {
	const { requestBody, parameters: [parameter] = [] } = OPERATIONS.get(procedure) ?? {};
	const envelope = (requestBody ?? parameter)?.content['application/json'].schema;
	return within.reduce(
		(fields, key) => inner(fields.find(({ name }) => name === key)?.schema),
		inner(envelope?.properties?.['json']),
	);
}

function inner(schema: Schema = {}): Field[] {
	const { properties = {}, required = [] } = targetOf(schema) ?? schema;
	return Object.entries(properties).map(([name, own]) => ({ name, isNeeded: required.includes(name), schema: own }));
}

const targetOf = ({ $ref }: Schema): Schema | undefined => schemas[nameIn($ref)];
const nameIn = (ref = ''): string => ref.slice(ref.lastIndexOf('/') + 1);

function line({ name, isNeeded, schema }: Field, before = ''): string {
	const { $ref, type = '', format, description = '' } = schema;
	const values = schema.enum?.map((value) => `'${value}'`) ?? [type].flat();
	const shown = $ref ? nameIn($ref) : (format ?? values.join(' | '));
	return `  ${`${before}${name}${isNeeded ? '' : '?'}`.padEnd(22)}  ${shown.padEnd(14)}  ${description}`;
}

const paragraphs = (...texts: string[]): string => `\n${texts.join('\n\n')}\n`;
