import { bookingError, describe } from '@betzenstein/client';
import type { CallToolResult } from '@modelcontextprotocol/server';

/** What a tool answers. */
export interface Answer {
	/** What was done, after a change. */
	done?: string;
	data: unknown;
}

/** As MCP has it. What the server refuses is an error of the tool: its sentence, then its reason and details. */
export const answering =
	<Input>(call: (input: Input) => Promise<Answer>) =>
	async (input: Input): Promise<CallToolResult> => {
		try {
			const { done, data } = await call(input);
			return { content: texts(done, JSON.stringify(data)) };
		} catch (error) {
			const refused = bookingError(error);
			const why = refused && JSON.stringify({ reason: refused.reason, details: refused.details });
			return { isError: true, content: texts(describe(error), why) };
		}
	};

const texts = (...parts: (string | undefined)[]): CallToolResult['content'] =>
	parts.flatMap((text) => (text === undefined ? [] : [{ type: 'text' as const, text }]));
