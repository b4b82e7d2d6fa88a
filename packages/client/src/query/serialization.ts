import type { DefaultOptions } from '@tanstack/query-core';
import superjson from 'superjson';

/**
 * Default options of a `QueryClient` whose cache travels as JSON, from a server to the browser or into a browser's
 * storage: moments are moments again when they arrive.
 * @example
 * const queryClient = new QueryClient({ defaultOptions: serialization });
 */
export const serialization: Pick<DefaultOptions, 'dehydrate' | 'hydrate'> = {
	dehydrate: { serializeData: superjson.serialize },
	hydrate: { deserializeData: superjson.deserialize },
};
