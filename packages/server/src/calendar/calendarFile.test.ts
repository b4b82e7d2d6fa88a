import { execFileSync } from 'node:child_process';
import { isolated } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { READERS, type Read } from '../../test/calendarReaders.ts';
import { calendarFile, descriptionOf, type Entry } from './calendarFile.ts';

const entry = (changes: Partial<Entry> = {}): Entry => ({
	id: '0b9f6a3e-5d1c-4e57-9a0d-2f6c1e8b7a41',
	status: 'Confirmed',
	revision: 4,
	at: new Date('2027-03-01T10:00:00.123Z'),
	startDate: '2027-07-30',
	endDate: '2027-08-03',
	place: 'Betzenstein',
	name: isolated('Anna'),
	partySize: 4,
	isOwn: true,
	description: 'Zwei Zeilen;\nmit Komma, und \\ und "',
	...changes,
});
const FEED = { name: 'Betzenstein' };
/** Unfolded. */
const linesOf = (content: string): string[] => content.replaceAll('\r\n ', '').split('\r\n');

test('a feed says what it is called, that it is published, and how often to ask; a file with a mail says none of it', () => {
	const head = [
		'METHOD:PUBLISH',
		'NAME:Betzenstein',
		'X-WR-CALNAME:Betzenstein',
		'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
		'X-PUBLISHED-TTL:PT1H',
	];
	const lines = linesOf(calendarFile([entry()], FEED));
	expect(lines).toEqual(expect.arrayContaining(head));
	expect(linesOf(calendarFile([entry()])).filter((line) => head.includes(line))).toEqual([]);
	// An address would put the secret into the file, and a zone would move whole days.
	expect(lines.filter((line) => /^(SOURCE|URL|ORGANIZER|ATTENDEE|X-WR-TIMEZONE|BEGIN:VTIMEZONE)/.test(line))).toEqual(
		[],
	);
});

test.each([
	['a Confirmed stay of theirs', {}, 'CONFIRMED', 'OPAQUE', 'OOF', 'Betzenstein: Anna (4 Personen)'],
	[
		'one that they asked for',
		{ status: 'Pending' },
		'TENTATIVE',
		'OPAQUE',
		'TENTATIVE',
		'(angefragt) Betzenstein: Anna (4 Personen)',
	],
	['a stay of others', { isOwn: false }, 'CONFIRMED', 'TRANSPARENT', 'FREE', 'Betzenstein: Anna (4 Personen)'],
	[
		'one that others asked for',
		{ isOwn: false, status: 'Pending' },
		'TENTATIVE',
		'TRANSPARENT',
		'FREE',
		'(angefragt) Betzenstein: Anna (4 Personen)',
	],
	[
		'one of theirs that is off',
		{ status: 'Canceled' },
		'CANCELLED',
		'TRANSPARENT',
		'FREE',
		'Abgesagt: Betzenstein: Anna (4 Personen)',
	],
] as const)('%s: how it stands, and whether they are away', (_, changes, status, transparency, busy, title) => {
	const lines = linesOf(calendarFile([entry(changes)], FEED)).map((line) => line.replace(/[\u2066-\u2069]/g, ''));
	expect(lines).toEqual(
		expect.arrayContaining([
			`STATUS:${status}`,
			`TRANSP:${transparency}`,
			`X-MICROSOFT-CDO-BUSYSTATUS:${busy}`,
			`SUMMARY:${title}`,
		]),
	);
	expect(lines.includes('LOCATION:Betzenstein')).toBe(transparency === 'OPAQUE');
});

const NAMES = {
	Latin: 'Šárka-Łucja Anne-Marie O’Neil Müller-Lüd',
	Hebrew: 'שרה־רבקה בת אברהם יצחק ויעקב הלוי מירושלים',
	Arabic: 'عبد الرحمن بن محمد الفاتح الكبير',
	Kannada: 'ಶ್ರೀನಿವಾಸಮೂರ್ತಿ ವೆಂಕಟೇಶ್ವರ',
	Devanagari: 'श्रीमती लक्ष्मीबाई क्षत्रिय',
	Han: '欧阳修司马光诸葛亮上官婉儿',
	'letters beyond the first plane': '𐐀𐐁𐐂𐐃𐐄𐐅𐐆𐐇𐐈𐐉𐐊𐐋𐐌𐐍𐐎𐐏𐐐𐐑𐐒𐐓',
	'many marks on one letter': `A${'\u0301\u0323\u0308'.repeat(12)}nna`,
	emoji: '👩‍👩‍👧‍👦'.repeat(8),
};

describe.each(Object.entries(NAMES))('with names in %s', (_, name) => {
	// Of every length, so that every letter once stands where a line is full.
	const entries = Array.from({ length: 80 }, (_, length) =>
		entry({ id: `${length} x`, name: isolated(name), description: `${'x'.repeat(length)}${name}` }),
	);
	const content = calendarFile(entries, FEED);

	test('no line has more than 75 octets, and every line ends with CRLF, the last one too', () => {
		const lines = content.split('\r\n');
		expect(lines.length).toBeGreaterThan(80 * 12);
		expect(lines.pop()).toBe('');
		expect(Math.max(...lines.map((line) => Buffer.byteLength(line)))).toBeLessThanOrEqual(75);
		expect(lines.join('')).not.toMatch(/[\r\n]/);
	});

	test('no letter is taken apart', () => {
		// Half of a pair would be written as U+FFFD.
		expect(Buffer.from(content).toString()).toBe(content);
		expect(content).not.toContain('\ufffd');
		const lines = content.split('\r\n');
		for (const line of lines) expect(line.isWellFormed()).toBe(true);
		expect(
			content.replaceAll('\r\n ', '').split(`SUMMARY:${isolated('Betzenstein')}: ${isolated(name)} (4 Personen)`),
		).toHaveLength(81);
	});

	test.each(Object.entries(READERS))('%s reads them as they were written', (_, reader) => {
		expect(reader(content).map(({ summary, description }) => [summary, description])).toEqual(
			entries.map(({ description }) => [`${isolated('Betzenstein')}: ${isolated(name)} (4 Personen)`, description]),
		);
	});
});

describe('in every time zone', () => {
	const entries = [
		entry(),
		entry({ id: 'a one-day stay', startDate: '2027-01-01', endDate: '2027-01-01' }),
		entry({ id: 'over the time change', status: 'Pending', startDate: '2027-03-26', endDate: '2027-03-28' }),
		entry({ id: 'over the year’s end', isOwn: false, startDate: '2027-12-30', endDate: '2028-01-02' }),
	];
	const described = entries.map((stay) => ({ ...stay, description: descriptionOf(stay, 'Ingeborg') }));
	const program = `
		import { calendarFile, descriptionOf } from ${JSON.stringify(import.meta.resolve('./calendarFile.ts'))};
		import { READERS } from ${JSON.stringify(import.meta.resolve('../../test/calendarReaders.ts'))};
		const entries = JSON.parse(process.argv[1]).map((entry) => ({ ...entry, at: new Date(entry.at), description: descriptionOf(entry, 'Ingeborg') }));
		const content = calendarFile(entries, { name: 'Betzenstein' });
		const read = Object.entries(READERS).map(([name, reader]) => [name, reader(content)]);
		process.stdout.write(JSON.stringify({ hours: new Date(2027, 0, 1).getTimezoneOffset() / -60, content, read }));`;
	const in_ = (TZ: string): { hours: number; content: string; read: [string, Read[]][] } =>
		JSON.parse(
			execFileSync(process.execPath, ['--input-type=module', '-e', program, JSON.stringify(entries)], {
				env: { ...process.env, TZ },
				encoding: 'utf8',
			}),
		);

	test.each([
		['America/New_York', -5],
		['Europe/Berlin', 1],
		['Pacific/Auckland', 13],
	])('%s: the file is the same, and every program reads the same days in it', (zone, hours) => {
		const { content, read, ...ran } = in_(zone);
		expect(ran).toEqual({ hours });
		expect(content).toBe(calendarFile(described, FEED));
		expect(read.map(([name]) => name)).toEqual(Object.keys(READERS));
		for (const [, found] of read) {
			expect(found.map(({ days }) => days)).toEqual([
				['2027-07-30', '2027-08-04'],
				['2027-01-01', '2027-01-02'],
				['2027-03-26', '2027-03-29'],
				['2027-12-30', '2028-01-03'],
			]);
			expect(found).toEqual(read[0]?.[1]);
			expect(found[2]).toMatchObject({
				uid: 'over the time change@betzenstein',
				sequence: 4,
				modified: '2027-03-01T10:00:00.000Z',
				status: 'TENTATIVE',
				location: 'Betzenstein',
				isFree: false,
			});
		}
	});
});
