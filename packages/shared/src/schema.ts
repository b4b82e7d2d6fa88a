/**
 * The schemas behind the public types: shape and text rules only. The compiler checks what each takes and what it gives
 * against its hand-written interface. So published declarations say `Booking` instead of spelling it out, keep the docs
 * of its fields, and need no zod.
 * Inputs refuse unknown keys; outputs strip them.
 */
import { z } from 'zod';
import type * as access from './access.ts';
import { ACTION_STATES, CALLER_KINDS } from './access.ts';
import type * as booking from './booking.ts';
import {
	ACTOR_KINDS,
	BOOKING_ACTIONS,
	BOOKING_STATUSES,
	DECISIONS,
	EVENT_TYPES,
	PARTY_SIZE_MAX,
	VIAS,
} from './booking.ts';
import { type Day, isDay, totalDays } from './day.ts';
import type * as house from './house.ts';
import type { TextIssue } from './issue.ts';
import type { Open } from './open.ts';
import { firstNameIssue, normalizeEmail, normalizeFirstName, normalizeText, notesIssue, textIssue } from './text.ts';
import type * as watch from './watch.ts';

export { fieldIssues, inputHint } from './invalidInput.ts';

/** The schema, as one of `T` and nothing else; it does not compile if it takes or gives less than that. */
const schemaFor =
	<T>() =>
	// biome-ignore lint/suspicious/noExplicitAny: `Takes` checks the input against T
	<S extends z.ZodType<T, any>>(
		schema: S & Takes<T, z.input<S>>,
	): z.ZodType<T, undefined extends z.input<S> ? T | undefined : T> =>
		// biome-ignore lint/suspicious/noExplicitAny: the same schema; `Takes` is for the compiler only
		schema as z.ZodType<T, any>;

/** Anything, if a schema with this input takes all of `T`; otherwise an error that names what it does not take. */
type Takes<T, Input> = [T] extends [Input] ? unknown : { doesNotTake: Exclude<T, Input> };

/** A text whose type says more: that of a day. */
const typed = <T extends string>(schema: z.ZodString) => schema as z.ZodString & z.ZodType<T, T>;

const dayText = typed<Day>(z.string().refine(isDay, { error: 'not_a_day' }));
const day = typed<Day>(z.string());

/** What this server can say where a newer one may say more. */
const open = <const Known extends readonly [string, ...string[]]>(known: Known) =>
	z.enum(known) as z.ZodType<Known[number], Open<Known[number]>>;

/** A text with a normal form and a rule of its own (`text.ts`). */
const ruled = (normalize: (text: string) => string, issueOf: (text: string) => TextIssue | undefined) =>
	// The bound keeps normalising cheap; the rule itself counts code points.
	z
		.string()
		.max(10_000, { error: 'too_long' })
		.transform(normalize)
		.check((context) => {
			const issue = issueOf(context.value);
			if (issue) context.issues.push({ code: 'custom', message: issue, input: context.value });
		});

const firstName = ruled(normalizeFirstName, firstNameIssue);
const comment = ruled(normalizeText, textIssue);
const description = ruled(normalizeText, textIssue).transform((text) => text || null);
const partySize = z.number().int().min(1).max(PARTY_SIZE_MAX);
// An approver's name has at most 40 characters, and JavaScript counts some of them double.
const affiliation = z.string().min(1).max(80);
/** In lower case, as the database writes it, so that ids can be compared. */
const uuid = z.uuid().transform((id) => id.toLowerCase());
const counter = z.number().int().min(1).max(2_147_483_647);
const proposed = z.strictObject({ startDate: dayText, endDate: dayText });

// zod's own pattern, extended: that allows only letters after the last dot, but the ASCII form of `.рф` is `.xn--p1ai`.
const ADDRESS = new RegExp(
	z.regexes.email.source.replace(/\[A-Za-z\]\{2,\}\$$/, '(?:[a-z]{2,}|xn--[a-z0-9-]*[a-z0-9])$'),
);

/** An address, in the one form that identifies a person. */
export const Email: z.ZodType<string, string> = z
	.string()
	.max(1_000)
	.transform(normalizeEmail)
	.pipe(z.email({ pattern: ADDRESS }).max(254));

/** Input of `booking.create`. */
export const CreateBookingInput = schemaFor<booking.CreateBookingInput>()(
	z.strictObject({
		requestKey: uuid.optional(),
		firstName,
		email: Email.optional(),
		startDate: dayText,
		endDate: dayText,
		partySize,
		affiliation,
		description: description.nullable().optional(),
		confirmLongStay: z.boolean().optional(),
	}),
);

const changes = z.strictObject({
	startDate: dayText.optional(),
	endDate: dayText.optional(),
	partySize: partySize.optional(),
	affiliation: affiliation.optional(),
	description: description.nullable().optional(),
	firstName: firstName.optional(),
});

/** Input of `booking.edit`. */
export const EditBookingInput = schemaFor<booking.EditBookingInput>()(
	z.strictObject({ id: uuid, revision: counter, changes, confirmLongStay: z.boolean().optional() }),
);

/** Input of `booking.reopen`. */
export const ReopenBookingInput = schemaFor<booking.ReopenBookingInput>()(
	z.strictObject({ id: uuid, revision: counter, changes: changes.optional(), confirmLongStay: z.boolean().optional() }),
);

/** Input of `booking.cancel`. */
export const CancelBookingInput = schemaFor<booking.CancelBookingInput>()(
	z.strictObject({ id: uuid, comment: comment.optional() }),
);

/** Input of `booking.get`. */
export const GetBookingInput = schemaFor<booking.GetBookingInput>()(z.strictObject({ id: uuid }));

/** Input of `approval.approve`. */
export const ApproveInput = schemaFor<booking.ApproveInput>()(
	z.strictObject({ bookingId: uuid, round: counter, comment: comment.optional() }),
);

/** Input of `approval.deny`. */
export const DenyInput = schemaFor<booking.DenyInput>()(
	z.strictObject({
		bookingId: uuid,
		round: counter,
		comment: comment.optional(),
		acknowledgeConfirmed: z.boolean().optional(),
		proposal: proposed.optional(),
	}),
);

/** Input of every list. */
export const PageInput = schemaFor<booking.PageInput>()(
	z
		.strictObject({
			cursor: z.string().max(500).nullable().optional(),
			limit: z.number().int().min(1).max(100).optional(),
		})
		.default({}),
);

/** The longest range `calendar.range` answers, in days. */
const CALENDAR_RANGE_MAX = 400;

/** Input of `calendar.range`. */
export const CalendarRangeInput = schemaFor<house.CalendarRangeInput>()(
	z
		.strictObject({ from: dayText, to: dayText })
		.refine(({ from, to }) => totalDays({ startDate: from, endDate: to }) <= CALENDAR_RANGE_MAX, {
			error: 'range_too_long',
		}),
);

const dayRange = z.object({ startDate: day, endDate: day });

const holiday = z.object({ date: day, name: z.string() });
const share = z.object({ party: z.string(), days: z.number(), stays: z.number() });
const neighbour = dayRange.extend({
	bookingId: z.string(),
	status: open(BOOKING_STATUSES),
	firstName: z.string(),
	freeDays: z.number(),
});

/** Output of every procedure that answers one booking. */
export const Booking = schemaFor<booking.Booking>()(
	z.object({
		id: z.string(),
		status: open(BOOKING_STATUSES),
		startDate: day,
		endDate: day,
		totalDays: z.number(),
		partySize: z.number(),
		firstName: z.string(),
		affiliation: z.string(),
		description: z.string().nullable(),
		round: z.number(),
		revision: z.number(),
		createdAt: z.date(),
		lastActivityAt: z.date(),
		isPast: z.boolean(),
		approvals: z.array(
			z.object({
				party: z.string(),
				decision: z.enum(DECISIONS),
				comment: z.string().nullable(),
				decidedAt: z.date().nullable(),
				mailFailed: z.boolean(),
			}),
		),
		requesterMailFailed: z.boolean(),
		timeline: z.array(
			z.object({
				at: z.date(),
				actor: z.object({ kind: open(ACTOR_KINDS), name: z.string() }),
				type: open(EVENT_TYPES),
				via: open(VIAS),
				comment: z.string().optional(),
				from: dayRange.optional(),
				to: dayRange.optional(),
				proposal: dayRange.optional(),
			}),
		),
		proposal: dayRange.extend({ party: z.string(), isFree: z.boolean() }).nullable(),
		availableActions: z.array(open(BOOKING_ACTIONS)),
		context: z
			.object({
				before: neighbour.nullable(),
				after: neighbour.nullable(),
				holidays: z.array(holiday),
				year: z.number(),
				share,
			})
			.optional(),
	}),
);

/** Output of every list. */
export const BookingPage = schemaFor<booking.BookingPage>()(
	z.object({ items: z.array(Booking), nextCursor: z.string().nullable() }),
);

/** Output of `booking.create`. */
export const CreatedBooking = schemaFor<booking.CreatedBooking>()(
	z.object({ booking: Booking, bookingToken: z.string() }),
);

/** Output of `booking.cancel`. */
export const CancelResult = schemaFor<booking.CancelResult>()(
	z.object({ outcome: z.enum(['done', 'already-done']), booking: Booking, willBeTold: z.array(z.string()) }),
);

const decidedBy = z.object({ party: z.string(), decision: z.enum(['Approved', 'Denied']), at: z.date() });

/** Output of `approval.approve` and `approval.deny`. */
export const Decision = schemaFor<booking.Decision>()(
	z.object({
		outcome: z.enum(['done', 'already-done', 'outdated']),
		booking: Booking,
		decidedBy: decidedBy.optional(),
	}),
);

/** Output of `house.info`. */
export const HouseInfo = schemaFor<house.HouseInfo>()(
	z.object({
		name: z.string(),
		timeZone: z.string(),
		today: day,
		parties: z.array(z.object({ name: z.string(), color: z.string() })),
		limits: z.object({
			maxPartySize: z.number(),
			maxDescription: z.number(),
			longStayDays: z.number(),
			maxStayDays: z.number(),
			horizonMonths: z.number(),
			latestStart: day,
		}),
		holidayRegion: z.string(),
	}),
);

/** Input of `house.shares`. */
export const SharesInput = schemaFor<house.SharesInput>()(
	// Years of four digits, as days have them.
	z.strictObject({ year: z.number().int().min(1000).max(9999) }),
);

/** Output of `house.shares`. */
export const Shares = schemaFor<house.Shares>()(
	z.object({
		year: z.number(),
		parties: z.array(share),
	}),
);

/** Output of `house.notes` and `house.setNotes`. */
export const HouseNotes = schemaFor<house.HouseNotes>()(
	z.object({
		text: z.string(),
		revision: z.number(),
		updatedAt: z.date().nullable(),
		updatedBy: z.string().nullable(),
	}),
);

/** Input of `house.setNotes`. */
export const SetNotesInput = schemaFor<house.SetNotesInput>()(
	z.strictObject({ text: ruled(normalizeText, notesIssue), revision: counter }),
);

/** Output of `calendar.range`. */
export const CalendarRange = schemaFor<house.CalendarRange>()(
	z.object({
		from: day,
		to: day,
		entries: z.array(
			z.discriminatedUnion('detail', [
				dayRange.extend({
					detail: z.literal('full'),
					bookingId: z.string(),
					totalDays: z.number(),
					status: open(BOOKING_STATUSES),
					firstName: z.string(),
					partySize: z.number(),
					affiliation: z.string(),
				}),
				dayRange.extend({ detail: z.literal('busy') }),
			]),
		),
		holidays: z.array(holiday),
	}),
);

/** Input of `live.changes`. */
export const ChangesInput = schemaFor<house.ChangesInput | undefined>()(
	z.strictObject({ lastEventId: z.string().max(100).optional() }).optional(),
);

/** An event of `live.changes`. */
export const Change = schemaFor<house.Change>()(z.object({ version: z.number() }));

/** Output of `access.whoAmI`. */
export const WhoAmI = schemaFor<access.WhoAmI>()(
	z.object({
		kind: open(CALLER_KINDS),
		approverOf: z.string().optional(),
		bookingId: z.uuid().optional(),
	}),
);

/** Output of `access.feed`. */
export const FeedAddress = schemaFor<access.FeedAddress>()(z.object({ url: z.string() }));

/** Input of `access.requestLink`. */
export const RequestLinkInput = schemaFor<access.RequestLinkInput>()(z.strictObject({ email: Email }));

/** Output of `access.requestLink` and `access.rotateLink`. */
export const Accepted = schemaFor<access.Accepted>()(z.object({ accepted: z.literal(true) }));

/** Input of `access.forgetMe`. */
export const ForgetMeInput = schemaFor<access.ForgetMeInput>()(z.strictObject({ confirm: z.literal(true) }));

/** Output of `access.forgetMe`. */
export const Forgotten = schemaFor<access.Forgotten>()(z.object({ canceled: z.number(), kept: z.number() }));

const watchShape = z.object({ id: z.string(), startDate: day, endDate: day, createdAt: z.date() });

/** Input of `watch.add`. */
export const AddWatchInput = schemaFor<watch.AddWatchInput>()(
	z.strictObject({ startDate: dayText, endDate: dayText, email: Email.optional() }),
);

/** Output of `watch.add`. */
export const AddedWatch = schemaFor<watch.AddedWatch>()(
	z.object({ accepted: z.literal(true), watch: watchShape.optional() }),
);

/** Output of `watch.mine`. */
export const Watches = schemaFor<watch.Watches>()(z.object({ items: z.array(watchShape) }));

/** Input of `watch.remove`. */
export const RemoveWatchInput = schemaFor<watch.RemoveWatchInput>()(z.strictObject({ id: uuid }));

/** Output of `watch.remove`. */
export const RemovedWatch = schemaFor<watch.RemovedWatch>()(z.object({ removed: z.boolean() }));

/** Output of `access.exportData`. */
export const ExportedData = schemaFor<access.ExportedData>()(
	z.object({
		person: z.object({
			email: z.string(),
			firstNames: z.array(z.string()),
			createdAt: z.date(),
			lastAskedAt: z.date(),
			linkUsedAt: z.date().nullable(),
			approverOf: z.string().nullable(),
		}),
		bookings: z.array(Booking),
		events: z.array(
			z.object({
				bookingId: z.string(),
				at: z.date(),
				type: open(EVENT_TYPES),
				via: open(VIAS),
				comment: z.string().nullable(),
				proposal: dayRange.optional(),
			}),
		),
		mails: z.array(
			z.object({
				kind: z.string(),
				createdAt: z.date(),
				state: z.enum(['queued', 'sent', 'failed']),
				bookingId: z.string().nullable(),
				sentAt: z.date().nullable(),
				deliveredAt: z.date().nullable(),
				subject: z.string().nullable(),
				text: z.string().nullable(),
			}),
		),
		watches: z.array(watchShape),
		linkRequests: z.array(z.object({ at: z.date() })),
		operations: z.array(
			z.object({
				at: z.date(),
				command: z.string(),
				bookingId: z.string().nullable(),
				party: z.string().nullable(),
			}),
		),
	}),
);

/** Output of `action.preview`. */
export const ActionPreview = schemaFor<access.ActionPreview>()(
	z.object({
		action: z.enum(['approve', 'deny']),
		state: z.enum(ACTION_STATES),
		booking: Booking.nullable(),
		decidedBy: decidedBy.optional(),
		previous: dayRange.optional(),
	}),
);

/** Input of `action.perform`. */
export const PerformActionInput = schemaFor<access.PerformActionInput>()(
	z
		.strictObject({
			comment: comment.optional(),
			acknowledgeConfirmed: z.boolean().optional(),
			proposal: proposed.optional(),
		})
		.default({}),
);

/** Output of `action.perform`. */
export const ActionResult = schemaFor<access.ActionResult>()(
	z.object({
		outcome: z.enum(['done', 'already-done', 'outdated', 'past', 'canceled']),
		booking: Booking.nullable(),
		decidedBy: decidedBy.optional(),
	}),
);
