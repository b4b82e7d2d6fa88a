/** A `fetch` that answers as the server would, one prepared answer after the other, and remembers what it was asked. */
import type { Refusal } from '@betzenstein/shared';
import superjson from 'superjson';

/** `ok` and what a call answers, a refusal, a broken connection, or anything a proxy says; `hang` never answers. */
export type Answer = { ok: unknown } | Refusal | 'lost' | 'hang' | 'proxy page' | Response;

export interface Asked {
	paths: string[];
	inputs: unknown[];
	url: string;
	headers: Headers;
}

/** @param answers to one request after the other, each call of a batch the same; the last one is repeated */
export function fakeServer(...answers: Answer[]) {
	const asked: Asked[] = [];
	const fake: typeof fetch = async (input, init) => {
		const url = new URL(String(input));
		const paths = url.pathname.replace('/trpc/', '').split(',');
		const body = init?.method === 'POST' ? String(init.body) : (url.searchParams.get('input') ?? '{}');
		const inputs = Object.values(JSON.parse(body) as Record<string, never>).map((sent) => superjson.deserialize(sent));
		asked.push({ paths, inputs, url: url.href, headers: new Headers(init?.headers) });
		const answer = answers[Math.min(asked.length, answers.length) - 1] as Answer;
		if (answer === 'lost') throw new TypeError('fetch failed');
		if (answer === 'hang')
			return new Promise((_, reject) => init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)));
		if (answer === 'proxy page') return new Response('<html>502</html>', { status: 502 });
		if (answer instanceof Response) return answer.clone();
		return Response.json(
			paths.map(() => ('ok' in answer ? { result: { data: superjson.serialize(answer.ok) } } : refusedWith(answer))),
		);
	};
	return { fetch: fake, asked };
}

const refusedWith = (refused: Refusal) => ({
	error: superjson.serialize({
		message: `Satz zu ${refused.reason}`,
		code: -32600,
		data: { ...refused, code: 'BAD_REQUEST', httpStatus: 400, requestId: 'r-1' },
	}),
});
