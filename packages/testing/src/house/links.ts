/** The links of a house, as it mails them now: signed with its keys, of the generations that stand in its tables. */
import { type Claims, createServices, loadConfig, personWith, type Services } from '@betzenstein/server';
import { emailOf } from './environment.ts';

/** Whose link it is, as its claims say it. */
interface Holder {
	personId: string;
	generation: number;
}

export type Links = ReturnType<typeof linksOf>;

export function linksOf(services: Services) {
	const { db, tokens } = services;
	const sign = (claims: Claims): Promise<string> => tokens.sign(claims);

	/** The person with this address, made if there is none. */
	const holder = (email: string): Promise<Holder> =>
		db.note(async (unit) => {
			const personId = await personWith(unit, services, email);
			const [row] = await unit.sql<[{ generation: number }]>`select generation from person where id = ${personId}`;
			return { personId, generation: row.generation };
		});
	const person = async (email: string): Promise<string> => sign({ kind: 'person', ...(await holder(email)) });

	return {
		/** One that says what no mail would. */
		sign,
		holder,
		person,
		/** The link that ends what somebody watches. */
		watches: async (email: string): Promise<string> => sign({ kind: 'watch', ...(await holder(email)) }),
		approver: (name: string): Promise<string> => person(emailOf(name)),
		calendar: (): Promise<string> =>
			db.read(async ({ sql }) => {
				const [row] = await sql<[{ generation: number }]>`select calendar_generation as generation from house`;
				return sign({ kind: 'calendar', ...row });
			}),
		booking: (bookingId: string): Promise<string> =>
			db.read(async ({ sql }) => {
				const [row] = await sql<[Holder]>`select person.id as "personId", generation
					from booking join person on person.id = requester_id where booking.id = ${bookingId}`;
				return sign({ kind: 'booking', bookingId, ...row });
			}),
		/** A party's link to one decision. */
		action: async (name: string, bookingId: string, action: 'approve' | 'deny', round = 1): Promise<string> =>
			sign({ kind: 'action', bookingId, action, round, ...(await holder(emailOf(name))) }),
	};
}

/** The tokens with which people get in. */
export interface HouseTokens {
	calendarToken: string;
	/** By the approvers' names. */
	approvers: Record<string, string>;
}

/**
 * As servers with this environment mail them, be they of an older release; one must have been there, since it enters
 * the approvers.
 */
export async function signTokens(env: Record<string, string>): Promise<HouseTokens> {
	const services = await createServices(loadConfig(env));
	try {
		const { sign, calendar } = linksOf(services);
		const rows = await services.db.read(
			({ sql }) => sql<(Holder & { name: string })[]>`select name, person.id as "personId", generation
				from approver join person on person.id = person_id where active order by position`,
		);
		const links = rows.map(async ({ name, ...holder }) => [name, await sign({ kind: 'person', ...holder })] as const);
		return { calendarToken: await calendar(), approvers: Object.fromEntries(await Promise.all(links)) };
	} finally {
		await services.db.close();
	}
}
