/** Looking at values of which nothing is known: what somebody threw, what a gateway answered. */

/** What stands under this key, if the value is an object, and lets itself be asked. */
export function valueIn(value: unknown, key: string): unknown {
	try {
		return (value as Record<string, unknown> | null | undefined)?.[key];
	} catch {
		return undefined;
	}
}

/** The text under this key, if there is one. */
export function textIn(value: unknown, key: string): string | undefined {
	const found = valueIn(value, key);
	return typeof found === 'string' ? found : undefined;
}
