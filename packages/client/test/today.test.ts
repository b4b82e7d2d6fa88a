import { expect, test } from 'vitest';
import { today } from '../src/index.ts';

test.each([
	['2027-03-27T22:59:59Z', 'Europe/Berlin', '2027-03-27'],
	['2027-03-27T23:00:00Z', 'Europe/Berlin', '2027-03-28'],
	['2027-07-01T22:00:00Z', 'Europe/Berlin', '2027-07-02'],
	['2027-03-27T22:30:00Z', 'America/New_York', '2027-03-27'],
	['2027-03-27T23:30:00Z', 'America/New_York', '2027-03-27'],
	['2027-03-27T12:30:00Z', 'Pacific/Auckland', '2027-03-28'],
	['2027-03-27T18:14:59Z', 'Asia/Kathmandu', '2027-03-27'],
	['2027-03-27T18:15:00Z', 'Asia/Kathmandu', '2027-03-28'],
])('at %s it is, in the time zone %s of the house, %s, whatever the visitor’s clock says', (instant, timeZone, day) => {
	expect(today(timeZone, new Date(instant))).toBe(day);
});

test('without an instant it is asked for now', () => {
	expect(today('Pacific/Kiritimati') > today('Pacific/Pago_Pago')).toBe(true);
});

test('as in 0.1.0, without a time zone it is asked for Berlin’s day', () => {
	expect(today(new Date('2027-07-01T22:00:00Z'))).toBe('2027-07-02');
	expect(today()).toBe(today('Europe/Berlin'));
});
