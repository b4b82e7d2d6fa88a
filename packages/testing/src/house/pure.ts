/** A house without a database, for tests of the rules: who is who, and bookings that `submit` and `decide` made. */

import { type Asker, type BookingState, seenBy } from '@betzenstein/server/domain/booking';
import type { ActionHolder, BookingHolder, Person, Stranger, System, Viewer } from '@betzenstein/server/domain/caller';
import {
	type Asking,
	type Command as DecidedCommand,
	decide as decideSeen,
	type Submission,
	submit as submitAsked,
} from '@betzenstein/server/domain/decide';
import { DEFAULT_LIMITS } from '@betzenstein/server/domain/limits';
import type { Change, Circumstances as Facts, InTheWay, Refused, Verdict } from '@betzenstein/server/domain/verdict';
import type { Day, DayRange } from '@betzenstein/shared';
import { PARTIES } from './environment.ts';

/** The three parties; here everybody's id is their name in small letters. */
export const APPROVERS = PARTIES.map((party) => ({
	party,
	personId: party.toLowerCase(),
}));

export const STRANGER: Stranger = { kind: 'stranger' };
export const VIEWER: Viewer = { kind: 'viewer', calendarGeneration: 1 };
export const SYSTEM: System = { kind: 'system' };

/** The holder of a personal link. */
export function personCalled(personId: string): Person {
	const party = APPROVERS.find((approver) => approver.personId === personId)?.party;
	return {
		kind: 'person',
		personId,
		generation: 1,
		email: `${personId}@example.com`,
		via: 'person',
		...(party !== undefined && { approverOf: party }),
	};
}

/** The holder of the link to `booking`. */
export const holderOf = (booking: BookingState): BookingHolder => ({
	kind: 'booking',
	personId: booking.requesterId,
	generation: 1,
	bookingId: booking.id,
});

/** The holder of a mailed link to one decision about `booking`, as it is now. */
export const mailedLink = (booking: BookingState, personId: string, action: 'approve' | 'deny'): ActionHolder => ({
	kind: 'action',
	personId,
	generation: 1,
	bookingId: booking.id,
	action,
	round: booking.round,
});

/** `2027-05-01/2027-05-05`, or one day. */
export function stay(text: string): DayRange {
	const [startDate, endDate = startDate] = text.split('/') as [Day, Day?];
	return { startDate, endDate };
}

/** All that a decision may depend on besides the booking. */
export interface Circumstances extends Facts {
	inTheWay: readonly InTheWay[];
	address: Asking['address'];
}

/** A command without what the service finds out for it. */
export type Command =
	| Exclude<DecidedCommand, { type: 'edit' | 'reopen' }>
	| Omit<Extract<DecidedCommand, { type: 'edit' }>, 'inTheWay'>
	| Omit<Extract<DecidedCommand, { type: 'reopen' }>, 'inTheWay' | 'pending'>;

/** A new booking's content, and what else is asked with it. */
export type Asked = Submission & Pick<Asking, 'confirmLongStay' | 'approvers'>;

/** `decide` as the service calls it: with a booking that the caller sees, and what was found out for the command. */
export function decide(
	booking: BookingState | undefined,
	command: Command,
	caller: Asker,
	around: Circumstances,
): Verdict {
	const { inTheWay, address, ...facts } = around;
	const { pending } = address;
	return decideSeen(seenBy(booking, caller), { ...command, inTheWay, pending } as DecidedCommand, caller, facts);
}

/** `submit` likewise. */
export function submit(
	{ confirmLongStay, approvers, ...content }: Asked,
	caller: Viewer | Person,
	around: Circumstances,
): Change | Refused {
	const { inTheWay, address, ...facts } = around;
	return submitAsked(content, { confirmLongStay, approvers, inTheWay, address }, caller, facts);
}

/** The first of March 2027, with nothing in the way. */
export const circumstances = (changes: Partial<Circumstances> = {}): Circumstances => ({
	now: new Date('2027-03-01T10:00:00Z'),
	today: '2027-03-01',
	limits: DEFAULT_LIMITS,
	inTheWay: [],
	address: { pending: 0, submittedToday: 0, secondsToTomorrow: 46_800 },
	...changes,
});

/** What Anna asks for; every rule allows it on 2027-03-01. */
export const submission = (changes: Partial<Asked> = {}): Asked => ({
	id: 'booking',
	requesterId: 'anna',
	startDate: '2027-05-01',
	endDate: '2027-05-05',
	firstName: 'Anna',
	partySize: 4,
	affiliation: 'Ingeborg',
	description: null,
	approvers: APPROVERS,
	...changes,
});

/** The change that a verdict is. Fails on any other. */
export function changeOf(verdict: Verdict): Change {
	if (verdict.kind !== 'changed') throw new Error(`Expected a change, got ${JSON.stringify(verdict)}`);
	return verdict;
}

/** A booking as it stands after the form was sent. */
export const pending = (changes: Partial<Asked> = {}): BookingState =>
	changeOf(submit(submission(changes), VIEWER, circumstances())).booking;

/** `booking` after these parties approved. */
export const approvedBy = (booking: BookingState, ...personIds: string[]): BookingState =>
	personIds.reduce(
		(before, personId) =>
			changeOf(decide(before, { type: 'approve', round: before.round }, personCalled(personId), circumstances()))
				.booking,
		booking,
	);

export const confirmed = (changes: Partial<Asked> = {}): BookingState =>
	approvedBy(pending(changes), ...APPROVERS.map(({ personId }) => personId));

/** Denied by Cornelia. */
export const denied = (changes: Partial<Asked> = {}): BookingState =>
	changeOf(
		decide(
			pending(changes),
			{ type: 'deny', round: 1, comment: 'Handwerker' },
			personCalled('cornelia'),
			circumstances(),
		),
	).booking;

export const canceled = (changes: Partial<Asked> = {}): BookingState => {
	const booking = pending(changes);
	return changeOf(decide(booking, { type: 'cancel' }, holderOf(booking), circumstances())).booking;
};
