import { type Day, type DayCell, type FullEntry, isolated } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { NOTHING, type Terms } from '../model/choice.ts';
import { choiceSentence, dayLabel, inTheWay, newsOf, refusedDay } from './calendarWords.ts';

const [ANNA, BEA] = [isolated('Anna'), isolated('Bea')];
const stay = (firstName: string, startDate: Day, endDate: Day) =>
	({
		detail: 'full',
		bookingId: firstName,
		firstName,
		partySize: 4,
		status: 'Pending',
		startDate,
		endDate,
	}) as FullEntry;
const anna = stay('Anna', '2027-05-10', '2027-05-12');
const bea = stay('Bea', '2027-05-16', '2027-05-18');
const terms: Terms = { today: '2027-05-04', latestStart: '2027-09-04', maxStayDays: 30, entries: [anna, bea] };
const range = (startDate: Day | '', endDate: Day | '' = '') => ({ startDate, endDate });

describe('a day is called', () => {
	const cell = { number: 1, isInMonth: true, isToday: false };
	test.each<[Partial<DayCell> & { day: Day }, string]>([
		[{ day: '2027-05-04', isToday: true }, 'Dienstag, 4. Mai 2027, heute, frei'],
		[{ day: '2027-05-06', holiday: 'Christi Himmelfahrt' }, 'Donnerstag, 6. Mai 2027, Christi Himmelfahrt, frei'],
		[{ day: '2027-05-10', entry: anna }, `Montag, 10. Mai 2027, ${ANNA}, 4 Personen, angefragt`],
		[{ day: '2027-05-03' }, 'Montag, 3. Mai 2027, vorbei'],
		[{ day: '2027-09-05' }, 'Sonntag, 5. September 2027, noch nicht zu haben'],
	])('%j', (more, label) => {
		expect(dayLabel({ ...cell, ...more }, terms)).toBe(label);
	});
});

test.each([
	['nothing', NOTHING, 'Wähle den ersten und den letzten Tag.'],
	[
		'a first day between two stays',
		range('2027-05-13'),
		`Erster Tag: Donnerstag, 13. Mai 2027. Frei bis 15.05.2027, dann kommt ${BEA}. Bis zum Tag davor ist ${ANNA} da. Wähle jetzt den letzten Tag.`,
	],
	[
		'a first day with nobody after it',
		range('2027-05-20'),
		'Erster Tag: Donnerstag, 20. Mai 2027. Du kannst bleiben bis 18.06.2027. Wähle jetzt den letzten Tag.',
	],
	['days', range('2027-05-13', '2027-05-14'), '13.–14.05.2027: Donnerstag bis Freitag, 2 Tage.'],
	['days that are no stay', range('2027-05-14', '2027-05-13'), 'Wähle den ersten und den letzten Tag.'],
])('with %s chosen', (_, choice, sentence) => {
	expect(choiceSentence(terms, choice)).toBe(sentence);
});

test.each<[Day, string]>([
	['2027-05-11', `10.–12.05.2027: ${ANNA}, 4 Personen, angefragt.`],
	['2027-05-03', 'Montag, 3. Mai 2027 ist vorbei.'],
	[
		'2027-09-05',
		'Sonntag, 5. September 2027 ist noch nicht zu haben: Ein Aufenthalt beginnt spätestens am 04.09.2027.',
	],
])('%s cannot be chosen, because', (day, sentence) => {
	expect(refusedDay(terms, day)).toBe(sentence);
});

describe('who is in the way', () => {
	test.each([
		[
			'the last day',
			range('2027-05-08', '2027-05-11'),
			`10.–12.05.2027 ist ${ANNA} da (angefragt). Frei bis 09.05.2027.`,
		],
		[
			'the first day',
			range('2027-05-12', '2027-05-14'),
			`10.–12.05.2027 ist ${ANNA} da (angefragt). Wieder frei ab 13.05.2027.`,
		],
		['none', range('2027-05-13', '2027-05-14'), undefined],
	])('of %s', (_, dates, sentence) => {
		expect(inTheWay(terms, dates)).toBe(sentence);
	});

	test('with somebody right after them, nothing is promised', () => {
		const next = { ...terms, entries: [anna, stay('Bea', '2027-05-13', '2027-05-14')] };
		expect(inTheWay(next, range('2027-05-12'))).toBe(`10.–12.05.2027 ist ${ANNA} da (angefragt).`);
	});

	test('a stranger learns no name', () => {
		const busy = { detail: 'busy', startDate: '2027-05-10', endDate: '2027-05-12' } as const;
		expect(inTheWay({ ...terms, entries: [busy] }, range('2027-05-12'))).toBe(
			'10.–12.05.2027 ist jemand da. Wieder frei ab 13.05.2027.',
		);
	});
});

test('what others did meanwhile is told by stay, and counted when it is much', () => {
	const confirmed: FullEntry = { ...anna, status: 'Confirmed' };
	expect(newsOf([anna], [anna])).toBe('');
	expect(newsOf([anna, bea], [confirmed])).toBe(
		`Neu im Kalender: 10.–12.05.2027, ${ANNA}, 4 Personen, bestätigt. Wieder frei: 16.–18.05.2027.`,
	);
	const many = ['2027-06-01', '2027-06-03', '2027-06-05', '2027-06-07'] as const;
	expect(
		newsOf(
			[],
			many.map((day) => stay('Cora', day, day)),
		),
	).toBe('Im Kalender hat sich vieles geändert: 4 Aufenthalte.');
});
