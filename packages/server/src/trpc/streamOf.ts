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
			.transform((events) => settling(parsed(events, event))),
		{ event },
	);

async function* parsed<T>(events: AsyncIterable<TrackedEnvelope<T>>, event: z.ZodType<T>) {
	for await (const [id, data] of events) yield tracked(id, event.parse(data));
}

/**
 * The same events. tRPC asks for the next one before it has passed on the last, and until then listens to no refusal:
 * to Node one that nobody handles, which would end the process.
 */
function settling<T>(events: AsyncGenerator<T, void, unknown>): AsyncIterable<T, void, unknown> {
	const next = () => {
		const promise = events.next();
		promise.catch(() => {});
		return promise;
	};
	return { [Symbol.asyncIterator]: () => ({ next, return: () => events.return() }) };
}
