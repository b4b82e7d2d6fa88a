/** Who sees on a booking that a mail about it did not arrive. */
import type { Booking, DayRange } from '@betzenstein/shared';
import { emailOf, PARTIES } from '@betzenstein/testing/house/environment';
import { type HttpHouse, openHttpHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const ANNA = 'anna@example.com';
const OWN_DAYS: DayRange = { startDate: '2027-05-10', endDate: '2027-05-10' };

let house: HttpHouse;
let id: string;
beforeAll(async () => {
	house = await openHttpHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
	await house.sql`truncate booking cascade`;
	id = (await house.as.viewer.booking.create(request())).booking.id;
});

/** The mail of this kind to this address comes back. */
async function bounce(email: string, kind: string, bookingId = id): Promise<void> {
	const bounced = await house.sql`update mail set state = 'failed', failure = 'bounced' from person p
		where p.id = person_id and p.email = ${email} and kind::text = ${kind} and booking_id = ${bookingId} returning mail.id`;
	expect(bounced).toHaveLength(1);
}
const arrive = () => house.sql`update mail set state = 'sent' where state = 'queued'`;
const approver = () => house.as.approver('Ingeborg');
const seenBy = async (who: Awaited<ReturnType<typeof approver>>, bookingId = id) =>
	(await who.booking.get({ id: bookingId })).requesterMailFailed;
const approve = async () => (await approver()).approval.approve({ bookingId: id, round: 1 });

test('every approver sees on every answer that the requester’s mail bounced; nobody else does', async () => {
	await arrive();
	expect(await seenBy(await approver())).toBe(false);
	await bounce(ANNA, 'Submitted');
	for (const name of PARTIES) expect(await seenBy(await house.as.approver(name))).toBe(true);
	const ingeborg = (await approver()).approval;
	const lists = [await ingeborg.outstanding({}), await ingeborg.history({})];
	expect(lists.flatMap(({ items }) => items.map((item) => item.requesterMailFailed))).toEqual([true, true]);
	const mailed = { token: await house.link.action('Cornelia', id, 'approve') };
	expect((await house.call('action.preview', mailed)).value.booking.requesterMailFailed).toBe(true);
	expect((await house.call('booking.get', { ...mailed, input: { id } })).value.requesterMailFailed).toBe(true);

	const anna = await house.as.person(ANNA);
	const shown: Booking[] = [
		await anna.booking.get({ id }),
		...(await anna.booking.mine({})).items,
		...(await anna.access.exportData()).bookings,
	];
	shown.push((await house.call('booking.get', { input: { id }, token: await house.link.booking(id) })).value);
	shown.push(await anna.booking.edit({ id, revision: 1, changes: { partySize: 7 } }));
	expect(shown.map(({ requesterMailFailed }) => requesterMailFailed)).toEqual([false, false, false, false, false]);
});

test('it is the newest mail that counts', async () => {
	await bounce(ANNA, 'Submitted');
	// Whoever decides has the requester told anew.
	expect((await approve()).booking.requesterMailFailed).toBe(false);
	expect(await seenBy(await approver())).toBe(false);
	await arrive();
	expect(await seenBy(await approver())).toBe(false);
	await bounce(ANNA, 'Approved');
	expect(await seenBy(await approver())).toBe(true);
	// Nothing new is told.
	const { booking, outcome } = await approve();
	expect([outcome, booking.requesterMailFailed]).toEqual(['already-done', true]);
});

test('mails to others, and about other bookings, do not count', async () => {
	const other = (await house.as.viewer.booking.create(request(OWN_DAYS))).booking.id;
	await bounce(ANNA, 'Submitted', other);
	await bounce(emailOf('Cornelia'), 'Submitted');
	expect([await seenBy(await approver()), await seenBy(await approver(), other)]).toEqual([false, true]);
});

test('an approver who asked sees it on her own booking, of mails that told her as who asked', async () => {
	const { booking } = await house.as.viewer.booking.create(request({ email: emailOf('Ingeborg'), ...OWN_DAYS }));
	const ingeborg = await approver();
	await bounce(emailOf('Ingeborg'), 'Submitted', booking.id);
	expect(await seenBy(ingeborg, booking.id)).toBe(true);
	// With the link to the booking, which gives no approval: she is asked again as approver, and told nothing as
	// requester.
	const token = await house.link.booking(booking.id);
	const changes = { startDate: '2027-05-11', endDate: '2027-05-11' };
	await house.call('booking.edit', { token, input: { id: booking.id, revision: 1, changes } });
	expect(await seenBy(ingeborg, booking.id)).toBe(true);
	await house.sql`update mail set state = 'sent', failure = null where state = 'failed'`;
	await bounce(emailOf('Ingeborg'), 'DatesMoved', booking.id);
	expect(await seenBy(ingeborg, booking.id)).toBe(false);
});

test('mailFailed speaks of the mail that asks an approver, of no other', async () => {
	const failedFor = async () =>
		(await (await house.as.person(ANNA)).booking.get({ id })).approvals
			.filter(({ mailFailed }) => mailFailed)
			.map(({ party }) => party);
	for (const name of PARTIES) await (await house.as.approver(name)).approval.approve({ bookingId: id, round: 1 });
	await bounce(emailOf('Cornelia'), 'Confirmed');
	expect(await failedFor()).toEqual([]);
	await bounce(emailOf('Angelika'), 'Submitted');
	expect(await failedFor()).toEqual(['Angelika']);
});

test('it is news for answers that are remembered', async () => {
	const token = await house.link.approver('Ingeborg');
	const shown = async () => (await house.call('booking.get', { input: { id }, token })).value.requesterMailFailed;
	expect(await shown()).toBe(false);
	await bounce(ANNA, 'Submitted');
	expect(await shown()).toBe(true);
	await approve();
	expect(await shown()).toBe(false);
});
