import { inspect } from 'node:util';
import { routes } from '@betzenstein/server';

type Kind = 'query' | 'mutation' | 'subscription';
type Procedure = ((...args: never[]) => unknown) & { _def: { type: Kind } };
interface Routes {
	[name: string]: Procedure | Routes;
}

/**
 * One value for every procedure, in the shape of the router. tRPC's own callers are proxies, which list nothing; these
 * are plain objects that Tab can complete.
 */
export function mapProcedures(toValue: (path: string[], kind: Kind) => unknown): object {
	return mapRoutes(routes as Routes, []);

	function mapRoutes(record: Routes, path: string[]): object {
		const mapped = Object.entries(record).map(([name, route]) => [name, mapRoute(route, [...path, name])]);
		return bare(Object.fromEntries(mapped));
	}

	function mapRoute(route: Procedure | Routes, path: string[]): unknown {
		return typeof route === 'function' ? toValue(path, route._def.type) : mapRoutes(route, path);
	}
}

/** The same without a prototype, so that Tab offers nothing but what is in it; printed, that would only be noise. */
export function bare<T extends object>(record: T): T {
	const own: T = Object.assign(Object.create(null), record);
	return Object.defineProperty(own, inspect.custom, { value: () => ({ ...own }) });
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null;

/** Every procedure's path, `booking.get`. */
export function procedurePaths(): string[] {
	const paths: string[] = [];
	mapProcedures((path) => paths.push(path.join('.')));
	return paths;
}

/** What stands at a path of a proxy or an object. */
export function at(target: unknown, path: readonly string[]): unknown {
	return path.reduce((inner, name) => (inner as Record<string, unknown>)[name], target);
}

/** Calls a procedure of a proxy; what a proxy gives would print as a function without a name. */
export function named<F extends (...args: never[]) => unknown>(name: string, call: F): F {
	return Object.defineProperty(((...args) => call(...args)) as F, 'name', { value: name });
}
