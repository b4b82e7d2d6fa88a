/**
 * What an assistant can do: procedures under names that say what they are for. Left out is what a link's holder does by
 * hand: ending links, showing or forgetting all that is stored, and mailed links, each of which does one thing.
 */
import { type Booking, type Client, type Day, type Decision, formatRange } from '@betzenstein/client';
import * as schema from '@betzenstein/shared/schema';
import type { McpServer, ToolAnnotations } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { type Answer, answering } from './answer.ts';
import { described, docsOf, type Shown } from './docs.ts';
import { freeDays, WEEKDAYS } from './freeDays.ts';

const day = z.iso.date() as z.ZodISODate & z.ZodType<Day, Day>;
const FreeDaysInput = z.strictObject({
	from: day.describe('First day, inclusive; days before today are left out.'),
	to: day.describe('Last day, inclusive; at most 399 days after `from`.'),
	days: z.int().min(1).max(400).default(1).describe('How long the stay is, both ends included; a weekend has 3.'),
	startsOn: z.enum(WEEKDAYS).optional().describe('The weekday of its first day; a weekend starts on Friday.'),
});

/** Tools that change nothing. */
export function addReading(server: McpServer, house: Client): void {
	const read = <Input>(
		name: string,
		description: string,
		inputSchema: Shown<Input>,
		call: (input: Input) => Promise<unknown>,
	) =>
		server.registerTool(
			name,
			{ description, inputSchema, annotations: { readOnlyHint: true } },
			answering(async (input: Input) => ({ data: await call(input) })),
		);
	const nothing = z.strictObject({});
	const page = described(schema.PageInput, 'PageInput');

	read('house', docsOf('house.info'), nothing, () => house.house.info.query());
	read('house_notes', docsOf('house.notes'), nothing, () => house.house.notes.query());
	read('house_shares', docsOf('house.shares'), described(schema.SharesInput, 'SharesInput'), (input) =>
		house.house.shares.query(input),
	);
	read('who_am_i', docsOf('access.whoAmI'), nothing, () => house.access.whoAmI.query());
	read(
		'calendar',
		`Who is in the house, and which days are public holidays. ${docsOf('calendar.range')}`,
		described(schema.CalendarRangeInput, 'CalendarRangeInput'),
		(range) => house.calendar.range.query(range),
	);
	read(
		'free_days',
		'Days that nobody holds, in order: stretches that are long enough, or, with `startsOn`, the stays that fit in.',
		FreeDaysInput,
		async ({ from, to, ...wish }) => {
			const [{ today }, { entries, holidays }] = await Promise.all([
				house.house.info.query(),
				house.calendar.range.query({ from, to }),
			]);
			return { free: freeDays(entries, { from: from < today ? today : from, to, ...wish }), holidays };
		},
	);
	read('booking', docsOf('booking.get'), described(schema.GetBookingInput, 'GetBookingInput'), (input) =>
		house.booking.get.query(input),
	);
	read('my_bookings', docsOf('booking.mine'), page, (input) => house.booking.mine.query(input));
	read('watched_days', docsOf('watch.mine'), nothing, () => house.watch.mine.query());
	read('bookings_to_decide', docsOf('approval.outstanding'), page, (input) => house.approval.outstanding.query(input));
	read('bookings_to_know_of', docsOf('approval.history'), page, (input) => house.approval.history.query(input));
}

/** Tools that change something, and say what. */
export function addChanging(server: McpServer, house: Client): void {
	const change = <Input>(
		name: string,
		description: string,
		inputSchema: Shown<Input>,
		annotations: ToolAnnotations,
		call: (input: Input) => Promise<Answer>,
	) => server.registerTool(name, { description, inputSchema, annotations }, answering(call));
	const adds: ToolAnnotations = { destructiveHint: false };
	const ends: ToolAnnotations = { destructiveHint: true, idempotentHint: true };

	change(
		'ask_for_days',
		docsOf('booking.create'),
		described(schema.CreateBookingInput, 'CreateBookingInput', ['requestKey']),
		adds,
		// The key opens the booking and has to be random, which an assistant's is not: the client makes one. The link to
		// the booking goes out by mail.
		async ({ requestKey: _, ...wish }) => said('Asked for', (await house.booking.create.mutate(wish)).booking),
	);
	change(
		'change_booking',
		docsOf('booking.edit'),
		described(schema.EditBookingInput, 'EditBookingInput'),
		adds,
		async (input) => said('Changed; it is now', await house.booking.edit.mutate(input)),
	);
	change(
		'ask_again',
		docsOf('booking.reopen'),
		described(schema.ReopenBookingInput, 'ReopenBookingInput'),
		adds,
		async (input) => said('Asked again for', await house.booking.reopen.mutate(input)),
	);
	change(
		'cancel_booking',
		docsOf('booking.cancel'),
		described(schema.CancelBookingInput, 'CancelBookingInput'),
		ends,
		async (input) => {
			const result = await house.booking.cancel.mutate(input);
			const told = result.willBeTold.length > 0 ? ` A mail tells ${result.willBeTold.join(', ')}.` : '';
			const done = result.outcome === 'done' ? `Canceled: ${stay(result.booking)}.${told}` : 'It was canceled already.';
			return { done, data: result };
		},
	);
	change(
		'approve_booking',
		docsOf('approval.approve'),
		described(schema.ApproveInput, 'ApproveInput'),
		adds,
		async (input) => decided('Approved', await house.approval.approve.mutate(input)),
	);
	change('watch_days', docsOf('watch.add'), described(schema.AddWatchInput, 'AddWatchInput'), adds, async (input) => ({
		done: `A mail tells when all of ${formatRange(input)} is free.`,
		data: await house.watch.add.mutate(input),
	}));
	change(
		'stop_watching',
		docsOf('watch.remove'),
		described(schema.RemoveWatchInput, 'RemoveWatchInput'),
		ends,
		async (input) => {
			const { removed } = await house.watch.remove.mutate(input);
			return { done: removed ? 'No mail tells of these days any more.' : 'They were not watched.', data: { removed } };
		},
	);
	change('deny_booking', docsOf('approval.deny'), described(schema.DenyInput, 'DenyInput'), ends, async (input) =>
		decided('Denied', await house.approval.deny.mutate(input)),
	);
}

const stay = (booking: Booking): string => `${formatRange(booking)} for ${booking.firstName} (${booking.status})`;

const said = (what: string, booking: Booking): Answer => ({ done: `${what} ${stay(booking)}.`, data: booking });

function decided(verb: string, decision: Decision): Answer {
	const { outcome, booking, decidedBy } = decision;
	const done = {
		done: `${verb}: ${stay(booking)}.`,
		'already-done': `Nothing was done: ${decidedBy?.party} has decided already (${decidedBy?.decision}).`,
		outdated: 'Nothing was done: the booking has changed, and waits for answers anew.',
	}[outcome];
	return { done, data: decision };
}
