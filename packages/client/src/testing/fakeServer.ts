import { TRPCClientError } from '@trpc/client';
import superjson from 'superjson';
import type { AppRouter } from '../router.ts';
import { type FakeAnswers, type FakeCall, type ProcedurePath, unanswered } from './answers.ts';

/** A server that is not there. */
export interface FakeServer {
	/** For `createClient({ fetch })`, or for whatever catches a browser's requests, such as msw. */
	fetch: typeof fetch;
	/** Every call so far, in order. */
	calls: FakeCall[];
}

/**
 * A server made of prepared answers, for whoever tests a frontend with its real client. What is not prepared fails and
 * says so.
 * @example
 * const server = fakeServer({ 'house.info': exampleHouse() });
 * const client = createClient({ url: 'http://house.example', fetch: server.fetch });
 * @example
 * // msw
 * http.all('http://house.example/trpc/*', ({ request }) => server.fetch(request));
 */
export function fakeServer(answers: FakeAnswers): FakeServer {
	const calls: FakeCall[] = [];
	return {
		calls,
		fetch: async (input, init) => {
			const request = new Request(input, init);
			const { pathname, searchParams } = new URL(request.url);
			const text = request.method === 'POST' ? await request.text() : searchParams.get('input');
			const paths = pathname.slice(pathname.lastIndexOf('/trpc/') + '/trpc/'.length).split(',') as ProcedurePath[];
			const isBatch = searchParams.get('batch') === '1';
			const body = JSON.parse(text || '{}');
			const inputs: unknown[] = paths.map((_, index) => (isBatch ? body[index] : body));
			const token = /^Bearer (.*)$/.exec(request.headers.get('authorization') ?? '')?.[1];
			const asked = paths.map((path, index): FakeCall => {
				const sent = inputs[index] as Parameters<typeof superjson.deserialize>[0] | undefined;
				return { path, input: sent && superjson.deserialize(sent), token };
			});
			calls.push(...asked);
			const parts = await Promise.all(asked.map((call) => answerTo(answers, call)));
			return Response.json(isBatch ? parts : parts[0]);
		},
	};
}

/** @throws what is no refusal: no answer arrives then */
async function answerTo(answers: FakeAnswers, call: FakeCall): Promise<object> {
	const prepared = answers[call.path] as unknown;
	if (!(call.path in answers)) return refused(unanswered(`No answer is prepared for ${call.path}`));
	const answer = await settled(() => (typeof prepared === 'function' ? prepared(call.input, call) : prepared));
	if (!(answer instanceof Error)) return { result: { data: superjson.serialize(answer) } };
	if (!(answer instanceof TRPCClientError) || !answer.shape) throw answer;
	return refused(answer);
}

const refused = ({ shape }: TRPCClientError<AppRouter>) => ({ error: superjson.serialize(shape) });

async function settled(answer: () => unknown): Promise<unknown> {
	try {
		return await answer();
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}
