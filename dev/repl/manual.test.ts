import { expect, test } from 'vitest';
import { helpOn } from './manual.ts';

test('help on a procedure says who may call it, its refusals and its input, down to the keys of its objects', () => {
	const help = helpOn('booking.edit');
	for (const part of [
		/^\nbooking\.edit: Changes a Pending booking, .* For its requester\./,
		/^Refusals: `NOT_FOUND`, .*`DATES_TAKEN`\.$/m,
		/^ {2}id +uuid +UUID of the booking\.$/m,
		/^ {2}confirmLongStay\? +boolean +Needed for more than 7 days/m,
		/^ {2}changes +BookingChanges +/m,
		/^ {2}changes\.startDate\? +Day +First day/m,
	])
		expect(help).toMatch(part);
	expect(helpOn('access.whoAmI')).toMatch(/No input\.\n$/);
});

test('help on a group lists its procedures; on anything else it names the groups', () => {
	expect(helpOn('approval')).toMatch(/^\napproval: .*\n\n(?: {2}approval\.\w+ .*\n){4}$/);
	expect(helpOn('booking.creat')).toMatch(/^There is no booking\.creat\. There is house, .*booking/);
});
