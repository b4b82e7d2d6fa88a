import { PARTIES } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, beforeAll, expect, test } from 'vitest';

let house: House;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

test('a request is Confirmed when all three have approved', async () => {
	const { booking } = await house.as.viewer.booking.create(request());
	expect(booking).toMatchObject({
		status: 'Pending',
		totalDays: 5,
		round: 1,
		revision: 1,
		availableActions: ['edit', 'cancel'],
	});
	for (const name of PARTIES) {
		const approver = await house.as.approver(name);
		expect((await approver.approval.outstanding({})).items.map(({ id }) => id)).toEqual([booking.id]);
		expect(await approver.approval.approve({ bookingId: booking.id, round: 1 })).toMatchObject({
			outcome: 'done',
			decidedBy: { party: name },
		});
		expect((await approver.approval.outstanding({})).items).toEqual([]);
	}
	const seen = await (await house.as.person('anna@example.com')).booking.get({ id: booking.id });
	expect(seen).toMatchObject({
		status: 'Confirmed',
		revision: 4,
		availableActions: ['editFirstName', 'shorten', 'cancel'],
	});
	expect(seen.timeline.map(({ type, actor }) => `${type} ${actor.name}`)).toEqual([
		'Submitted Anna',
		'Approved Ingeborg',
		'Approved Cornelia',
		'Approved Angelika',
		'Confirmed System',
	]);
});
