import type { TRPCRouterRecord } from '@trpc/server';
import { createCallerFactory, router } from './init.ts';
import { access } from './routers/access.ts';
import { action } from './routers/action.ts';
import { approval } from './routers/approval.ts';
import { booking } from './routers/booking.ts';
import { calendar } from './routers/calendar.ts';
import { house } from './routers/house.ts';
import { live } from './routers/live.ts';
import { watch } from './routers/watch.ts';

/** Every procedure, as a plain record, whose type does not mention the context. */
export const routes = { house, calendar, booking, approval, action, access, live, watch } satisfies TRPCRouterRecord;

export const appRouter = router(routes);

/** Calls procedures in this process, with a context of the caller's choice. */
export const createCaller = createCallerFactory(appRouter);
