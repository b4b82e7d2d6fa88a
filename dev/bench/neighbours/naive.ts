/** tRPC with superjson, zod and Drizzle as a tutorial puts them together: no caller, no rule, no bounds. */
import { tables } from '@betzenstein/server';
import { totalDays } from '@betzenstein/shared';
import { Booking, CalendarRange, CalendarRangeInput, GetBookingInput } from '@betzenstein/shared/schema';
import { initTRPC, TRPCError } from '@trpc/server';
import { createExpressMiddleware } from '@trpc/server/adapters/express';
import { and, asc, eq, gte, inArray, lte } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/postgres-js';
import express from 'express';
import postgres from 'postgres';
import superjson from 'superjson';

const { approval, booking, event } = tables;
// As many connections as the server has for reading.
const db = drizzle(postgres(process.env['DATABASE_URL'] ?? '', { max: 8 }), { casing: 'snake_case' });
const t = initTRPC.create({ transformer: superjson });

const range = t.procedure
	.input(CalendarRangeInput)
	.output(CalendarRange)
	.query(async ({ input: { from, to } }) => {
		const holding = and(
			inArray(booking.status, ['Pending', 'Confirmed']),
			lte(booking.startDate, to),
			gte(booking.endDate, from),
		);
		const rows = await db.select().from(booking).where(holding).orderBy(asc(booking.startDate));
		const entries = rows.map((row) => ({
			detail: 'full' as const,
			...row,
			bookingId: row.id,
			totalDays: totalDays(row),
		}));
		return { from, to, entries, holidays: [] };
	});

const get = t.procedure
	.input(GetBookingInput)
	.output(Booking)
	.query(async ({ input: { id } }) => {
		const [[row], approvals, events] = await Promise.all([
			db.select().from(booking).where(eq(booking.id, id)),
			db.select().from(approval).where(eq(approval.bookingId, id)).orderBy(asc(approval.party)),
			db.select().from(event).where(eq(event.bookingId, id)).orderBy(asc(event.sequence)),
		]);
		if (!row) throw new TRPCError({ code: 'NOT_FOUND' });
		const answers = approvals.map((one) => ({ ...one, mailFailed: false }));
		const timeline = events.map((one) => ({
			...one,
			actor: { kind: one.actor, name: one.party ?? row.firstName },
			comment: one.comment ?? undefined,
		}));
		return {
			...row,
			totalDays: totalDays(row),
			isPast: false,
			approvals: answers,
			requesterMailFailed: false,
			timeline,
			proposal: null,
			availableActions: [],
		};
	});

const app = express();
app.get('/health', (_, response) => void response.json({ status: 'ok' }));
app.use('/trpc', createExpressMiddleware({ router: t.router({ calendar: { range }, booking: { get } }) }));
app.listen(Number(process.env['PORT']), '127.0.0.1');
