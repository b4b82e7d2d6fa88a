import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Booking, EVENT_TYPES, type ExportedData, isolated, VIAS } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { MAIL_KINDS } from '../../../server/src/domain/mail.ts';
import { storedLists } from './storedData.ts';

const at = new Date('2027-03-02T09:12:00Z');
const later = new Date('2027-03-03T09:12:00Z');
const days = { startDate: '2027-05-01', endDate: '2027-05-05' } as const;

const OWN: Partial<Booking> = { id: 'own', ...days };
const UNSENT = { bookingId: null, sentAt: null, deliveredAt: null, subject: null, text: null };
const DATA: ExportedData = {
	person: {
		email: 'anna@example.com',
		firstNames: ['Anna', 'Anni'],
		createdAt: at,
		lastAskedAt: later,
		linkUsedAt: later,
		approverOf: 'Ingeborg',
	},
	bookings: [OWN as Booking],
	events: [
		{ bookingId: 'own', at, type: 'Submitted', via: 'calendar', comment: null },
		{ bookingId: 'other', at: later, type: 'Denied', via: 'action', comment: 'Das Dach ist offen.', proposal: days },
	],
	mails: [
		{
			...UNSENT,
			kind: 'Confirmed',
			createdAt: at,
			state: 'sent',
			bookingId: 'own',
			sentAt: at,
			deliveredAt: later,
			subject: 'Bestätigt',
			text: 'Hallo Anna!',
		},
		{ ...UNSENT, kind: 'Digest', createdAt: later, state: 'failed' },
	],
	watches: [{ id: 'watch', ...days, createdAt: at }],
	linkRequests: [{ at: later }],
	operations: [
		{ at, command: 'replace-approver', bookingId: null, party: 'Ingeborg' },
		{ at: later, command: 'cancel-leaked', bookingId: 'own', party: null },
	],
};

const read = (data: ExportedData): string[] => {
	const { person, others } = storedLists(data, 'Europe/Berlin');
	return [person, ...others].flatMap(({ title, lines }) => [
		title,
		...lines.flatMap((line) => (typeof line === 'string' ? line : [line.line, line.text])),
	]);
};

test('everything but the bookings, in words', () => {
	expect(read(DATA)).toEqual([
		'Über dich',
		'E-Mail-Adresse: anna@example.com',
		`Vorname: ${isolated('Anna')} und ${isolated('Anni')}`,
		'Gespeichert seit 02.03.2027 um 10:12 Uhr',
		'Zuletzt gebraucht: 03.03.2027 um 10:12 Uhr',
		'Persönlicher Link zum ersten Mal benutzt: 03.03.2027 um 10:12 Uhr',
		`Du entscheidest für ${isolated('Ingeborg')}.`,
		'Was du getan hast',
		'02.03.2027 um 10:12 Uhr: angefragt (01.–05.05.2027), mit dem Kalenderlink',
		`03.03.2027 um 10:12 Uhr: abgelehnt, mit einem Link aus einer Mail, vorgeschlagen: 01.–05.05.2027: „${isolated('Das Dach ist offen.')}“`,
		'Mails an dich',
		'02.03.2027 um 10:12 Uhr: Bestätigung (01.–05.05.2027), verschickt 02.03.2027 um 10:12 Uhr, angekommen 03.03.2027 um 10:12 Uhr',
		'Bestätigt\n\nHallo Anna!',
		'03.03.2027 um 10:12 Uhr: was auf dich wartet, nicht angekommen',
		'Tage, die du beobachtest',
		'01.–05.05.2027, seit 02.03.2027 um 10:12 Uhr',
		'Wann nach deinem Link gefragt wurde',
		'03.03.2027 um 10:12 Uhr',
		'Was die Verwaltung getan hat',
		`02.03.2027 um 10:12 Uhr: dich entscheiden lassen für ${isolated('Ingeborg')}`,
		'03.03.2027 um 10:12 Uhr: deine Buchung storniert (01.–05.05.2027)',
	]);
});

test('nothing but the person, if nothing else is stored', () => {
	const nothing = { bookings: [], events: [], mails: [], watches: [], linkRequests: [], operations: [] };
	const person = { ...DATA.person, firstNames: [], linkUsedAt: null, approverOf: null };
	expect(read({ person, ...nothing })).toEqual([
		'Über dich',
		'E-Mail-Adresse: anna@example.com',
		'Gespeichert seit 02.03.2027 um 10:12 Uhr',
		'Zuletzt gebraucht: 03.03.2027 um 10:12 Uhr',
		'Persönlicher Link: noch nie benutzt',
	]);
});

/** Every value below it, by its path. */
const leavesOf = (value: unknown, path: string[] = []): string[][] =>
	typeof value === 'object' && value !== null && !(value instanceof Date)
		? Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]))
		: [path];

/** The same with another value there. */
function changed(data: ExportedData, path: string[]): ExportedData {
	const copy = structuredClone(data);
	const last = path.at(-1) as string;
	// biome-ignore lint/suspicious/noExplicitAny: any value of it
	const owner = path.slice(0, -1).reduce<any>((inner, key) => inner[key], copy);
	const was = owner[last];
	if (was instanceof Date) owner[last] = new Date(was.getTime() + 86_400_000);
	else if (last === 'sentAt' || last === 'deliveredAt') owner[last] = later;
	else if (last === 'startDate' || last === 'endDate') owner[last] = last === 'startDate' ? '2027-04-30' : '2027-05-06';
	else if (last === 'bookingId') owner[last] = was === 'own' ? 'other' : 'own';
	else if (last === 'state') owner[last] = 'queued';
	else owner[last] = `${was ?? ''}!`;
	return copy;
}

describe('no value is left out:', () => {
	const { bookings: _, ...rest } = DATA;
	const leaves = leavesOf(rest).filter((path) => path.at(-1) !== 'id');
	test.each(leaves.map((path) => [path.join('.'), path] as const))('%s', (_name, path) => {
		expect(read(changed(DATA, path))).not.toEqual(read(DATA));
	});
});

test.each(EVENT_TYPES.flatMap((type) => VIAS.map((via) => ({ type, via }))))('$type by $via is in German', (done) => {
	const events = [{ bookingId: 'own', at, comment: null, ...done }];
	const text = read({ ...DATA, events }).find((line) => line.includes('(01.–05.05.2027)'));
	expect(text).not.toContain(done.type);
	expect(text).not.toMatch(new RegExp(`\\b${done.via}\\b`));
});

test.each(MAIL_KINDS)('a mail of kind %s is named in German', (kind) => {
	const mails = [{ ...UNSENT, kind, createdAt: at, state: 'sent' as const }];
	const { others } = storedLists({ ...DATA, mails }, 'Europe/Berlin');
	expect(others.find(({ title }) => title === 'Mails an dich')?.lines.join()).not.toContain(kind);
});

test('what the operator notes about somebody is in German', () => {
	const source = ['operator.ts', '../outbox/failed.ts'].map((name) =>
		readFileSync(join(import.meta.dirname, '../../../server/src/services', name), 'utf8'),
	);
	const noted = [...source.join().matchAll(/noteOperation\(unit, \{ command: ([^,]*)/g)].flatMap(([, value = '']) =>
		[...value.matchAll(/'([\w-]+)'/g)].map(([, command = '']) => command),
	);
	// The calendar link is nobody's.
	const personal = noted.filter((command) => command !== 'rotate-calendar-link');
	expect(personal.length).toBeGreaterThan(5);
	for (const command of personal) {
		const { others } = storedLists({ ...DATA, operations: [{ at, command, bookingId: null, party: null }] }, 'UTC');
		expect(JSON.stringify(others), command).not.toContain(command);
	}
});
