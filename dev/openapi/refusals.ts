/** What an answer looks like that is a refusal. */
import { statusOf } from '@betzenstein/server';
import type { Reason } from '@betzenstein/shared';
import { REASON_CODES } from '@betzenstein/shared';
import { inEnvelope, object, refTo, type Schema } from './schemas.ts';

/**
 * `DATES_TAKEN` becomes `DatesTaken`: one schema for each refusal.
 * @param details `RefusalDetails`: what each reason says more
 */
export function refusalSchemas({ properties: details = {} }: Schema = {}): Record<string, Schema> {
	const names = new Map(
		Object.keys(details).map((reason) => [
			reason,
			reason.toLowerCase().replace(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase()),
		]),
	);
	const each = Object.entries(details).map(([reason, { description, ...detail }]): [string, Schema] => [
		names.get(reason) ?? reason,
		{
			description: `${description} HTTP status ${statusOf(REASON_CODES[reason as Reason])}.`,
			allOf: [object({ reason: { type: 'string', const: reason }, details: detail }), refTo('RefusedCall')],
		},
	]);
	return {
		...Object.fromEntries(each),
		Refusal: {
			description: 'Why a call was refused, told apart by `reason`. A newer server may know more of them.',
			oneOf: [...names.values()].map(refTo),
			discriminator: {
				propertyName: 'reason',
				mapping: Object.fromEntries([...names].map(([reason, name]) => [reason, refTo(name).$ref])),
			},
		},
		RefusedCall: {
			type: 'object',
			description: 'What every refusal says of its call.',
			properties: {
				code: { type: 'string', description: "tRPC's code; coarser than `reason`." },
				httpStatus: { type: 'integer', description: 'The HTTP status of a request with this call alone.' },
				path: { type: 'string', description: 'The procedure, if one was reached.' },
				requestId: { type: 'string', description: 'Finds the request in the log.' },
				hint: { type: 'string', description: 'In English, for developers: what is wrong with the request itself.' },
			},
			required: ['code', 'httpStatus'],
		},
		Refused: object({
			error: inEnvelope(
				object({
					message: { type: 'string', description: 'A German sentence fit to show.' },
					code: { type: 'integer', description: "JSON-RPC's number for `data.code`." },
					data: refTo('Refusal'),
				}),
			),
		}),
	};
}
