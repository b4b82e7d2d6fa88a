import { execFileSync } from 'node:child_process';
import { isolated } from '@betzenstein/shared';
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { describe, expect, test } from 'vitest';
import { bookingFacts, HOUSE, MAIL_EXAMPLES, unquoted } from '../../test/mailExamples.ts';
import type { BookingFacts, MailFacts, MailKind } from '../domain/mail.ts';
import { calendarOf } from './calendar.ts';

const CONFIRMED: Partial<BookingFacts> = { status: 'Confirmed', was: 'Pending', revision: 4 };

interface Reader {
	roles?: MailFacts['roles'];
	mayQuote?: boolean;
}

const calendarFor = (
	kind: MailKind,
	changes: Partial<BookingFacts>,
	{ roles = ['requester'], mayQuote = true }: Reader = {},
) =>
	calendarOf({
		kind,
		facts: { roles, personalLink: false, booking: bookingFacts(changes) },
		mayQuote,
		party: null,
		house: HOUSE,
	});

/** Unfolded. */
const linesFor = (...args: Parameters<typeof calendarFor>): string[] =>
	calendarFor(...args)
		?.content.replaceAll('\r\n ', '')
		.split('\r\n') ?? [];

describe('a calendar file', () => {
	test('brings whoever travels their confirmed stay: whole days, the last one included, on which they are away', () => {
		expect(linesFor('Confirmed', CONFIRMED)).toEqual([
			'BEGIN:VCALENDAR',
			'VERSION:2.0',
			'PRODID:-//Betzenstein//Buchungen//DE',
			'BEGIN:VEVENT',
			'UID:0b9f6a3e-5d1c-4e57-9a0d-2f6c1e8b7a41@betzenstein',
			'SEQUENCE:4',
			'DTSTAMP:20270301T100000Z',
			'DTSTART;VALUE=DATE:20270730',
			'DTEND;VALUE=DATE:20270804',
			'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
			'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE',
			'SUMMARY:Betzenstein: \u2068Anna\u2069 (4 Personen)',
			'TRANSP:OPAQUE',
			'LOCATION:Betzenstein',
			String.raw`DESCRIPTION:Freitag bis Dienstag\, 5 Tage. 4 Personen\, gehört zu ${isolated('Ingeborg')}.\nKommt etwas dazwischen? Stornieren kannst du mit dem Link in der Mail.`,
			'STATUS:CONFIRMED',
			'X-MICROSOFT-CDO-BUSYSTATUS:OOF',
			'END:VEVENT',
			'END:VCALENDAR',
			'',
		]);
	});

	test('keeps no approver’s days and sends none of them anywhere', () => {
		const lines = linesFor('Confirmed', CONFIRMED, { roles: ['approver'] });
		expect(lines).toEqual(expect.arrayContaining(['TRANSP:TRANSPARENT', 'X-MICROSOFT-CDO-BUSYSTATUS:FREE']));
		expect(lines.filter((line) => /^(LOCATION|DESCRIPTION)/.test(line))).toEqual([]);
		expect(linesFor('Confirmed', CONFIRMED, { roles: ['requester', 'approver'] })).toContain('TRANSP:OPAQUE');
	});

	test.each(['Denied', 'Canceled'] as const)(
		'takes it back when it is %s: the same entry, a later version, and the days are free',
		(kind) => {
			const ended = { status: kind, was: 'Confirmed', revision: 5 } as const;
			const lines = linesFor(kind, ended);
			expect(lines).toEqual(
				expect.arrayContaining([
					'UID:0b9f6a3e-5d1c-4e57-9a0d-2f6c1e8b7a41@betzenstein',
					'SEQUENCE:5',
					'DTSTART;VALUE=DATE:20270730',
					'STATUS:CANCELLED',
					'SUMMARY:Abgesagt: Betzenstein: \u2068Anna\u2069 (4 Personen)',
					'TRANSP:TRANSPARENT',
					'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
				]),
			);
			expect(lines.join()).not.toContain('Stornieren');
		},
	);

	test.each<[MailKind, Partial<BookingFacts>]>([
		['Submitted', {}],
		// In a house with one approver the receipt comes beside the confirmation, which brings the file.
		['Submitted', { status: 'Confirmed' }],
		['Approved', { was: 'Pending' }],
		['Denied', { status: 'Denied', was: 'Pending' }],
		['Canceled', { status: 'Canceled', was: 'Pending' }],
		['Canceled', { status: 'Canceled', was: 'Denied' }],
		['Reopened', { was: 'Denied' }],
		['Reminder', {}],
	])('comes with no mail of %s %o', (kind, changes) => {
		expect(calendarFor(kind, changes)).toBeNull();
	});

	test('names nobody to somebody who never used their link', () => {
		expect(linesFor('Confirmed', { ...CONFIRMED, partySize: 1 }, { mayQuote: false })).toContain(
			'SUMMARY:Betzenstein: 1 Personen',
		);
	});

	test('spans a time change and a year’s end', () => {
		expect(linesFor('Confirmed', { ...CONFIRMED, startDate: '2027-03-26', endDate: '2027-03-28' })).toEqual(
			expect.arrayContaining(['DTSTART;VALUE=DATE:20270326', 'DTEND;VALUE=DATE:20270329']),
		);
		expect(linesFor('Confirmed', { ...CONFIRMED, startDate: '2027-12-31', endDate: '2027-12-31' })).toEqual(
			expect.arrayContaining(['DTSTART;VALUE=DATE:20271231', 'DTEND;VALUE=DATE:20280101']),
		);
	});

	test('folds long lines at 75 octets and keeps letters whole', () => {
		const firstName = 'Šárka-Łucja Anne-Marie O’Neil Müller-Lüd';
		const { content = '' } = calendarFor('Confirmed', { ...CONFIRMED, firstName }) ?? {};
		expect(Math.max(...content.split('\r\n').map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
		expect(content.replaceAll('\r\n ', '')).toContain(`SUMMARY:Betzenstein: ${isolated(firstName)} (4 Personen)`);
	});

	test.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Pacific/Auckland'])('is the same made in %s', (TZ) => {
		const program = `
			import { calendarOf } from ${JSON.stringify(import.meta.resolve('./calendar.ts'))};
			process.stdout.write(calendarOf(JSON.parse(process.argv[1])).content);`;
		const mail = {
			kind: 'Confirmed',
			facts: { roles: ['requester'], personalLink: false, booking: bookingFacts(CONFIRMED) },
			mayQuote: true,
			party: null,
			house: HOUSE,
		};
		const content = execFileSync(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(mail)], {
			env: { ...process.env, TZ },
			encoding: 'utf8',
		});
		expect(content).toBe(calendarFor('Confirmed', CONFIRMED)?.content);
	});
});

/** What a program makes of a file. */
interface Read {
	uid: string;
	sequence: number;
	days: [string, string];
	status: string;
	summary: string;
	location: string | undefined;
	description: string | undefined;
	isFree: boolean;
}

/** As Thunderbird reads it. */
function readByIcalJs(content: string): Read {
	const calendar = new ICAL.Component(ICAL.parse(content));
	const [component, ...others] = calendar.getAllSubcomponents();
	if (!component || others.length > 0) throw new Error('There is not one entry.');
	const event = new ICAL.Event(component);
	const text = (name: string): string | undefined => component.getFirstPropertyValue(name)?.toString();
	return {
		uid: event.uid,
		sequence: event.sequence,
		days: [event.startDate.toString(), event.endDate.toString()],
		status: text('status') ?? '',
		summary: event.summary,
		location: text('location'),
		description: text('description'),
		isFree: text('transp') === 'TRANSPARENT',
	};
}

function readByNodeIcal(content: string): Read {
	const [event, ...others] = Object.values(nodeIcal.sync.parseICS(content)).filter(
		(component) => component?.type === 'VEVENT',
	);
	if (event?.type !== 'VEVENT' || others.length > 0) throw new Error('There is not one entry.');
	const day = (date: Date): string =>
		[date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => `${n}`.padStart(2, '0')).join('-');
	if (event.datetype !== 'date' || !event.end) throw new Error('These are no whole days.');
	const text = (value: unknown): string | undefined => (value === undefined ? undefined : `${value}`);
	return {
		uid: event.uid,
		sequence: Number(event.sequence),
		days: [day(event.start), day(event.end)],
		status: event.status ?? '',
		summary: `${event.summary}`,
		location: text(event.location),
		description: text(event.description),
		isFree: event.transparency === 'TRANSPARENT',
	};
}

describe.each(
	MAIL_EXAMPLES.flatMap((example) => [example, { ...unquoted(example), name: `${example.name}, unquoted` }]).flatMap(
		({ name, mail }) => {
			const calendar = calendarOf(mail);
			return calendar && mail.facts.booking ? [{ name, content: calendar.content, booking: mail.facts.booking }] : [];
		},
	),
)('the file of $name', ({ content, booking }) => {
	test('is read alike by programs that know nothing of each other', () => {
		const read = readByIcalJs(content);
		expect(readByNodeIcal(content)).toEqual(read);
		expect(read).toMatchObject({
			uid: `${booking.id}@betzenstein`,
			sequence: booking.revision,
			days: ['2027-07-30', '2027-08-04'],
			status: booking.status === 'Confirmed' ? 'CONFIRMED' : 'CANCELLED',
		});
	});

	// RFC 5546 asks for an organizer wherever there is a method. Calendars take one for an invitation that can be
	// declined (which answers to its address) and not be changed. A file without either is an entry, and whose calendar
	// it goes into owns it.
	test('invites nobody: it has neither a method nor an organizer', () => {
		expect(content).not.toMatch(/^(METHOD|ORGANIZER|ATTENDEE)/m);
	});
});
