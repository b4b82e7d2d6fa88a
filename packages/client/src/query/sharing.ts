/**
 * The new answer, made of the old one's parts where they are equal, so that components do not render again for the same
 * content. TanStack's own way takes two moments for different although they are the same.
 */
export function keepEqual(before: unknown, now: unknown): unknown {
	if (Object.is(before, now)) return before;
	if (before instanceof Date && now instanceof Date) return before.getTime() === now.getTime() ? before : now;
	if (!isPlain(before) || !isPlain(now) || Array.isArray(before) !== Array.isArray(now)) return now;
	const kept = Object.entries(now).map(([key, value]) => [key, keepEqual(before[key], value)] as const);
	const isEqual =
		Object.keys(before).length === kept.length &&
		kept.every(([key, value]) => key in before && Object.is(before[key], value));
	if (isEqual) return before;
	return Array.isArray(now) ? kept.map(([, value]) => value) : Object.fromEntries(kept);
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && !(value instanceof Date);
