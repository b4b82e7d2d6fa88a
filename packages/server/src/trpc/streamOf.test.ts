import { setImmediate as turn } from 'node:timers/promises';
import { tracked } from '@trpc/server';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { streamOf } from './streamOf.ts';

async function* brokenAfterOne() {
	yield tracked('1', 1);
	throw new Error('ended');
}

test('an event that is none of the schema is not sent', async () => {
	const events = streamOf(z.number().min(2)).parse(brokenAfterOne());
	await expect(events[Symbol.asyncIterator]().next()).rejects.toThrow('too_small');
});

test('a stream that breaks before its last event was taken says so to whoever takes the next, and ends no process', async () => {
	const unhandled: unknown[] = [];
	const note = (reason: unknown) => unhandled.push(reason);
	process.on('unhandledRejection', note);
	const iterator = streamOf(z.number()).parse(brokenAfterOne())[Symbol.asyncIterator]();
	expect((await iterator.next()).value).toEqual(tracked('1', 1));
	// As tRPC does it, while nobody reads.
	const next = iterator.next();
	await turn();
	await turn();
	process.off('unhandledRejection', note);
	expect(unhandled).toEqual([]);
	await expect(next).rejects.toThrow('ended');
});
