import { expect, test } from 'vitest';
import { helpOn } from './manual.ts';
import { mapProcedures } from './procedures.ts';
import { typoIn } from './typos.ts';

const stranger = mapProcedures((path) => () => path);
const names = {
	as: { stranger, viewer: stranger, approver: () => stranger },
	api: stranger,
	tables: { booking: { startDate: 'start_date' }, mail: {} },
};

test.each([
	[
		'await as.viewer.booking.creat({ id })',
		'There is no as.viewer.booking.creat. Did you mean as.viewer.booking.create?',
	],
	['as.vieweer.booking.mine()', 'There is no as.vieweer. Did you mean as.viewer?'],
	[
		"await as.approver('Ingeborg').aproval.history()",
		'There is no as.approver(…).aproval. Did you mean as.approver(…).approval?',
	],
	['await db.select().from(tables.bookings)', 'There is no tables.bookings. Did you mean tables.booking?'],
	['eq(tables.booking.startDay, day)', 'There is no tables.booking.startDay. Did you mean tables.booking.startDate?'],
	['await api.house.inf.query()', 'There is no api.house.inf. Did you mean api.house.info?'],
])('a name that leads nowhere is answered with the nearest: %s', (line, answer) => {
	expect(typoIn(line, names)).toBe(answer);
});

test.each([
	'(await as.viewer.booking.get({ id })).statuss.length',
	'nothing.of.this()',
	"as.approver('Ingeborg').approval.history()",
	"db.select().from(tables.booking).where(eq(tables.booking.startDate, '2027-05-01'))",
])('what only running it could tell, and what is right, is left alone: %s', (line) => {
	expect(typoIn(line, names)).toBeUndefined();
});

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

test('help on a group lists its procedures; on anything else it names the nearest', () => {
	expect(helpOn('approval')).toMatch(/^\napproval: .*\n\n(?: {2}approval\.\w+ .*\n){4}$/);
	expect(helpOn('booking.creat')).toBe('There is no booking.creat. Did you mean booking.create?');
});
