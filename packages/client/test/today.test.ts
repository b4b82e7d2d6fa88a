import { expect, test } from 'vitest';
import { today } from '../src/index.ts';

test.each([
	['2027-03-27T22:59:59Z', '2027-03-27'],
	['2027-03-27T23:00:00Z', '2027-03-28'],
	['2027-07-01T22:00:00Z', '2027-07-02'],
])('at %s it is %s in Berlin, whatever the visitor’s clock says', (instant, day) => {
	expect(today(new Date(instant))).toBe(day);
});
