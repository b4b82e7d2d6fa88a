/**
 * Houses of other shapes, each from its environment to its mails: one approver or seven, other names, another time zone,
 * holidays or none.
 */
import { type Booking, dayIn, isolated } from '@betzenstein/shared';
import { listed } from '@betzenstein/shared/german';
import { approversCalled, PARTIES } from '@betzenstein/testing/house/environment';
import { type House, openHouse, request, silentLog } from '@betzenstein/testing/house/inProcess';
import { type FlakyResend, type SentMail, startFlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { doWhatIsDue } from '../src/services/due/tick.ts';
import { READERS } from './calendarReaders.ts';
import { startWorker, untilSettled } from './testWorker.ts';

interface Shape {
	house: string;
	zone: string;
	region: string;
	names: readonly [string, ...string[]];
	colors?: readonly string[];
}

const SHAPES: Shape[] = [
	{ house: 'Strandhaus', zone: 'Pacific/Auckland', region: 'none', names: ['Ngaio'] },
	{ house: 'L’Été d’Ümit & “Zoë” <3', zone: 'America/Los_Angeles', region: 'DE-HH', names: ['O’Neil', 'O’Neill'] },
	{ house: 'בית הקיץ', zone: 'Asia/Kathmandu', region: 'none', names: ['أمينة', 'דוד', 'Ärmel'] },
	{
		house: 'Haus 7',
		zone: 'Pacific/Kiritimati',
		region: 'DE-BE',
		names: [
			'Jürgen',
			'Jürgen jun.',
			'Anne Marie von der Vogelweide zu Lichten',
			'D’Artagnan, der Ältere',
			'"Bob" <b>',
			'東京',
			'Žofie / Jan',
		],
		colors: ['#000000', '#ffffff', '#777777', '#ff0000', '#0000ff', '#00ff00', '#fedcba'],
	},
];

const GUEST = 'anna@example.com';
const TODAY = '2027-03-01';

let resend: FlakyResend;
beforeAll(async () => {
	resend = await startFlakyResend();
});
afterAll(() => resend.close());

describe.each(SHAPES)('$house: $names.length to decide, in $zone', ({ house: name, zone, region, names, colors }) => {
	const approvers = approversCalled(names, colors);
	const last = names.at(-1) as string;
	let house: House;
	beforeEach(async () => {
		house = await openHouse({
			today: `${TODAY}T03:00:00Z`,
			env: {
				APPROVERS: JSON.stringify(approvers),
				HOUSE_NAME: name,
				TIME_ZONE: zone,
				HOLIDAY_REGION: region,
				MAIL_FROM: 'haus@example.com',
			},
		});
	});
	afterEach(() => house.close());

	/** What is sent from now on because of this. */
	async function sentBy(happening: () => Promise<unknown>): Promise<SentMail[]> {
		resend.tries.length = 0;
		await happening();
		const worker = startWorker(house, { url: resend.url });
		await untilSettled(house);
		await worker.stop(1_000);
		// One that was tried again, because no answer came in time, is the same mail.
		const mails = [...new Map(resend.tries.map(({ mail }) => [mail.idempotencyKey, mail])).values()];
		for (const mail of mails) expect(foreignIn(mail)).toEqual([]);
		return mails;
	}

	/** What belongs to another house: its name, its people, or a number of them. */
	const foreignIn = ({ subject, html, text }: SentMail): string[] =>
		[...PARTIES, 'Betzenstein', 'Berlin', 'alle haben', 'alle müssen', 'drei ', 'beiden ']
			.filter((word) => !names.includes(word))
			.filter((word) =>
				[subject, html.replace(/<style.*?<\/style>/s, ''), text].join(' ').toLowerCase().includes(word.toLowerCase()),
			);

	const to = (mails: SentMail[]) => mails.map((mail) => mail.to).toSorted();
	const addresses = (...more: string[]) => [...approvers.map(({ email }) => email), ...more].toSorted();
	const ask = (as: House['as']['viewer'] = house.as.viewer, changes = {}) =>
		as.booking.create(request({ affiliation: last, ...changes })).then(({ booking }) => booking);
	const approve = async (party: string, { id: bookingId, round }: Booking) =>
		(await (await house.as.approver(party)).approval.approve({ bookingId, round })).booking;

	test('callers see it as it is set up', async () => {
		const info = await house.as.stranger.house.info();
		expect(info).toMatchObject({
			name,
			timeZone: zone,
			today: dayIn(zone, house.now()),
			parties: approvers.map(({ name, color }) => ({ name, color })),
			holidayRegion: region,
		});
		const { holidays } = await house.as.viewer.calendar.range({ from: '2027-10-01', to: '2027-10-31' });
		expect(holidays.map(({ date }) => date)).toEqual(
			{ none: [], 'DE-BE': ['2027-10-03'], 'DE-HH': ['2027-10-03', '2027-10-31'] }[region],
		);
		const { parties } = await house.as.viewer.house.shares({ year: 2027 });
		expect(parties.map(({ party }) => party)).toEqual(names);
	});

	test('each approver is welcomed by name, with a link', async () => {
		const mails = await sentBy(async () => {});
		expect(to(mails)).toEqual(addresses());
		for (const { name: party, email } of approvers) {
			const { subject, text } = mails.find((mail) => mail.to === email) as SentMail;
			expect(subject).toBe(`Du entscheidest jetzt über Anfragen · ${name}`);
			expect(text).toContain(`Hallo ${isolated(party)}!`);
			expect(text).toContain('https://haus.example/p#');
		}
	});

	test('a request asks each, and its receipt and every answer name those who are missing', async () => {
		await sentBy(async () => {});
		let booking = await ask();
		const asked = await sentBy(async () => {});
		expect(to(asked)).toEqual(addresses(GUEST));
		const receipt = asked.find((mail) => mail.to === GUEST);
		expect(receipt?.text).toContain(`Jetzt fehlt noch das Ja von ${listed(names.map(isolated))}.`);

		for (const [index, party] of names.entries()) {
			const mails = await sentBy(async () => {
				booking = await approve(party, booking);
			});
			const missing = names.slice(index + 1).map(isolated);
			expect(booking.status).toBe(missing.length > 0 ? 'Pending' : 'Confirmed');
			if (missing.length === 0) {
				expect(to(mails)).toEqual(addresses(GUEST));
			} else {
				expect(mails.map(({ to, subject }) => [to, subject])).toEqual([
					[GUEST, `${isolated(party)} hat zugestimmt: 01.–05.05.2027 · ${name}`],
				]);
				const few = missing.length === 1 ? 'fehlt nur noch' : 'fehlen noch';
				expect(mails[0]?.text).toContain(`Jetzt ${few} ${listed(missing)}.`);
			}
		}
	});

	test('the confirmation brings the days under the house’s name, whatever the zone', async () => {
		let booking = await ask();
		await sentBy(async () => {});
		const mails = await sentBy(async () => {
			for (const party of names) booking = await approve(party, booking);
		});
		const [file] = mails.find((mail) => mail.to === GUEST && mail.attachments.length > 0)?.attachments ?? [];
		const content = Buffer.from(file?.content ?? '', 'base64').toString();
		for (const reader of Object.values(READERS))
			expect(reader(content)).toMatchObject([
				{ summary: expect.stringContaining(`${isolated(name)}: `), days: ['2027-05-01', '2027-05-06'] },
			]);
	});

	test('one no is enough; the guest reads whose', async () => {
		const booking = await ask();
		await sentBy(async () => {});
		const mails = await sentBy(async () =>
			(await house.as.approver(last)).approval.deny({ bookingId: booking.id, round: 1, comment: 'Leider nicht' }),
		);
		expect(to(mails)).toEqual(addresses(GUEST));
		expect(mails.find((mail) => mail.to === GUEST)?.text).toContain(`Begründung von ${isolated(last)}:`);
	});

	test('an approver’s own request waits for the others alone; without any it is confirmed, and one mail says so', async () => {
		await sentBy(async () => {});
		let booking: Booking | undefined;
		const mails = await sentBy(async () => {
			booking = await ask(await house.as.approver(last), { email: undefined });
		});
		const others = names.slice(0, -1);
		expect(booking?.approvals.filter(({ decision }) => decision === 'NoResponse').map(({ party }) => party)).toEqual(
			others,
		);
		expect(to(mails)).toEqual(addresses());
		expect(booking?.status).toBe(others.length > 0 ? 'Pending' : 'Confirmed');
		if (others.length > 0) return;
		expect(booking?.timeline.map(({ type }) => type)).toEqual(['Submitted', 'Approved', 'Confirmed']);
		expect(booking?.availableActions).toEqual(['editFirstName', 'shorten', 'cancel', 'deny']);
		expect(mails[0]?.subject).toBe(`Bestätigt: dein Aufenthalt 01.–05.05.2027 · ${name}`);
		expect(mails[0]?.attachments).toHaveLength(1);
		// Nothing of it waits for anybody later.
		house.travelTo('2027-04-30T23:30:00Z');
		await doWhatIsDue(house.services, silentLog);
		expect(await house.sql`select 1 from mail where kind in ('Digest', 'Reminder')`).toEqual([]);
	});
});
