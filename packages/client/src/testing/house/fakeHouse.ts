import { RefusedError } from '@betzenstein/server/domain/errors';
import { DEFAULT_LIMITS } from '@betzenstein/server/domain/limits';
import type { Day, Party } from '@betzenstein/shared';
import type { Client } from '../../calls.ts';
import { createClient } from '../../client.ts';
import { errorOf, type FakeAnswers, type FakeCall, unanswered } from '../answers.ts';
import { exampleHouse } from '../examples.ts';
import { spiable } from '../fakeClient.ts';
import { type FakeServer, fakeServer } from '../fakeServer.ts';
import { expire } from './bookings.ts';
import { tokenOf } from './holders.ts';
import { answersOf, NOT_IN_FAKE_HOUSE } from './procedures.ts';
import { type FakeMail, openRows, personWith } from './rows.ts';

/** What a fake house begins with. */
export interface FakeHouseOptions {
	/** The day on which its clock stands, at 10:00 UTC: 2027-03-01 unless given. */
	today?: Day;
	/** Its approvers: Ingeborg, Cornelia and Angelika unless given. */
	parties?: Party[];
	/** Answers that go before the house's own: for what it does not do, or to see a call fail. */
	answers?: FakeAnswers;
}

/** Somebody for each kind of caller. */
interface Each<Of> {
	/** Whoever holds the calendar link. */
	viewer: Of;
	/** An approver, by name, with their personal link. */
	approver(name: string): Of;
	/** Whoever has this address, with their personal link. */
	person(email: string): Of;
}

/** A house that keeps its bookings in memory and obeys the server's rules. */
export interface FakeHouse extends FakeServer {
	/** Clients, whose procedures are plain functions, to be spied on or replaced. */
	as: Each<Client> & {
		/** Without a link. */
		stranger: Client;
		/** Whoever holds this token: a `bookingToken`, or one of a mail. */
		holder(token: string): Client;
	};
	/** Tokens of links, for the client that a frontend makes itself. */
	tokens: Each<string>;
	/** Every mail so far, oldest first. */
	mails: readonly FakeMail[];
	/** Sets the clock to an instant in ISO 8601; a day means its 10:00 UTC. Requests that are over by then expire. */
	travelTo(instant: string): void;
}

/**
 * A house for tests: requests, approvals and refusals by the very rules of the server, without one. Its clock stands
 * still, and ids are the same in each run.
 * @example
 * const house = fakeHouse();
 * const { booking } = await house.as.viewer.booking.create.mutate({ … });
 * await house.as.approver('Ingeborg').approval.approve.mutate({ bookingId: booking.id, round: booking.round });
 */
export function fakeHouse({ today = '2027-03-01', parties, answers }: FakeHouseOptions = {}): FakeHouse {
	const { name, timeZone, holidayRegion, parties: usual } = exampleHouse();
	const rows = openRows(
		{
			name,
			timeZone,
			holidayRegion,
			parties: parties ?? usual,
			limits: DEFAULT_LIMITS,
			publicAvailability: false,
			replies: false,
		},
		instantOf(today),
	);
	const notDone = NOT_IN_FAKE_HOUSE.map((path) => [path, unanswered(`A fake house does not do ${path}`)]);
	const server = fakeServer({ ...refusing(answersOf(rows)), ...Object.fromEntries(notDone), ...answers });
	const tokens: Each<string> = {
		viewer: tokenOf(rows, { kind: 'viewer', calendarGeneration: 1 }),
		approver: (wanted) => {
			const approver = rows.people.find(({ approverOf }) => approverOf === wanted);
			if (!approver)
				throw new Error(
					`There is no approver ${wanted}. There is: ${rows.house.parties.map((p) => p.name).join(', ')}.`,
				);
			return tokenOf(rows, approver);
		},
		person: (email) => tokenOf(rows, personWith(rows, email)),
	};
	const holder = (token?: string): Client =>
		spiable(createClient({ url: 'http://house.example', token, retries: 0, fetch: server.fetch }));
	return {
		...server,
		mails: rows.mails,
		tokens,
		as: {
			stranger: holder(),
			viewer: holder(tokens.viewer),
			approver: (wanted) => holder(tokens.approver(wanted)),
			person: (email) => holder(tokens.person(email)),
			holder,
		},
		travelTo: (instant) => {
			rows.now = instantOf(instant);
			expire(rows);
		},
	};
}

const instantOf = (text: string): Date => new Date(text.includes('T') ? text : `${text}T10:00:00Z`);

/** The same answers, with what the rules refuse as the error that a client is sent. */
const refusing = (answers: object): FakeAnswers =>
	Object.fromEntries(
		Object.entries(answers).map(([path, answer]) => [
			path,
			(input: unknown, call: FakeCall) => {
				try {
					return answer(input, call);
				} catch (error) {
					if (error instanceof RefusedError) return errorOf(error.refusal);
					throw error;
				}
			},
		]),
	);
