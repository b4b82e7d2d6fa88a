import { addDays } from '@betzenstein/shared';
import { type House, openHouse, request } from '@betzenstein/testing/house/inProcess';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { type OpenedHouse, openOn } from './open.ts';

let house: House;
let sandbox: OpenedHouse;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

const everything = async () => {
	const [row] = await house.sql`select (select count(*) from booking) + (select count(*) from event)
		+ (select count(*) from mail) + (select count(*) from person) as rows, (select version from house) as version`;
	return row;
};

let before: unknown;
beforeEach(async () => {
	before = await everything();
	const { config } = house;
	sandbox = await openOn({ title: 'a test', config, isOwn: false, close: async () => {} }, true);
});
afterEach(async () => {
	await sandbox[Symbol.asyncDispose]();
	expect(await everything()).toEqual(before);
});

test('a whole story is played, and nothing of it stays', async () => {
	const { as, db, tables, eq, find, sql } = sandbox;
	const { booking } = await as.viewer.booking.create(request());
	for (const name of ['Ingeborg', 'Cornelia'])
		await as.approver(name).approval.approve({ bookingId: booking.id, round: 1 });
	const { outcome } = await as.action('Angelika', booking.id, 'approve').action.perform({});
	expect(outcome).toBe('done');
	const seen = await as.booking(booking.id).booking.get({ id: booking.id });
	expect(seen.status).toBe('Confirmed');
	expect(new Set(seen.timeline.map(({ via }) => via))).toEqual(new Set(['operator', 'system']));
	expect(await find('ANNA@')).toMatchObject([{ id: booking.id, firstName: 'Anna', status: 'Confirmed' }]);
	expect(await find(booking.id.slice(0, 8))).toHaveLength(1);
	expect(await find('%')).toEqual([]);
	const [row] = await db.select().from(tables.booking).where(eq(tables.booking.id, booking.id));
	expect(row).toMatchObject({ status: 'Confirmed', startDate: booking.startDate, createdAt: booking.createdAt });
	const [counted] = await db.execute(sql`select count(*)::int as mails from mail where booking_id = ${booking.id}`);
	expect(counted?.['mails']).toBeGreaterThan(3);
	expect(await everything()).toEqual(before);
});

test('what fails undoes itself and nothing else', async () => {
	const { as, db, tables } = sandbox;
	const { booking } = await as.viewer.booking.create(request());
	await expect(as.viewer.booking.create(request({ email: 'otto@example.com' }))).rejects.toThrow();
	await expect(db.execute('select nothing')).rejects.toThrow();
	await expect(
		db.transaction(async (tx) => {
			await tx.update(tables.booking).set({ firstName: 'Otto' });
			throw new Error('changed my mind');
		}),
	).rejects.toThrow('changed my mind');
	expect((await as.booking(booking.id).booking.get({ id: booking.id })).firstName).toBe('Anna');
});

test('what is otherwise checked at the commit is checked with each change', async () => {
	const { as, services } = sandbox;
	const { booking } = await as.viewer.booking.create(request());
	const wrong = services.db.note(({ sql }) => sql`update booking set status = 'Confirmed' where id = ${booking.id}`);
	await expect(wrong).rejects.toThrow();
	expect((await as.booking(booking.id).booking.get({ id: booking.id })).status).toBe('Pending');
});

test('calls that are made at once take turns', async () => {
	const { as } = sandbox;
	const wishes = [1, 2, 3, 4].map((day) => {
		const startDate = addDays('2027-06-01', day);
		return as.viewer.booking.create(request({ email: `${day}@example.com`, startDate, endDate: startDate }));
	});
	const lost = as.viewer.booking.mine();
	expect((await Promise.allSettled([...wishes, lost])).map(({ status }) => status)).toEqual([
		...wishes.map(() => 'fulfilled'),
		'rejected',
	]);
});

test('the house goes on without it until it has changed something', async () => {
	await sandbox.as.viewer.house.info();
	const { booking } = await house.as.viewer.booking.create(request({ startDate: '2027-08-01', endDate: '2027-08-02' }));
	await (await house.as.person('anna@example.com')).booking.cancel({ id: booking.id });
	before = await everything();
});
