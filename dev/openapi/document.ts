/** The server as OpenAPI 3.1, made from its routers, its schemas, and the docs of its types and procedures. */
import { routes } from '@betzenstein/server';
import { contractDocs } from './docs.ts';
import { refusalSchemas } from './refusals.ts';
import { createSchemas, inEnvelope, object, refTo, type Schema } from './schemas.ts';

interface Definition {
	type: 'query' | 'mutation' | 'subscription';
	inputs: unknown[];
	output?: unknown;
}

const JSON_BODY = 'application/json';

/** The document at `/openapi.json`. */
export function openApiDocument() {
	const docs = contractDocs();
	const schemas = createSchemas();
	const paths: Record<string, object> = {};
	for (const [group, procedures] of Object.entries(routes)) {
		for (const [name, { _def }] of Object.entries<{ _def: Definition }>(procedures)) {
			const path = `${group}.${name}`;
			const description = docs.get(path);
			if (!description) throw new Error(`contract.ts says nothing of ${path}`);
			const operation = { operationId: path, tags: [group], ...summarised(description) };
			const [input] = _def.inputs.map((schema) => schemas.checked(schema, 'input'));
			paths[`/trpc/${path}`] =
				_def.type === 'subscription'
					? { get: { ...operation, ...stream(input) } }
					: { post: { ...operation, ...call(input, schemas.checked(_def.output, 'output')) } };
		}
	}
	// A type has no format.
	Object.assign(schemas.named['Day'] ?? {}, { format: 'date' });
	schemas.typed('RefusalDetails');
	const { RefusalDetails: details, ...named } = schemas.named;
	return {
		openapi: '3.1.0',
		info: {
			title: 'Betzenstein',
			version: '1',
			license: { name: 'MIT', identifier: 'MIT' },
			description:
				'Booking with approval for one shared house. An input goes into `json` of the body, an answer comes in ' +
				'`result.data.json`, a refusal in `error.json`: tell refusals apart by `data.reason`, and show `message`. ' +
				'Names may be added here; none is renamed.',
		},
		servers: [{ url: '/' }],
		security: [{ link: [] }, {}],
		tags: Object.keys(routes).map((name) => ({ name, description: docs.get(name) })),
		paths,
		components: {
			securitySchemes: {
				link: {
					type: 'http',
					scheme: 'bearer',
					description:
						'The token of a link: what follows the `#` of a mailed one. Without it the caller is a stranger.',
				},
			},
			responses: {
				Refused: {
					description: 'Refused; nothing has changed.',
					headers: {
						'Retry-After': { description: 'Seconds to wait, with status 429.', schema: { type: 'integer' } },
						'X-Request-Id': { description: 'Finds the request in the log.', schema: { type: 'string' } },
					},
					content: { [JSON_BODY]: { schema: refTo('Refused') } },
				},
			},
			schemas: sorted({ ...named, ...refusalSchemas(details) }),
		},
	};
}

/** The first sentence stands for the whole where there is little room. */
function summarised(description: string): { summary: string; description: string } {
	const [summary = ''] = /^.*?(?=[.;(](?:\s|$)| \(|$)/s.exec(description) ?? [];
	return { summary, description };
}

function call(input: Schema | undefined, output: Schema): object {
	return {
		requestBody: {
			required: true,
			content: { [JSON_BODY]: { schema: input ? inEnvelope(input) : { type: 'object', maxProperties: 0 } } },
		},
		responses: {
			'200': {
				description: 'Done.',
				content: { [JSON_BODY]: { schema: object({ result: object({ data: inEnvelope(output) }) }) } },
			},
			...REFUSED,
		},
	};
}

/** A subscription: server-sent events, which OpenAPI 3.1 knows as a text. */
function stream(input: Schema | undefined): object {
	return {
		...(input && {
			parameters: [{ name: 'input', in: 'query', content: { [JSON_BODY]: { schema: inEnvelope(input) } } }],
		}),
		responses: {
			'200': {
				description: 'Events, for as long as both sides stay.',
				content: { 'text/event-stream': { schema: { type: 'string' } } },
			},
			...REFUSED,
		},
	};
}

const REFUSED = {
	'4XX': { $ref: '#/components/responses/Refused' },
	'5XX': { $ref: '#/components/responses/Refused' },
};

const sorted = (schemas: Record<string, Schema>): Record<string, Schema> =>
	Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
