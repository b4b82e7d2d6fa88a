/**
 * What a busy house does, many times over: calendars and lists are read, days asked for, approved, cancelled, and
 * everybody mailed.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { bookingError, createClient } from '@betzenstein/client';
import { addDays, dayIn } from '@betzenstein/shared';
import type { HouseTokens } from '@betzenstein/testing/house/links';

export interface LoadReport {
	answered: number;
	/** Answers that are refusals, by reason. */
	refused: Record<string, number>;
	/** Requests without an answer. */
	failed: number;
}

interface LoadOptions {
	url: string;
	metricsUrl: string;
	tokens: HouseTokens;
	/** At once. */
	readers: number;
	writers: number;
	/** Until then. */
	signal: AbortSignal;
}

export async function playMixedLoad({
	url,
	metricsUrl,
	tokens,
	readers,
	writers,
	signal,
}: LoadOptions): Promise<LoadReport> {
	const report: LoadReport = { answered: 0, refused: {}, failed: 0 };
	const today = dayIn('UTC', new Date());
	const viewer = createClient({ url, token: tokens.calendarToken });
	const approvers = Object.values(tokens.approvers).map((token) => createClient({ url, token }));

	async function counted<T>(call: Promise<T>): Promise<T | undefined> {
		try {
			const value = await call;
			report.answered++;
			return value;
		} catch (error) {
			const refusal = bookingError(error);
			if (refusal) report.refused[refusal.reason] = (report.refused[refusal.reason] ?? 0) + 1;
			else if (!signal.aborted) report.failed++;
			return undefined;
		}
	}
	const page = async (path: string) => {
		const response = await fetch(path);
		if (!response.ok) throw new Error(`${path} answered ${response.status}`);
		await response.arrayBuffer();
	};

	async function read(number: number): Promise<void> {
		const person = approvers[number % approvers.length] ?? viewer;
		while (!signal.aborted) {
			await counted(viewer.calendar.range.query({ from: today, to: addDays(today, 399) }));
			// One request for all three.
			await Promise.all([
				counted(person.house.info.query()),
				counted(person.booking.mine.query({ limit: 100 })),
				counted(person.approval.outstanding.query({ limit: 100 })),
			]);
			await counted(page(`${url}/b`));
		}
	}

	/** Each writer has days of its own. */
	async function write(number: number): Promise<void> {
		const startDate = addDays(today, 10 + 3 * number);
		for (let round = 0; !signal.aborted; round++) {
			const made = await counted(
				viewer.booking.create.mutate({
					firstName: 'Anna-Katharina',
					email: `anna${number}.${round % 50}@example.com`,
					startDate,
					endDate: addDays(startDate, 2),
					partySize: 4,
					affiliation: Object.keys(tokens.approvers)[number % 3] ?? '',
					description: 'Wir bringen Kuchen mit und die Kinder ihre Schlitten. '.repeat(9),
				}),
			);
			if (!made) continue;
			const { id, round: at } = made.booking;
			for (const approver of approvers) await counted(approver.approval.approve.mutate({ bookingId: id, round: at }));
			await counted(
				createClient({ url, token: made.bookingToken }).booking.cancel.mutate({ id, comment: 'Doch nicht.' }),
			);
		}
	}

	async function watch(): Promise<void> {
		while (!signal.aborted) {
			await counted(page(metricsUrl));
			await sleep(1_000, undefined, { signal }).catch(() => {});
		}
	}

	const work = [watch()];
	for (let number = 0; number < readers; number++) work.push(read(number));
	for (let number = 0; number < writers; number++) work.push(write(number));
	await Promise.all(work);
	return report;
}
