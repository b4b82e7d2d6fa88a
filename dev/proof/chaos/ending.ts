/** Who listens through all of it, and what has come of it when everybody has stopped. */
import type { HouseTokens } from '@betzenstein/testing/house/links';
import { keepListening, type Listener } from '@betzenstein/testing/house/listener';
import type { FlakyResend } from '@betzenstein/testing/mail/flakyResend';
import { judgeMails, settleMails } from '@betzenstein/testing/mail/mailVerdict';
import type postgres from 'postgres';
import { until } from '../../until.ts';
import type { History } from './history.ts';
import type { Players, Server } from './players.ts';
import { RECOVERY_MS } from './recovery.ts';
import { readStored } from './stored.ts';

const LISTENERS = 6;

/** Approvers, who are told of everything. */
export function startListeners(servers: readonly Server[], tokens: HouseTokens): Listener[] {
	const approvers = Object.values(tokens.approvers);
	return Array.from({ length: LISTENERS }, (_, index) =>
		keepListening(servers[index % servers.length]?.url ?? '', approvers[index % approvers.length] ?? ''),
	);
}

/** The house's version, as who listens is told it. */
export const newest = async (sql: postgres.Sql): Promise<number> =>
	Number((await sql`select version from house`)[0]?.['version']);

/** Waits for the last answer, the last mail and the last that is heard. */
export async function endOf(
	players: Players,
	{ sql, resend, listeners }: { sql: postgres.Sql; resend: FlakyResend; listeners: readonly Listener[] },
	log: (line: string) => void,
): Promise<Omit<History, 'acts' | 'looks' | 'errors'>> {
	await players.stop();
	await settleMails(sql, log);
	const deaf = await deafOf(listeners, await newest(sql));
	const { bookingCalls, calendarCalls, watches } = players;
	const stored = await readStored(sql, watches);
	return { bookingCalls, calendarCalls, ...stored, deaf, mails: await judgeMails(sql, resend) };
}

async function deafOf(listeners: readonly Listener[], version: number): Promise<string[]> {
	const isBehind = () => listeners.filter(({ last }) => last() !== version);
	await until('everybody has heard the last', () => isBehind().length === 0, RECOVERY_MS).catch(() => {});
	return [
		...isBehind().map(({ last }) => `A stream has heard ${last()}, and not ${version}`),
		...listeners.flatMap((one) => [
			...(one.dead() === undefined ? [] : [`A stream ended for good: ${one.dead()}`]),
			...(one.doubled() === 0 ? [] : [`A stream told ${one.doubled()} versions twice`]),
		]),
	];
}
