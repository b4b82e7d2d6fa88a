import type { ClientOptions } from './client.ts';

/** Where every call goes. */
export const endpoint = (url: string): string => `${url.replace(/\/+$/, '')}/trpc`;

/** What every request says of its caller; asks for the token anew. */
export async function headersOf({
	token,
	headers,
}: Pick<ClientOptions, 'token' | 'headers'>): Promise<Record<string, string>> {
	const current = typeof token === 'function' ? await token() : token;
	return { ...headers, ...(current !== undefined && { authorization: `Bearer ${current}` }) };
}
