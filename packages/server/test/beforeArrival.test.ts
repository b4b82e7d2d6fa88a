/** The mail before arrival: to whom, when, and what stands in it. */

import { addDays, type Day } from '@betzenstein/shared';
import { PARTIES } from '@betzenstein/testing/house/environment';
import { type House, openHouse } from '@betzenstein/testing/house/inProcess';
import { afterEach, describe, expect, test } from 'vitest';
import type { Services } from '../src/deps.ts';
import { createServices } from '../src/server.ts';
import { sendNotesBeforeArrival } from '../src/services/due/arrivals.ts';
import { bookingIn } from './standing.ts';

let house: House;
let others: Services[];
afterEach(async () => {
	await Promise.all(others.map(({ db }) => db.close()));
	await house.close();
});

const NOTES = 'Der Schlüssel hängt am Haken.';

async function begin(today: Day, notes = NOTES) {
	house = await openHouse({ today });
	others = await Promise.all([1, 2].map(() => createServices(house.config, { clock: house.now })));
	if (notes) await write(notes, 1);
}

const write = async (text: string, revision: number) =>
	(await house.as.approver('Cornelia')).house.setNotes({ text, revision });
const stay = (startDate: Day, status: 'Pending' | 'Confirmed' = 'Confirmed') =>
	bookingIn(house, status, { changes: { startDate, endDate: addDays(startDate, 2) } });

/** Three instances at once, twice; then how many of these mails there are. */
async function mailsAt(instant: string): Promise<number> {
	house.travelTo(instant);
	for (const _ of [1, 2]) await Promise.all([house.services, ...others].map(sendNotesBeforeArrival));
	return (await house.sql`select from mail where kind = 'BeforeArrival'`).length;
}

describe('the mail before arrival', () => {
	// Both weekends on which the clocks change, and one on which they do not.
	test.each<[Day, string, string]>([
		['2027-03-28', '2027-03-25T07:59:59Z', '2027-03-25T08:00:00Z'],
		['2027-03-31', '2027-03-28T06:59:59Z', '2027-03-28T07:00:00Z'],
		['2027-11-03', '2027-10-31T07:59:59Z', '2027-10-31T08:00:00Z'],
		['2027-06-10', '2027-06-07T06:59:59Z', '2027-06-07T07:00:00Z'],
	])('of a stay from %s comes three days before at 09:00 Berlin, once', async (startDate, before, nine) => {
		await begin('2027-03-01');
		await stay(startDate);
		expect(await mailsAt(before)).toBe(0);
		expect(await mailsAt(nine)).toBe(1);
		for (const days of [-2, -1, 0, 1]) expect(await mailsAt(`${addDays(startDate, days)}T12:00:00Z`)).toBe(1);
	});

	test('brings the stay, the notes as they are then, and the calendar file', async () => {
		await begin('2027-05-01');
		const { booking } = await stay('2027-05-10');
		await write('Der Schlüssel liegt jetzt bei den Nachbarn.', 2);
		await mailsAt('2027-05-07T07:00:00Z');
		const [mail] = await house.sql`select facts, booking_id, round from mail where kind = 'BeforeArrival'`;
		expect(mail).toMatchObject({ booking_id: booking.id, round: 1 });
		expect(mail?.['facts']).toMatchObject({
			roles: ['requester'],
			personalLink: false,
			notes: 'Der Schlüssel liegt jetzt bei den Nachbarn.',
			booking: { startDate: '2027-05-10', endDate: '2027-05-12', revision: booking.revision },
		});
	});

	test.each<[string, () => Promise<unknown>]>([
		['was only asked for', () => stay('2027-05-10', 'Pending')],
		[
			'was canceled',
			async () => {
				const { booking, holder } = await stay('2027-05-10');
				await house.as.caller(holder).booking.cancel({ id: booking.id, comment: 'Krank' });
			},
		],
		[
			'was denied',
			async () => {
				const { booking } = await stay('2027-05-10');
				const deny = { bookingId: booking.id, round: 1, comment: 'Nein', acknowledgeConfirmed: true };
				await (await house.as.approver('Ingeborg')).approval.deny(deny);
			},
		],
		['begins later', () => stay('2027-05-11')],
	])('does not come for what %s', async (_, prepare) => {
		await begin('2027-05-01');
		await prepare();
		expect(await mailsAt('2027-05-07T10:00:00Z')).toBe(0);
	});

	test.each([
		['three days before, after nine', '2027-05-07T15:00:00Z', '2027-05-07T15:00:00Z'],
		['the day before', '2027-05-09T15:00:00Z', '2027-05-09T15:00:00Z'],
		['on the first day, before nine', '2027-05-10T03:00:00Z', '2027-05-10T07:00:00Z'],
		['on the first day, after nine', '2027-05-10T15:00:00Z', '2027-05-10T15:00:00Z'],
	])('comes at once, but not before nine, for a stay that is confirmed %s', async (_, confirmed, told) => {
		await begin('2027-05-01');
		const { booking } = await stay('2027-05-10', 'Pending');
		expect(await mailsAt(confirmed)).toBe(0);
		for (const name of PARTIES)
			await (await house.as.approver(name)).approval.approve({ bookingId: booking.id, round: 1 });
		expect(await mailsAt(confirmed)).toBe(confirmed === told ? 1 : 0);
		expect(await mailsAt(told)).toBe(1);
	});

	test('does not come without notes; when some are written, it does, as long as the stay has not begun', async () => {
		await begin('2027-05-01', '');
		await stay('2027-05-10');
		await stay('2027-05-13');
		expect(await mailsAt('2027-05-10T10:00:00Z')).toBe(0);
		house.travelTo('2027-05-11T10:00:00Z');
		await write(NOTES, 1);
		expect(await mailsAt('2027-05-11T10:00:00Z')).toBe(1);
	});

	test('comes again for a stay that was denied, asked for once more and confirmed: it has other days', async () => {
		await begin('2027-05-01');
		const { booking, holder } = await stay('2027-05-10');
		expect(await mailsAt('2027-05-07T07:00:00Z')).toBe(1);
		const deny = { bookingId: booking.id, round: 1, comment: 'Nein', acknowledgeConfirmed: true };
		const { booking: denied } = await (await house.as.approver('Ingeborg')).approval.deny(deny);
		await house.as.caller(holder).booking.reopen({
			id: booking.id,
			revision: denied.revision,
			changes: { startDate: '2027-06-01', endDate: '2027-06-02' },
		});
		for (const name of PARTIES)
			await (await house.as.approver(name)).approval.approve({ bookingId: booking.id, round: 2 });
		expect(await mailsAt('2027-05-29T06:59:59Z')).toBe(1);
		expect(await mailsAt('2027-05-29T07:00:00Z')).toBe(2);
	});
});
