import { type TrackedEnvelope, tracked } from '@trpc/server';
import { z } from 'zod';

/**
 * Output of a subscription: events of this schema, each under its id. The schema of one is at hand for those who
 * describe procedures.
 */
export const streamOf = <T>(event: z.ZodType<T>) =>
	Object.assign(
		z
			.custom<AsyncIterable<TrackedEnvelope<T>, void, unknown>>((value) => Symbol.asyncIterator in Object(value))
			.transform(async function* (events) {
				for await (const [id, data] of events) yield tracked(id, event.parse(data));
			}),
		{ event },
	);
