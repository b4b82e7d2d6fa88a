import { expect, test } from 'vitest';
import { today } from '../src/index.ts';

test.each([
	['2027-03-27T22:59:59Z', '2027-03-27'],
	['2027-03-27T23:00:00Z', '2027-03-28'],
	['2027-07-01T22:00:00Z', '2027-07-02'],
])('at %s it is %s in Berlin, whatever the visitor’s clock says', (instant, day) => {
	expect(today(new Date(instant))).toBe(day);
});

test.each([
	['2027-03-27T22:30:00Z', 'America/New_York', '2027-03-27'],
	['2027-03-27T23:30:00Z', 'America/New_York', '2027-03-27'],
	['2027-03-27T12:30:00Z', 'Pacific/Auckland', '2027-03-28'],
	['2027-03-27T23:30:00Z', undefined, '2027-03-28'],
])('at %s it is, in the time zone %s of the house, %s', (instant, timeZone, day) => {
	expect(today(new Date(instant), timeZone)).toBe(day);
});

test('a house elsewhere is asked for now, too', () => {
	expect([today(undefined, 'Pacific/Kiritimati') > today(undefined, 'Pacific/Pago_Pago'), today()]).toEqual([
		true,
		today(new Date()),
	]);
});
