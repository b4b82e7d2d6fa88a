import { randomUUID } from 'node:crypto';
import { type Booking, bookingError, type Client, createClient, type HouseInfo } from '@betzenstein/client';
import { outstanding } from '@betzenstein/shared';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import type { Access } from '../start/access.ts';
import { noServer } from './access.ts';

/** Everybody who plays, and where. */
export interface Stage {
	house: HouseInfo;
	/** Holds the calendar link. */
	viewer: Client;
	approvers: { name: string; client: Client }[];
	/** Somebody with the link that a mail or an answer brought. */
	holderOf(token: string): Client;
	/** An address that nobody has used yet: the limits per address must not end the demo. */
	emailOf(name: string): string;
	tell(line: string): void;
}

/** Meets the server. @throws ExplainedError when none answers */
export async function openStage(
	{ apiUrl, calendarToken, approvers }: Access,
	tell: (line: string) => void,
): Promise<Stage> {
	const holderOf = (token: string) => createClient({ url: apiUrl, token });
	const run = randomUUID().slice(0, 8);
	return {
		house: await meet(apiUrl),
		viewer: holderOf(calendarToken),
		approvers: Object.entries(approvers).map(([name, token]) => ({ name, client: holderOf(token) })),
		holderOf,
		emailOf: (name) => `${name.toLowerCase()}-${run}@example.com`,
		tell,
	};
}

async function meet(url: string): Promise<HouseInfo> {
	try {
		return await createClient({ url }).house.info.query();
	} catch (error) {
		if (bookingError(error)) throw error;
		throw noServer(`at ${url}`);
	}
}

/** The story is not as it should be. */
export class StoryBroken extends ExplainedError {
	override name = 'StoryBroken';
}

/** Goes on only if it is so. */
export function must(isSo: boolean, what: string): asserts isSo {
	if (!isSo) throw new StoryBroken(`Not as it should be: ${what}`);
}

/** Whose answer a booking waits for. */
export const waitsFor = ({ approvals }: Booking): string[] => outstanding(approvals).map(({ party }) => party);
