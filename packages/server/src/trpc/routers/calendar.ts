import { CalendarRange, CalendarRangeInput } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { calendarDetail, calendarRange } from '../../services/calendar.ts';
import { callerProcedure, limit } from '../init.ts';

export const calendar = {
	/**
	 * Stays and holidays of at most 400 days, both ends included. Viewers and persons; others only with
	 * `PUBLIC_AVAILABILITY`, and then only which days are taken. @throws `END_BEFORE_START`
	 */
	range: callerProcedure
		.use(({ ctx, next }) => next({ ctx: { detail: calendarDetail(ctx.services, ctx.caller) } }))
		.use(limit)
		.input(CalendarRangeInput)
		.output(CalendarRange)
		.query(({ ctx, input }) => calendarRange(ctx.services, ctx.detail, input)),
} satisfies TRPCRouterRecord;
