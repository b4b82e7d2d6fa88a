/** Somebody of the cast during the year: what they know from their mails, and how they call the house. */
import type { Client } from '@betzenstein/client';
import type { DayRange } from '@betzenstein/shared';
import { observe } from '@betzenstein/testing/house/calls';
import type { Dice } from '../dice.ts';
import type { Member } from './cast.ts';
import type { Due, Expected, Stay } from './expected.ts';
import type { Letter } from './inbox.ts';

/** A question to an approver that came by mail, and the links that answer it. */
export interface Question {
	bookingId: string;
	/** At the time of the mail. */
	round: number;
	/** Was it asked again, because there was no answer? */
	isAgain: boolean;
	approve: string;
	deny: string;
}

export interface Person extends Member {
	/** From the newest mail that brought it. */
	link: string | undefined;
	/** To single bookings. */
	bookingLinks: Map<string, string>;
	questions: Question[];
	/** Days that they know are free. */
	tips: DayRange[];
}

/** What everybody's doings work with. */
export interface Scene {
	calendarToken: string;
	dice: Dice;
	expected: Expected;
	/** Resolves when no mail is on its way. */
	mailsAreOut(): Promise<void>;
	/** Complains unless both hold the same, in whatever order. */
	compare(what: string, seen: readonly string[], expected: readonly string[]): void;
	/** Makes the call, which has to come to this: `ok`, an outcome or a reason. Answers its value if it did something. */
	call<T>(who: string, expected: string, token: string, send: (client: Client) => Promise<T>): Promise<T | undefined>;
}

/** Clients whose calls are held against what they have to come to. */
export function callerTo(url: string, complain: (what: string) => void): Scene['call'] {
	return async (who, expected, token, send) => {
		const { outcome, value } = await observe({ url, token }, send);
		if (outcome !== expected) complain(`${who}: expected ${expected}, got ${outcome} of ${send}`);
		return outcome === 'ok' || outcome === 'done' ? value : undefined;
	};
}

/** Takes a mail in, with what it was due to. */
export function receive(person: Person, { sections }: Letter, { kind, about, bringsLink }: Due): void {
	if (bringsLink) person.link = sections.find((section) => section.person)?.person;
	if (kind === 'LinkRotated') person.bookingLinks.clear();
	if (kind === 'DaysFree') person.tips.push(...about);
	for (const [index, { id, round }] of about.entries()) {
		if (id === undefined || round === undefined) continue;
		const section = sections[index];
		if (section?.booking) person.bookingLinks.set(id, section.booking);
		const isAgain = kind === 'Reminder' || kind === 'Digest';
		const { approve, deny } = section ?? {};
		if (approve && deny) person.questions.push({ bookingId: id, round, isAgain, approve, deny });
	}
}

/** The link with which they act on a booking of theirs, and whether that is their own. */
export function linkFor(person: Person, { id }: Stay): { token: string; isOwn: boolean } | undefined {
	const ofBooking = person.bookingLinks.get(id);
	const token = (person.usesBookingLink ? ofBooking : undefined) ?? person.link ?? ofBooking;
	return token === undefined ? undefined : { token, isOwn: token === person.link };
}
