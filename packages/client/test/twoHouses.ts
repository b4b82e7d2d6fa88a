/** A fake house and a real one, asked the same: what they answer has to be the same, ids and tokens aside. */
import { doWhatIsDue } from '@betzenstein/server';
import { type HttpHouse, openHttpHouse, silentLog } from '@betzenstein/testing/house/inProcess';
import { type Booking, bookingError, type Client, type CreatedBooking } from '../src/index.ts';
import { type FakeHouse, fakeHouse } from '../src/testing.ts';

type Awaitable<T> = T | Promise<T>;

/** One of the two, and what has been kept of its answers. */
export interface House {
	stranger: Client;
	viewer: Client;
	person(email: string): Awaitable<Client>;
	approver(name: string): Awaitable<Client>;
	/** Whoever holds this token. */
	holder(token: string): Client;
	/** Whoever follows the link of the newest mail that asks this approver about the booking. */
	asked(name: string, bookingId: string, action: 'approve' | 'deny', round: number): Awaitable<Client>;
	/** Whoever follows the link that ends what somebody watches. */
	watcher(email: string): Awaitable<Client>;
	/** Sets the clock; what is due by then is done. */
	travelTo(instant: string): Awaitable<void>;
	/** Sets the clock, within a day on which nothing more is due. */
	wait(instant: string): void;
	mails(): Awaitable<{ kind: string; to: string; bookingId: string | null }[]>;
	/** What was created, by a name of its own. */
	created: Map<string, CreatedBooking>;
	/** What was last heard of a booking, by its id. */
	known: Map<string, Booking>;
	/** Links that were followed, by a name of their own. */
	links: Map<string, Client>;
}

export function openFakeHouse(): House {
	const house: FakeHouse = fakeHouse();
	const { as } = house;
	return {
		...as,
		asked: (name, bookingId, action) => {
			const { tokens } = house.mails.findLast(
				(mail) =>
					mail.to === `${name.toLowerCase()}@example.com` && mail.bookingId === bookingId && mail.tokens[action],
			) as FakeHouse['mails'][number];
			return as.holder(tokens[action] as string);
		},
		watcher: (email) => {
			const mail = house.mails.findLast(({ to, tokens }) => to === email && tokens.watch);
			return as.holder(mail?.tokens.watch ?? '');
		},
		travelTo: house.travelTo,
		wait: house.travelTo,
		mails: () => house.mails.map(({ kind, to, bookingId }) => ({ kind, to, bookingId })),
		created: new Map(),
		known: new Map(),
		links: new Map(),
	};
}

/** Mails that come by the clock, or with being an approver, are not a fake house's. */
const ITS_KINDS =
	"('Submitted', 'Approved', 'Confirmed', 'Denied', 'DatesShrunk', 'DatesMoved', 'Reopened', 'Canceled', 'DaysFree')";

export async function openRealHouse(): Promise<House & Pick<HttpHouse, 'close'>> {
	const house = await openHttpHouse();
	const { client, link } = house;
	return {
		stranger: client(),
		viewer: client(await link.calendar()),
		person: async (email) => client(await link.person(email)),
		approver: async (name) => client(await link.approver(name)),
		holder: client,
		asked: async (name, bookingId, action, round) => client(await link.action(name, bookingId, action, round)),
		watcher: async (email) => client(await link.watches(email)),
		travelTo: async (instant) => {
			house.travelTo(instant);
			await doWhatIsDue(house.services, silentLog);
		},
		wait: house.travelTo,
		mails: () =>
			house.sql.unsafe<{ kind: string; to: string; bookingId: string | null }[]>(
				`select kind, email as to, booking_id as "bookingId" from mail join person on person.id = person_id
				where kind in ${ITS_KINDS} order by sequence`,
			),
		created: new Map(),
		known: new Map(),
		links: new Map(),
		close: house.close,
	};
}

/** What came of a call: in one word, and in full. */
export interface Said {
	word: string;
	full: unknown;
}

/** Asks a house, whose ids and tokens are taken out of the answer. */
export async function said(house: House, ask: (house: House) => Awaitable<unknown>): Promise<Said> {
	try {
		const answer = await ask(house);
		const { outcome, state, status, booking } = (answer ?? {}) as Record<string, string | undefined> & {
			booking?: unknown;
		};
		const word = outcome ?? state ?? status ?? (booking as { status?: string } | undefined)?.status ?? 'ok';
		return { word, full: withoutIds(answer) };
	} catch (error) {
		const refused = bookingError(error);
		if (!refused) throw error;
		const { requestId: _, ...full } = refused;
		return { word: refused.reason, full: withoutIds(full) };
	}
}

const ID = /[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g;

/** The same with numbers in place of ids, in the order in which they come; a token or cursor is only there or not. */
export function withoutIds(value: unknown): unknown {
	const seen = new Map<string, string>();
	const numberOf = (id: string) => seen.get(id) ?? (seen.set(id, `#${seen.size}`).get(id) as string);
	const walk = (part: unknown, key = ''): unknown => {
		if (typeof part === 'string') return /Token|Cursor/.test(key) ? '…' : part.replaceAll(ID, numberOf);
		if (Array.isArray(part)) return part.map((item) => walk(item));
		if (part === null || typeof part !== 'object' || part instanceof Date) return part;
		return Object.fromEntries(Object.entries(part).map(([name, item]) => [name, walk(item, name)]));
	};
	return walk(value);
}
