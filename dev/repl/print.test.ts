import type { Booking } from '@betzenstein/shared';
import { expect, test } from 'vitest';
import { readable } from './print.ts';

const print = (value: unknown) => readable(value, { colors: false });
const at = new Date('2027-03-01T10:00:00Z');

const booking: Booking = {
	id: '5d6f5052-ef05-4701-932d-bd0bdf7d2898',
	status: 'Denied',
	startDate: '2027-05-01',
	endDate: '2027-05-05',
	totalDays: 5,
	partySize: 4,
	firstName: 'Anna',
	affiliation: 'Ingeborg',
	description: 'Mit Hund\nund Katze',
	round: 2,
	revision: 4,
	createdAt: at,
	lastActivityAt: at,
	isPast: false,
	approvals: [
		{ party: 'Ingeborg', decision: 'NoResponse', comment: null, decidedAt: null, mailFailed: true },
		{ party: 'Cornelia', decision: 'Denied', comment: 'Da sind wir da.', decidedAt: at, mailFailed: false },
	],
	requesterMailFailed: true,
	timeline: [
		{ at, actor: { kind: 'requester', name: 'Anna' }, type: 'Submitted', via: 'calendar' },
		{
			at,
			actor: { kind: 'requester', name: 'Anna' },
			type: 'DatesMoved',
			via: 'booking',
			from: { startDate: '2027-04-01', endDate: '2027-04-05' },
			to: { startDate: '2027-05-01', endDate: '2027-05-05' },
		},
		{ at, actor: { kind: 'approver', name: 'Cornelia' }, type: 'Denied', via: 'operator', comment: 'Da sind wir da.' },
	],
	availableActions: [],
};

test('a booking shows all it holds, without noise', () => {
	expect(print({ outcome: 'done', booking })).toBe(`outcome: 'done'
booking:
  Denied 2027-05-01 to 2027-05-05, 5 days
    id: 5d6f5052-ef05-4701-932d-bd0bdf7d2898
    firstName: Anna, partySize: 4, affiliation: Ingeborg
    description: Mit Hund⏎und Katze
    round: 2, revision: 4, lastActivityAt: 2027-03-01T10:00:00.000Z
    availableActions: none
    approvals:
      Ingeborg  NoResponse  mail failed
      Cornelia  Denied      2027-03-01T10:00:00.000Z  "Da sind wir da."
    requester: mail failed
    timeline:
      2027-03-01T10:00:00.000Z  Submitted   Anna (requester)     via calendar
      2027-03-01T10:00:00.000Z  DatesMoved  Anna (requester)     via booking   2027-04-01 to 2027-04-05 -> 2027-05-01 to 2027-05-05
      2027-03-01T10:00:00.000Z  Denied      Cornelia (approver)  via operator  "Da sind wir da."`);
});

test('a page of bookings is a table', () => {
	expect(print({ items: [booking, { ...booking, firstName: 'Bernd', partySize: 10 }], nextCursor: null })).toBe(`items:
  id                                    status  startDate   endDate     firstName  partySize  affiliation  round  revision  approvals
  5d6f5052-ef05-4701-932d-bd0bdf7d2898  Denied  2027-05-01  2027-05-05  Anna       4          Ingeborg     2      4         Ingeborg NoResponse, Cornelia Denied
  5d6f5052-ef05-4701-932d-bd0bdf7d2898  Denied  2027-05-01  2027-05-05  Bernd      10         Ingeborg     2      4         Ingeborg NoResponse, Cornelia Denied
nextCursor: null`);
});

test('rows are a table with every column that one of them has, instants as ISO', () => {
	expect(print([{ name: 'a', at }, { name: 'bcd', note: { n: [1] } }, { name: null }])).toBe(
		[
			'name  at                        note',
			'a     2027-03-01T10:00:00.000Z',
			'bcd                             { n: [ 1 ] }',
			'null',
		].join('\n'),
	);
});

test.each([
	[[], '[]'],
	[{ items: [], nextCursor: null }, '{ items: [], nextCursor: null }'],
	[[1, 'two'], "[ 1, 'two' ]"],
	[at, '2027-03-01T10:00:00.000Z'],
	[null, 'null'],
	['text', "'text'"],
])('anything else is shown as Node shows it: %j', (value, shown) => {
	expect(print(value)).toBe(shown);
});

test('what strangers wrote does not steer the terminal', () => {
	expect(print([{ description: '\u001b[2Jgone\r' }])).toBe('description\n�[2Jgone�');
});

test('a promise says what is missing', () => {
	expect(print(Promise.resolve(1))).toContain('await');
});
