/** A year in the house, played day by day. */
import { addDays, type Day } from '@betzenstein/shared';
import { PARTIES } from '@betzenstein/testing/house/environment';
import { diceOf } from '../dice.ts';
import { timePassed } from './byTheClock.ts';
import { castOf } from './cast.ts';
import { DOINGS, type Doing } from './doings.ts';
import { beginExpected, type Due, type Expected } from './expected.ts';
import { openYearHouse, type YearHouse } from './house.ts';
import { comparer, judgeCalendar, judgeStored, matchMails } from './judge.ts';
import { callerTo, type Person, receive, type Scene } from './person.ts';

/** From here a month has a time change in it, and a year both and 29 February. */
const FIRST_DAY = '2027-10-04';
/** When something is due by the clock, or somebody does something. */
const TIMES = ['00:00', '07:30', '09:00', '18:00'];
const DOING_TIMES = ['07:30', '18:00'];
/** More of them say nothing new. */
const FLAWS_SHOWN = 20;

export interface YearReport {
	days: number;
	calls: number;
	/** Those that were due and have arrived. */
	mails: Due[];
	/** How many mails the provider has accepted. */
	accepted: number;
	/** What was not as it should be; with the first some, the year is broken off. */
	flaws: string[];
	/** How often things happened that are no mail of their own. */
	silent: Expected['silent'];
}

interface YearOptions {
	days: number;
	/** The same makes the same year. */
	seed: number;
	/** Told how far it is. */
	log: (line: string) => void;
	signal?: AbortSignal;
}

/** @param databaseUrl a migrated database that nobody else uses */
export async function playYear(databaseUrl: string, options: YearOptions): Promise<YearReport> {
	const flaws: string[] = [];
	const expected = beginExpected(PARTIES, FIRST_DAY, '00:00');
	const complain = (what: string) => flaws.push(`${expected.today} ${expected.time}: ${what}`);
	const house = await openYearHouse(databaseUrl, complain);
	try {
		return await play(house, expected, flaws, complain, options);
	} finally {
		await house.close();
	}
}

async function play(
	house: YearHouse,
	expected: Expected,
	flaws: string[],
	complain: (what: string) => void,
	{ days, seed, log, signal }: YearOptions,
): Promise<YearReport> {
	const dice = diceOf(seed);
	const mails: Due[] = [];
	let calls = 0;
	/** Since the clock was last moved. */
	let seconds = 0;
	const people = castOf((day) => addDays(FIRST_DAY, day)).map(
		(member): Person => ({ ...member, link: undefined, bookingLinks: new Map(), questions: [], tips: [] }),
	);

	house.travelTo(FIRST_DAY, '00:00');
	await house.start();
	const calendarToken = await house.calendarToken();
	const call = callerTo(house.url, complain);
	const scene: Scene = {
		calendarToken,
		dice,
		expected,
		compare: comparer(complain),
		mailsAreOut: house.mailsAreOut,
		call: (...one) => {
			calls++;
			house.travelTo(expected.today, expected.time, ++seconds);
			return call(...one);
		},
	};

	for (let index = 0; index < days && flaws.length < FLAWS_SHOWN; index++) {
		signal?.throwIfAborted();
		expected.today = addDays(FIRST_DAY, index);
		const visits = Map.groupBy(dice.shuffled(people), () => dice.pick(DOING_TIMES) ?? '');
		for (const time of TIMES) {
			expected.time = time;
			seconds = 0;
			for (const person of visits.get(time) ?? []) await visit(person, index);
			house.travelTo(expected.today, time, seconds);
			await house.tick();
			timePassed(expected);
			await readMails();
		}
		await judgeCalendar(house, calendarToken, expected, complain);
		await judgeStored(house, expected, complain);
		if (isLastOfMonth(expected.today) || index === days - 1)
			log(`${expected.today.slice(0, 7)}: ${expected.stays.size} bookings, ${calls} calls, ${mails.length} mails`);
	}
	return { days, calls, mails, accepted: await house.acceptedMails(), flaws, silent: expected.silent };

	async function visit(person: Person, index: number): Promise<void> {
		const { today } = expected;
		if (person.away.some(({ startDate, endDate }) => startDate <= today && today <= endDate)) return;
		for (const doing of Object.keys(DOINGS) as Doing[])
			if (person.on[index] === doing || dice.chance(person.does[doing] ?? 0)) await DOINGS[doing](scene, person);
	}

	async function readMails(): Promise<void> {
		const due = expected.due.splice(0);
		for (const [one, letter] of matchMails(due, await house.newMails(), complain)) {
			mails.push(one);
			const reader = people.find(({ name }) => name === one.to);
			if (reader) receive(reader, letter, one);
		}
	}
}

const isLastOfMonth = (day: Day): boolean => addDays(day, 1).endsWith('-01');
