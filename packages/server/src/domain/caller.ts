/** Who is asking: what a token, or the operator's REPL, makes of a request. */
import { refusal, type Via, type WhoAmI } from '@betzenstein/shared';
import { RefusedError } from './errors.ts';

/** Sent no token. */
export interface Stranger {
	kind: 'stranger';
}

/** Holds the house's calendar link. */
export interface Viewer {
	kind: 'viewer';
	/** The link's generation. Bookings keep it, so that what a leaked link did can be undone. */
	calendarGeneration: number;
	/** Set when the operator asks in the REPL. */
	via?: 'operator';
}

/** Holds a personal link, with every role of that person. */
export interface Person {
	kind: 'person';
	personId: string;
	/** Their link's generation, which is checked again under the house's lock before anything changes. */
	generation: number;
	email: string;
	/** The party this person decides for. */
	approverOf?: string;
	/** `operator` when the REPL speaks for them. */
	via: 'person' | 'operator';
}

/** Holds the link to one booking, as its requester. */
export interface BookingHolder {
	kind: 'booking';
	personId: string;
	generation: number;
	bookingId: string;
	/** Set when the REPL speaks for them. */
	via?: 'operator';
}

/** Holds a mailed link to one decision: one person, one booking, one round. */
export interface ActionHolder {
	kind: 'action';
	personId: string;
	generation: number;
	bookingId: string;
	action: 'approve' | 'deny';
	round: number;
	/** Set when the REPL speaks for them. */
	via?: 'operator';
}

/** Holds the mailed link that ends what one address watches. */
export interface Watcher {
	kind: 'watch';
	personId: string;
	generation: number;
}

/** No person: a duty of the server, or the operator's tool. */
export interface System {
	kind: 'system';
	/** Set when the operator's tool acts. */
	via?: 'operator';
}

export type Caller = Stranger | Viewer | Person | BookingHolder | ActionHolder | Watcher;
export type CallerKind = Caller['kind'];

/** Do they decide on any booking? Only approvers are sent links to a decision. */
export const isApprover = (caller: Caller): boolean =>
	caller.kind === 'action' || (caller.kind === 'person' && caller.approverOf !== undefined);

/** The kind of link that a change was made with, for the timeline. */
export const viaOf = (caller: Viewer | Person | BookingHolder | ActionHolder | System): Via =>
	caller.via ?? (caller.kind === 'viewer' ? 'calendar' : caller.kind);

/** What a caller may know of who their link makes them. */
export const whoAmI = (caller: Caller): WhoAmI => ({
	kind: caller.kind,
	...(caller.kind === 'person' && caller.approverOf !== undefined && { approverOf: caller.approverOf }),
	...('bookingId' in caller && { bookingId: caller.bookingId }),
});

/** The caller, if of one of these kinds. @throws RefusedError as `keptOut` */
export function admitted<K extends CallerKind>(caller: Caller, kinds: readonly K[]): Extract<Caller, { kind: K }> {
	if (isOneOf(caller, kinds)) return caller;
	throw keptOut(caller);
}

/** What somebody is told who may not ask this: `LINK_REQUIRED` a stranger, `ROLE_REQUIRED` anybody else. */
export const keptOut = ({ kind }: Caller): RefusedError =>
	new RefusedError(refusal(kind === 'stranger' ? 'LINK_REQUIRED' : 'ROLE_REQUIRED'));

function isOneOf<K extends CallerKind>(caller: Caller, kinds: readonly K[]): caller is Extract<Caller, { kind: K }> {
	return (kinds as readonly CallerKind[]).includes(caller.kind);
}
