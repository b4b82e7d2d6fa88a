import { CalendarRange, CalendarRangeInput } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { calendarDetail } from '../../domain/calendar.ts';
import { calendarRange } from '../../services/calendar.ts';
import { callerProcedure, limit } from '../init.ts';

export const calendar = {
	range: callerProcedure
		.meta({ remembered: 'calendar' })
		.use(({ ctx, next }) => next({ ctx: { detail: calendarDetail(ctx.services.house, ctx.caller) } }))
		.use(limit)
		.input(CalendarRangeInput)
		.output(CalendarRange)
		.query(({ ctx, input }) => calendarRange(ctx.services, ctx.detail, input)),
} satisfies TRPCRouterRecord;
