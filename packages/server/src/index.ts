/** What the development tools use of the server; the client package takes types from `contract.ts` only. */
export { TRPCError } from '@trpc/server';
export { type Config, ConfigError, loadConfig } from './config.ts';
export { migrate } from './db/migrate.ts';
export * as tables from './db/schema/index.ts';
export { schemaIsCurrent } from './db/schemaVersion.ts';
export type { Services } from './deps.ts';
export type { Caller } from './domain/caller.ts';
export { RefusedError } from './domain/errors.ts';
export { houseRow, personWithEmail } from './links/holder.ts';
export { createLog } from './log.ts';
export { createServices, type RunningServer, startServer } from './server.ts';
export { syncApprovers } from './services/house.ts';
export { createInnerContext } from './trpc/context.ts';
export { refusalOf } from './trpc/errors.ts';
export { createCaller, routes } from './trpc/root.ts';
