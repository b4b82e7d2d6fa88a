/**
 * `pnpm proof timing`: does an answer take longer when there is something that it must not tell? Medians side by side.
 */
import { randomUUID } from 'node:crypto';
import { createClient } from '@betzenstein/client';
import { addDays, dayIn } from '@betzenstein/shared';
import { WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { type Servers, withServers } from '@betzenstein/testing/house/inProcesses';
import { quantile, tableOf } from '../report.ts';
import { diceOf } from './dice.ts';
import { anySeed, runProof } from './runProof.ts';

const HELP = `pnpm proof timing [--samples N]

Calls, N times (500) and in random order, what must take as long either way: link recovery and a watch for a known and an
unknown address, a watch for an address that may have no more, and a booking that may not be seen and one that does not
exist. On a server process and an embedded PostgreSQL of its own. Prints medians and quartiles in milliseconds; exits with
1 if a ratio of medians is outside 0.8 to 1.25.`;

/**
 * What a difference must stay within. The first pair makes the same call twice, so it shows the noise: 2 % on a quiet
 * machine, up to 20 % on a busy one. One query more costs 10 % of a call, 1.5 ms: that is to be read from the table,
 * since a bound so near to the noise would fail for nothing.
 */
const [LEAST, MOST] = [0.8, 1.25];
const WARM_UP = 40;
/** So many an address may have, and is told of none more. */
const MOST_WATCHES = 5;

/** Two calls that nobody may tell apart. */
interface Pair {
	what: string;
	sides: [name: string, call: (sample: number) => Promise<unknown>][];
}

/** Bookings with a history, and a person who may see none of them. */
async function pairsIn({ servers: [{ url }], link }: Servers, samples: number): Promise<Pair[]> {
	const viewer = createClient({ url, token: await link.calendar() });
	const start = addDays(dayIn('Europe/Berlin', new Date()), 60);
	const ask = async (email: string, offset: number) => {
		const startDate = addDays(start, offset);
		const input = {
			firstName: 'Anna',
			email,
			startDate,
			endDate: startDate,
			partySize: 2,
			affiliation: 'Ingeborg',
			description: 'Mit Hund',
		};
		return (await viewer.booking.create.mutate(input)).booking.id;
	};
	const hidden = await ask('anna@example.com', 0);
	const denied = await ask('anna@example.com', 2);
	const ingeborg = createClient({ url, token: await link.approver('Ingeborg') });
	await ingeborg.approval.approve.mutate({ bookingId: hidden, round: 1 });
	await ingeborg.approval.deny.mutate({ bookingId: denied, round: 1, comment: 'Da wird gestrichen.' });
	// Each address once, so that none is asked for too often to be answered by a mail.
	const known = (sample: number) => `known${sample}@example.com`;
	for (let sample = 0; sample < samples + WARM_UP; sample++) await link.holder(known(sample));

	const watch = (email: string, offset = 0) => {
		const day = addDays(start, 30 + offset);
		return viewer.watch.add.mutate({ startDate: day, endDate: day, email });
	};
	for (let offset = 1; offset <= MOST_WATCHES; offset++) await watch('full@example.com', offset);

	const stranger = createClient({ url });
	const karl = createClient({ url, token: await link.person('karl@example.com') });
	const recover = (email: string) => stranger.access.requestLink.mutate({ email });
	const refused = async (call: Promise<unknown>) => {
		const wasAnswered = await call.then(
			() => true,
			() => false,
		);
		if (wasAnswered) throw new Error('What must not be seen was answered.');
	};
	const move = { startDate: addDays(start, 20), endDate: addDays(start, 21) };
	const get = (id: string) => refused(karl.booking.get.query({ id }));
	const edit = (id: string) => refused(karl.booking.edit.mutate({ id, revision: 1, changes: move }));
	const reopen = (id: string) => refused(karl.booking.reopen.mutate({ id, revision: 1 }));
	const cancel = (id: string) => refused(karl.booking.cancel.mutate({ id }));
	const hiddenOrMissing = (what: string, call: (id: string) => Promise<unknown>, id: string): Pair => ({
		what,
		sides: [
			['hidden', () => call(id)],
			['missing', () => call(randomUUID())],
		],
	});
	return [
		{
			what: 'the same twice',
			sides: [
				['missing', () => get(randomUUID())],
				['missing', () => get(randomUUID())],
			],
		},
		{
			what: 'access.requestLink',
			sides: [
				['known', (sample) => recover(known(sample))],
				['unknown', (sample) => recover(`nobody${sample}@example.com`)],
			],
		},
		{
			what: 'watch.add',
			sides: [
				['known', (sample) => watch(known(sample))],
				['unknown', (sample) => watch(`watcher${sample}@example.com`)],
			],
		},
		{
			what: 'watch.add',
			sides: [
				['may not', () => watch('full@example.com')],
				['unknown', (sample) => watch(`another${sample}@example.com`)],
			],
		},
		hiddenOrMissing('booking.get', get, hidden),
		hiddenOrMissing('booking.edit', edit, hidden),
		hiddenOrMissing('booking.cancel', cancel, hidden),
		hiddenOrMissing('booking.reopen', reopen, denied),
	];
}

type Times = Map<Pair, [number[], number[]]>;

/** In turn and in random order, so that whatever else goes on meets all alike. */
async function measure(pairs: Pair[], samples: number, signal: AbortSignal): Promise<Times> {
	const times: Times = new Map(pairs.map((pair) => [pair, [[], []]]));
	const sides = pairs.flatMap((pair) => [0, 1].map((side) => ({ pair, side })));
	const dice = diceOf(anySeed());
	for (let sample = 0; sample < samples + WARM_UP; sample++) {
		signal.throwIfAborted();
		for (const { pair, side } of dice.shuffled(sides)) {
			const begun = performance.now();
			await pair.sides[side]?.[1](sample);
			if (sample >= WARM_UP) times.get(pair)?.[side]?.push(performance.now() - begun);
		}
	}
	return times;
}

function report(pairs: Pair[], times: Times): boolean {
	const rows: string[][] = [];
	let isSound = true;
	for (const pair of pairs) {
		const [first = [], second = []] = times.get(pair) ?? [];
		const ratio = quantile(first, 0.5) / quantile(second, 0.5);
		const isWithin = ratio >= LEAST && ratio <= MOST;
		isSound &&= isWithin;
		for (const [index, values] of [first, second].entries()) {
			const ms = [0.25, 0.5, 0.75].map((share) => quantile(values, share).toFixed(2));
			const verdict = index === 0 ? `${ratio.toFixed(3)}${isWithin ? '' : ' TOO FAR'}` : '';
			rows.push([index === 0 ? pair.what : '', pair.sides[index]?.[0] ?? '', String(values.length), ...ms, verdict]);
		}
	}
	console.log(`\n${tableOf(['call', '', 'n', 'quartile', 'median', 'quartile', 'ratio'], rows)}\n`);
	console.log(isSound ? 'Nothing to be told from the time.' : `A ratio of medians is outside ${LEAST} to ${MOST}.`);
	return isSound;
}

await runProof(HELP, { samples: 500 }, ({ samples }, signal) =>
	withServers({ env: WITHOUT_LIMITS }, async (house) => {
		const pairs = await pairsIn(house, samples);
		console.log(`Timing ${pairs.length} pairs of calls, ${samples} times each …`);
		return report(pairs, await measure(pairs, samples, signal));
	}),
);
