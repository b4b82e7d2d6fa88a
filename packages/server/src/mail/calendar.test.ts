import { addDays, isolated } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { READERS } from '../../test/calendarReaders.ts';
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
			'SUMMARY:\u2068Betzenstein\u2069: \u2068Anna\u2069 (4 Personen)',
			'TRANSP:OPAQUE',
			'LOCATION:Betzenstein',
			String.raw`DESCRIPTION:Freitag bis Dienstag\, 5 Tage. 4 Personen\, gehört zu ${isolated('Ingeborg')}.\nKommt etwas dazwischen? Stornieren kannst du mit dem Link in der Mail.`,
			'STATUS:CONFIRMED',
			'X-MICROSOFT-CDO-BUSYSTATUS:OOF',
			'LAST-MODIFIED:20270301T100000Z',
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

	test('follows a stay that is shortened: the same entry, a later version, the new days', () => {
		const shortened = { status: 'Confirmed', was: 'Confirmed', revision: 5, endDate: '2027-08-01' } as const;
		for (const roles of [['requester'], ['approver']] as const) {
			expect(linesFor('DatesShrunk', shortened, { roles: [...roles] })).toEqual(
				expect.arrayContaining([
					'UID:0b9f6a3e-5d1c-4e57-9a0d-2f6c1e8b7a41@betzenstein',
					'SEQUENCE:5',
					'DTSTART;VALUE=DATE:20270730',
					'DTEND;VALUE=DATE:20270802',
					'STATUS:CONFIRMED',
				]),
			);
		}
		expect(calendarFor('DatesShrunk', { was: 'Pending', revision: 2 })).toBeNull();
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
					'SUMMARY:Abgesagt: \u2068Betzenstein\u2069: \u2068Anna\u2069 (4 Personen)',
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
			'SUMMARY:\u2068Betzenstein\u2069: 1 Personen',
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
});

describe.each(
	MAIL_EXAMPLES.flatMap((example) => [example, { ...unquoted(example), name: `${example.name}, unquoted` }]).flatMap(
		({ name, mail }) => {
			const calendar = calendarOf(mail);
			return calendar && mail.facts.booking ? [{ name, content: calendar.content, booking: mail.facts.booking }] : [];
		},
	),
)('the file of $name', ({ content, booking }) => {
	test('is read alike by programs that know nothing of each other', () => {
		const [read, ...others] = Object.values(READERS).map((reader) => reader(content));
		for (const other of others) expect(other).toEqual(read);
		expect(read).toMatchObject([
			{
				uid: `${booking.id}@betzenstein`,
				sequence: booking.revision,
				days: [booking.startDate, addDays(booking.endDate, 1)],
				status: booking.status === 'Confirmed' ? 'CONFIRMED' : 'CANCELLED',
			},
		]);
	});

	// RFC 5546 asks for an organizer wherever there is a method. Calendars take one for an invitation that can be
	// declined (which answers to its address) and not be changed. A file without either is an entry, and whose calendar
	// it goes into owns it.
	test('invites nobody: it has neither a method nor an organizer', () => {
		expect(content).not.toMatch(/^(METHOD|ORGANIZER|ATTENDEE)/m);
	});
});
