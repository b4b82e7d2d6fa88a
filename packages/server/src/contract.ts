/** What the client package knows of the server: types only, nothing of contexts, tables or services. */
import type { routes } from './trpc/root.ts';

export type { ApiErrorData, ApiErrorShape } from './trpc/errors.ts';
export type Routes = typeof routes;
