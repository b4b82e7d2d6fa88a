/** What happened, held against what should have. */
import { addDays, formatRange } from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type Due, type Expected, shownStays } from './expected.ts';
import type { YearHouse } from './house.ts';
import type { Letter } from './inbox.ts';

export type Complain = (what: string) => void;

/** What is there too much, and what is missing; in any order. */
export function differences(seen: readonly string[], expected: readonly string[]) {
	const missing = [...expected];
	const extra = seen.filter((one) => {
		const at = missing.indexOf(one);
		if (at >= 0) missing.splice(at, 1);
		return at < 0;
	});
	return { extra, missing };
}

export const comparer =
	(complain: Complain) =>
	(what: string, seen: readonly string[], expected: readonly string[]): void => {
		const { extra, missing } = differences(seen, expected);
		for (const one of extra) complain(`${what}: ${one} is there and should not be`);
		for (const one of missing) complain(`${what}: ${one} is missing`);
	};

/** A digest shows so many; the rest is counted. */
const SHOWN = 10;

const labelOfDue = ({ kind, about, bringsLink }: Due): string =>
	labelOf(kind, kind === 'Digest' ? undefined : about[0]?.id, about.slice(0, SHOWN).map(formatRange), bringsLink);
const labelOfLetter = ({ kind, bookingId, days, sections }: Letter): string =>
	labelOf(
		kind,
		bookingId,
		days,
		sections.some(({ person }) => person !== undefined),
	);
const labelOf = (kind: string, id: string | undefined, days: string[], bringsLink: boolean): string =>
	[kind, days.join(' and '), id && `(${id})`, bringsLink && 'with the personal link'].filter(Boolean).join(' ');

/** Every mail was due and every due one has arrived, to each person in the order of the causes. Answers what fits. */
export function matchMails(due: readonly Due[], letters: readonly Letter[], complain: Complain): [Due, Letter][] {
	const names = new Set(due.map(({ to }) => to));
	for (const { to, ...letter } of letters)
		if (![...names].some((name) => emailOf(name) === to))
			complain(`to ${to}: ${labelOfLetter({ to, ...letter })} was not due`);
	return [...names].flatMap((name) =>
		matchMailsOf(
			due.filter(({ to }) => to === name),
			letters.filter(({ to }) => to === emailOf(name)),
			(what) => complain(`to ${name}: ${what}`),
		),
	);
}

function matchMailsOf(due: readonly Due[], letters: readonly Letter[], complain: Complain): [Due, Letter][] {
	const { extra, missing } = differences(letters.map(labelOfLetter), due.map(labelOfDue));
	for (const label of extra) complain(`${label} was not due`);
	for (const label of missing) complain(`${label} was due and has not arrived`);
	const open = [...due];
	let lastCause = 0;
	return letters.flatMap((letter): [Due, Letter][] => {
		const label = labelOfLetter(letter);
		const at = open.findIndex((one) => labelOfDue(one) === label);
		const [found] = at < 0 ? [] : open.splice(at, 1);
		if (!found) return [];
		if (found.cause < lastCause) complain(`${label} has been overtaken`);
		lastCause = Math.max(lastCause, found.cause);
		for (const text of found.says) if (!letter.text.includes(text)) complain(`${label} does not say "${text}"`);
		if (found.hasFile && !letter.hasFile) complain(`${label} has no calendar file`);
		return [[found, letter]];
	});
}

/** As far as one call reaches. */
const CALENDAR_DAYS = 400;
const DAYS_BACK = 30;

/** The calendar shows what should stand there, and no day twice. */
export async function judgeCalendar(
	house: YearHouse,
	calendarToken: string,
	expected: Expected,
	complain: Complain,
): Promise<void> {
	const from = addDays(expected.today, -DAYS_BACK);
	const to = addDays(from, CALENDAR_DAYS - 1);
	const { entries } = await house.client(calendarToken).calendar.range.query({ from, to });
	const shown = entries.flatMap((entry) => (entry.detail === 'full' ? [{ id: entry.bookingId, ...entry }] : []));
	const should = shownStays(expected).filter(({ startDate, endDate }) => startDate <= to && endDate >= from);
	comparer(complain)('the calendar', shown.map(lineOf), should.map(lineOf));
	for (const [index, { startDate }] of shown.entries()) {
		const before = shown[index - 1];
		if (before && before.endDate >= startDate) complain(`the calendar has ${startDate} twice`);
	}
}

interface Line {
	id: string;
	startDate: string;
	endDate: string;
	status: string;
	firstName: string;
}
const lineOf = ({ id, startDate, endDate, status, firstName }: Line): string =>
	`${startDate} to ${endDate}, ${status}, ${firstName} (${id})`;

/** Kept is what should be, and nothing else. */
export async function judgeStored(
	{ sql, instantAt }: YearHouse,
	expected: Expected,
	complain: Complain,
): Promise<void> {
	const compare = comparer(complain);
	const stays = await sql<Line[]>`
		select id, start_date::text as "startDate", end_date::text as "endDate", status, first_name as "firstName" from booking`;
	compare('the bookings stored', stays.map(lineOf), [...expected.stays.values()].map(lineOf));
	const people = await sql<{ email: string }[]>`select email from person where email is not null`;
	const watches = await sql<
		{ startDate: string; endDate: string; email: string }[]
	>`select start_date::text as "startDate", end_date::text as "endDate", email
		from watch join person on person.id = person_id`;
	compare(
		'the watches stored',
		watches.map(({ startDate, endDate, email }) => `${startDate} to ${endDate}, ${email}`),
		expected.watches.map(({ startDate, endDate, by }) => `${startDate} to ${endDate}, ${emailOf(by)}`),
	);
	compare(
		'the addresses stored',
		people.map(({ email }) => email),
		[...expected.known.keys()].map(emailOf),
	);
	/** So many days before last midnight, when things were deleted. */
	const before = (days: number) => new Date(instantAt(expected.today, '00:00').getTime() - days * 86_400_000);
	const [over] = await sql<[Record<string, number>]>`select
		(select count(*)::int from mail where content is not null and created_at < ${before(30)}) as "texts of mails sent 30 days ago",
		(select count(*)::int from link_request where created_at < ${before(1)}) as "requests for links",
		(select count(*)::int from create_request where created_at < ${before(1)}) as "keys of requests",
		(select count(*)::int from occasion where at < ${before(367)}) as "occasions of last year"`;
	for (const [what, count] of Object.entries(over)) if (count > 0) complain(`${count} ${what} are still stored`);
	// Who is forgotten takes texts with them, those about their neighbours too.
	const since = expected.forgotOn ? instantAt(addDays(expected.forgotOn, 1), '00:00') : before(30);
	const [lost] = await sql<[{ count: number }]>`
		select count(*)::int from mail where content is null and created_at >= ${before(30)} and created_at >= ${since}`;
	if (lost.count > 0) complain(`${lost.count} mails have lost their texts before 30 days were over`);
}
