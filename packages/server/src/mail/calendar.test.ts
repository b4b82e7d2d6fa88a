import { execFileSync } from 'node:child_process';
import { isolated } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { bookingFacts, HOUSE } from '../../test/mailExamples.ts';
import type { BookingFacts, MailKind } from '../domain/mail.ts';
import { calendarOf } from './calendar.ts';

const CONFIRMED: Partial<BookingFacts> = { status: 'Confirmed', was: 'Pending', revision: 4 };

const calendarFor = (kind: MailKind, changes: Partial<BookingFacts>, mayQuote = true) =>
	calendarOf({ kind, facts: { roles: ['requester'], personalLink: false, booking: bookingFacts(changes) }, mayQuote, house: HOUSE });

const linesFor = (...args: Parameters<typeof calendarFor>): string[] => calendarFor(...args)?.content.split('\r\n') ?? [];

describe('a calendar file', () => {
	test('brings a confirmed stay as whole days, the last one included', () => {
		expect(calendarFor('Confirmed', CONFIRMED)?.method).toBe('PUBLISH');
		expect(linesFor('Confirmed', CONFIRMED)).toEqual([
			'BEGIN:VCALENDAR',
			'VERSION:2.0',
			'PRODID:-//Betzenstein//Buchungen//DE',
			'METHOD:PUBLISH',
			'BEGIN:VEVENT',
			'UID:0b9f6a3e-5d1c-4e57-9a0d-2f6c1e8b7a41@betzenstein',
			'SEQUENCE:4',
			'DTSTAMP:20270301T100000Z',
			'DTSTART;VALUE=DATE:20270730',
			'DTEND;VALUE=DATE:20270804',
			'X-MICROSOFT-CDO-ALLDAYEVENT:TRUE',
			'X-MICROSOFT-MSNCALENDAR-ALLDAYEVENT:TRUE',
			'SUMMARY:Betzenstein: \u2068Anna\u2069 (4 Personen)',
			'TRANSP:TRANSPARENT',
			'STATUS:CONFIRMED',
			'END:VEVENT',
			'END:VCALENDAR',
			'',
		]);
	});

	test.each(['Denied', 'Canceled'] as const)('takes it back when it is %s: the same entry, a later version', (kind) => {
		const ended = { status: kind, was: 'Confirmed', revision: 5 } as const;
		expect(calendarFor(kind, ended)?.method).toBe('CANCEL');
		const lines = linesFor(kind, ended);
		expect(lines).toEqual(expect.arrayContaining(['METHOD:CANCEL', 'STATUS:CANCELLED', 'SEQUENCE:5', 'DTSTART;VALUE=DATE:20270730']));
		expect(lines.filter((line) => line.startsWith('UID:'))).toEqual(
			linesFor('Confirmed', CONFIRMED).filter((line) => line.startsWith('UID:')),
		);
	});

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
		expect(linesFor('Confirmed', { ...CONFIRMED, partySize: 1 }, false)).toContain('SUMMARY:Betzenstein: 1 Personen');
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
		const lines = linesFor('Confirmed', { ...CONFIRMED, firstName });
		expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
		expect(lines.join('\r\n').replaceAll('\r\n ', '')).toContain(`SUMMARY:Betzenstein: ${isolated(firstName)} (4 Personen)`);
	});

	test.each(['UTC', 'America/New_York', 'Europe/Berlin', 'Pacific/Auckland'])('is the same made in %s', (TZ) => {
		const program = `
			import { calendarOf } from ${JSON.stringify(import.meta.resolve('./calendar.ts'))};
			process.stdout.write(calendarOf(JSON.parse(process.argv[1])).content);`;
		const mail = {
			kind: 'Confirmed',
			facts: { roles: [], personalLink: false, booking: bookingFacts(CONFIRMED) },
			mayQuote: true,
			house: HOUSE,
		};
		const content = execFileSync(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(mail)], {
			env: { ...process.env, TZ },
			encoding: 'utf8',
		});
		expect(content).toBe(calendarFor('Confirmed', CONFIRMED)?.content);
	});
});
