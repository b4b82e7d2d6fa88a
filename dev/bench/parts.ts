/**
 * What is measured, and what is to come of it. A part is measured plan by plan: notes after a `yield` are of what it
 * measured.
 */
import { addDays, type CalendarRangeInput, type CreateBookingInput } from '@betzenstein/shared';
import type { Goal, Plan, Side } from './contest.ts';
import { FREE_DAYS, freeDay, GUESTS } from './fill.ts';
import { type Call, type Load, load } from './load.ts';
import type { Program, Stage } from './stage.ts';

/** Each is told where to note what is worth knowing beside the figures. */
export const PARTS = { range, get, create, million };

const RACERS = 64;

async function* range(stage: Stage, note: (text: string) => void): AsyncGenerator<Plan, void> {
	const [ours, bare, naive] = [await stage.start('ours'), await stage.start('bare'), await stage.start('naive')];
	const token = await stage.sign({ kind: 'calendar', generation: 1 });
	const asked = (days: CalendarRangeInput) => query('calendar.range', days, token);
	const plain = ({ from, to }: CalendarRangeInput): Call => ({ path: `/range?from=${from}&to=${to}` });
	const [call, plainCall] = [asked(monthOf(stage)), plain(monthOf(stage))];
	const { etag, text } = await fetched(ours, call);
	for (const same of [await fetched(bare, plainCall), await fetched(naive, call)]) {
		if (idsIn(same.text) !== idsIn(text)) throw new Error(`Another calendar than ${text}: ${same.text}`);
	}
	if (!etag) note('`calendar.range` has no ETag, so nothing could be answered with 304.');
	const conditional = { ...call, headers: { ...call.headers, 'if-none-match': `${etag}` } };
	yield {
		title: '`calendar.range`, a month, nothing changed',
		sides: {
			ours: asking(ours, [call]),
			...(etag && { 'ours, 304': asking(ours, [conditional], 304) }),
			bare: asking(bare, [plainCall]),
			naive: asking(naive, [call]),
		},
		by: 'rate',
		goals: [['ours', 'bare', 1], ...(etag ? [['ours, 304', 'bare', 1.3] satisfies Goal] : [])],
	};
	const others = Array.from({ length: 360 * 31 }, (_, number) => {
		const from = addDays(stage.today, (number % 360) - 180);
		return { from, to: addDays(from, 15 + (number % 31)) };
	});
	const sides = {
		ours: asking(ours, others.map(asked)),
		bare: asking(bare, others.map(plain)),
		naive: asking(naive, others.map(asked)),
	};
	yield { title: '`calendar.range`, another range each time', sides, by: 'rate', goals: [['ours', 'bare', 0.35]] };
}

async function* get(stage: Stage): AsyncGenerator<Plan, void> {
	const [ours, bare, naive] = [await stage.start('ours'), await stage.start('bare'), await stage.start('naive')];
	const held = await ours.sql<Held[]>`select id as "bookingId", requester_id as "personId" from booking`;
	const plain = held.map(({ bookingId }): Call => ({ path: `/booking/${bookingId}` }));
	const asked = await Promise.all(held.map((one) => getting(stage, one)));
	const sides = {
		ours: asking(ours, asked.slice(0, 1)),
		bare: asking(bare, plain.slice(0, 1)),
		naive: asking(naive, asked.slice(0, 1)),
	};
	yield { title: '`booking.get`, nothing changed', sides, by: 'rate', goals: [['ours', 'bare', 1]] };
	const others = { ours: asking(ours, asked), bare: asking(bare, plain), naive: asking(naive, asked) };
	yield {
		title: '`booking.get`, another booking each time',
		sides: others,
		by: 'rate',
		goals: [['ours', 'bare', 0.35]],
	};
}

async function* create(stage: Stage, note: (text: string) => void): AsyncGenerator<Plan, void> {
	const resend = await stage.start('resend');
	const ours = await stage.start('ours', { env: { RESEND_BASE_URL: resend.url } });
	const [away, bare] = [await stage.start('ours'), await stage.start('bare')];
	const [token, fresh] = [await stage.sign({ kind: 'calendar', generation: 1 }), freshBookings(stage)];
	const asked = (booking = fresh()) => creating(booking, token);
	const plain = (booking = fresh()) => post('/booking', booking);
	for (const connections of [1, 16]) {
		yield {
			title: `\`booking.create\`, ${connections === 1 ? 'one caller' : '16 callers'}`,
			sides: {
				ours: loading(ours, { connections, next: () => asked(), after: ours.tidy }),
				'ours, provider away': loading(away, { connections, next: () => asked(), after: away.tidy }),
				bare: loading(bare, { connections, next: () => plain(), after: bare.tidy }),
				'bare, no lock': loading(bare, {
					connections,
					next: () => post('/booking?lock=no', fresh()),
					after: bare.tidy,
				}),
			},
			by: 'rate',
			goals: [
				['ours', 'bare', connections === 1 ? 0.5 : 0.6],
				['ours, provider away', 'ours', 0.9],
			],
		};
	}
	const [{ recorded }] = await ours.sql<[{ recorded: string }]>`select last_value as recorded from mail_sequence_seq`;
	const { accepted } = JSON.parse((await fetched(resend, { path: '/' })).text);
	note(
		`Of the ${recorded} mails that \`booking.create\` recorded, the provider was handed ${accepted} before their round was over.`,
	);

	const racing = (program: Program, call: (booking: CreateBookingInput) => Call): Side => ({
		program,
		play: async () => {
			const { startDate, endDate } = fresh();
			const next = () => call({ ...fresh(), startDate, endDate });
			const answers = await load({ url: program.url, connections: RACERS, next, expected: [200, 409] }, 0);
			const winners = answers.statuses.filter((status) => status === 200).length;
			if (winners !== 1) throw new Error(`${winners} of ${RACERS} got the same day.`);
			return answers;
		},
		after: program.tidy,
	});
	const sides = { ours: racing(ours, asked), bare: racing(bare, plain) };
	yield {
		title: `${RACERS} callers on one day at once, until all have answers`,
		sides,
		by: 'rate',
		goals: [['ours', 'bare', 0.6]],
	};
	if (stage.deadlocks() > 0) throw new Error('PostgreSQL had to end a deadlock.');
	note(`Each time one of the ${RACERS} got the day and the others a refusal; no answer >= 500, no deadlock.`);
}

/** Somebody changes a booking before each request, so that nothing can be remembered. */
async function* million(stage: Stage): AsyncGenerator<Plan, void> {
	const [token, fresh] = [await stage.sign({ kind: 'calendar', generation: 1 }), freshBookings(stage)];
	const sidesOf = async (bookings: number) => {
		console.log(`million: filling ${bookings} …`);
		const program = await stage.start('ours', { bookings });
		const [held] = await program.sql<[Held]>`select id as "bookingId", requester_id as "personId"
			from booking where status = 'Confirmed' and start_date > ${stage.today}::date order by start_date limit 1`;
		const [{ personId }] = await program.sql<
			[{ personId: string }]
		>`select person_id as "personId" from approver where position = 0`;
		const approver = await stage.sign({ kind: 'person', personId, generation: 1 });
		const before = () => program.sql`update booking set revision = revision + 1 where id = ${held.bookingId}`;
		const one = (call: Call) => loading(program, { connections: 1, next: () => call, before });
		return {
			'calendar.range': one(query('calendar.range', monthOf(stage), token)),
			'booking.get': one(await getting(stage, held)),
			'booking.create': loading(program, { connections: 1, next: () => creating(fresh(), token), after: program.tidy }),
			'approval.outstanding': one(query('approval.outstanding', {}, approver)),
			'approval.history': one(query('approval.history', {}, approver)),
		};
	};
	const [thousand, all] = [await sidesOf(1_000), await sidesOf(1_000_000)];
	for (const procedure of Object.keys(all) as (keyof typeof all)[]) {
		const sides = { 'a million': all[procedure], 'a thousand': thousand[procedure] };
		yield { title: `\`${procedure}\`, one caller`, sides, by: 'p50', goals: [['a million', 'a thousand', 1.2]] };
	}
}

type Loading = Pick<Load, 'next'> & Partial<Load> & Pick<Side, 'after'>;

function loading(program: Program, { connections = 16, expected = [200], after, ...how }: Loading): Side {
	return { program, play: (seconds) => load({ url: program.url, connections, expected, ...how }, seconds), after };
}

/** One of the calls after the other, and the first again after the last. */
function asking(program: Program, calls: Call[], status = 200): Side {
	let number = 0;
	return loading(program, { next: () => calls[number++ % calls.length] as Call, expected: [status] });
}

/** Nobody's approval is waited for in it. */
const monthOf = ({ today }: Stage): CalendarRangeInput => ({ from: addDays(today, 28), to: addDays(today, 58) });

/**
 * On one free day after the other, by people who are known; the first days come again once their bookings are tidied
 * away.
 */
function freshBookings({ today }: Stage): () => CreateBookingInput {
	const stay = { firstName: 'Anna', partySize: 4, affiliation: 'Ingeborg', description: 'Wir bringen Kuchen mit.' };
	let number = 0;
	return () => {
		const day = freeDay(today, number++ % FREE_DAYS);
		return { ...stay, email: `guest${number % GUESTS}@example.com`, startDate: day, endDate: day };
	};
}

type Held = Record<'bookingId' | 'personId', string>;

const getting = async ({ sign }: Stage, held: Held): Promise<Call> =>
	query('booking.get', { id: held.bookingId }, await sign({ kind: 'booking', ...held, generation: 1 }));

const creating = (booking: CreateBookingInput, token: string): Call =>
	post('/trpc/booking.create?batch=1', { 0: { json: booking } }, { authorization: `Bearer ${token}` });

/** As the client package asks: a batch of one. */
const query = (procedure: string, input: unknown, token: string): Call => ({
	path: `/trpc/${procedure}?batch=1&input=${encodeURIComponent(JSON.stringify({ 0: { json: input } }))}`,
	headers: { authorization: `Bearer ${token}` },
});

function post(path: string, body: unknown, headers = {}): Call {
	return {
		method: 'POST',
		path,
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	};
}

async function fetched({ url }: Program, { path, headers = {} }: Call): Promise<{ text: string; etag: string | null }> {
	const answer = await fetch(`${url}${path}`, { headers });
	return { text: await answer.text(), etag: answer.headers.get('etag') };
}

const idsIn = (text: string): string => [...text.matchAll(/"bookingId":"([^"]+)"/g)].map(([, id]) => id).join();
