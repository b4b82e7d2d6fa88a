/**
 * Who has to be told what, and what has to be kept: the rules of docs/domain.md once more, written from its text. Of the
 * product's code it uses the arithmetic of days, and nothing that decides.
 */
import { type BookingStatus, contains, type Day, type DayRange, formatRange, overlaps } from '@betzenstein/shared';

export type Kind =
	| 'MadeApprover'
	| 'Submitted'
	| 'Approved'
	| 'Confirmed'
	| 'Denied'
	| 'DatesShrunk'
	| 'DatesMoved'
	| 'Reopened'
	| 'Canceled'
	| 'LinkRecovered'
	| 'LinkRotated'
	| 'Forgotten'
	| 'DaysFree'
	| 'Reminder'
	| 'BeforeArrival'
	| 'Digest';

/** A booking as it should be. */
export interface Stay extends DayRange {
	id: string;
	/** Whoever asked; null once they are forgotten. */
	by: string | null;
	firstName: string;
	status: BookingStatus;
	round: number;
	/** Who has answered in this round, by party. */
	answers: Map<string, 'yes' | 'no'>;
	/** The other days that its denial proposes, and who does. */
	proposal?: (DayRange & { by: string }) | undefined;
	submittedOn: Day;
	/** Day and time at which this round's approvers were asked; sorts like time. */
	askedAt: string;
	canceledOn?: Day;
	/** The round in which those who have not answered were reminded, and that in which the notes were mailed. */
	reminded?: number;
	notesMailed?: number;
}

/** A mail that has to arrive. */
export interface Due {
	/** What it is due to: within one cause there is no order. */
	cause: number;
	kind: Kind;
	to: string;
	as: 'requester' | 'approver';
	/** The bookings it is about, as they are then; one, none, or a digest's; or the days that are free. */
	about: (DayRange & { id?: string; round?: number })[];
	/** What approvers wrote, and days that they propose: it must hold all of it. */
	says: readonly string[];
	/** Does it bring the personal link? */
	bringsLink: boolean;
	/** Must it hold a calendar file? */
	hasFile: boolean;
}

/** The house as it should be. Times are the house's own. */
export interface Expected {
	today: Day;
	/** `09:00`. */
	time: string;
	parties: readonly string[];
	stays: Map<string, Stay>;
	/** Whose address is stored, and the day on which they last asked, or a booking of theirs was deleted. */
	known: Map<string, Day>;
	notes: string;
	/** Days that somebody watches. */
	watches: (DayRange & { by: string })[];
	/** Who has asked for their link since the clock last moved. */
	linksAskedFor: string[];
	/** When somebody was last forgotten. */
	forgotOn?: Day;
	due: Due[];
	causes: number;
	/** How often things happened that are no mail of their own. */
	silent: Record<
		'days proposed asked for' | 'expired' | 'canceled deleted' | 'denied deleted' | 'addresses deleted',
		number
	>;
}

export function beginExpected(parties: readonly string[], today: Day, time: string): Expected {
	const house: Expected = {
		today,
		time,
		parties,
		stays: new Map(),
		known: new Map(parties.map((name) => [name, today])),
		notes: '',
		watches: [],
		linksAskedFor: [],
		due: [],
		causes: 0,
		silent: {
			'days proposed asked for': 0,
			expired: 0,
			'canceled deleted': 0,
			'denied deleted': 0,
			'addresses deleted': 0,
		},
	};
	tell(house, { kind: 'MadeApprover', to: parties, bringsLink: () => true });
	return house;
}

interface News {
	kind: Kind;
	/** Nobody twice, and nobody who is forgotten. */
	to: readonly (string | null)[];
	about?: readonly Stay[];
	days?: readonly DayRange[];
	says?: readonly (string | undefined)[];
	bringsLink?: (name: string) => boolean;
	hasFile?: boolean;
}

/** One person with two roles gets one mail. */
export function tell(
	house: Expected,
	{ kind, to, about = [], days = [], says = [], bringsLink, hasFile = false }: News,
): void {
	for (const name of new Set(to)) {
		if (name === null) continue;
		house.due.push({
			cause: house.causes,
			kind,
			to: name,
			says: says.filter((text) => text !== undefined),
			hasFile,
			as: kind !== 'Digest' && about.some(({ by }) => by === name) ? 'requester' : roleOf(house, name),
			about: [
				...about.map(({ id, round, startDate, endDate }) => ({ id, round, startDate, endDate })),
				...days.map(({ startDate, endDate }) => ({ startDate, endDate })),
			],
			bringsLink: bringsLink?.(name) ?? false,
		});
	}
}

const roleOf = ({ parties }: Expected, name: string) => (parties.includes(name) ? 'approver' : 'requester');

export const holds = ({ status }: Stay): boolean => status === 'Pending' || status === 'Confirmed';
export const outstanding = ({ parties }: Expected, { answers }: Stay): string[] =>
	parties.filter((party) => !answers.has(party));
const staysOf = ({ stays }: Expected, name: string): Stay[] => [...stays.values()].filter(({ by }) => by === name);

/** BR-002: is a day of these held by another booking? */
export const isTaken = ({ stays }: Expected, days: DayRange, but?: Stay): boolean =>
	[...stays.values()].some((stay) => stay !== but && holds(stay) && overlaps(stay, days));

/** What asking, or asking again, comes to. */
export function outcomeOfAsking(house: Expected, name: string, days: DayRange): string {
	if (staysOf(house, name).filter(({ status }) => status === 'Pending').length >= 5) return 'TOO_MANY_PENDING';
	return isTaken(house, days) ? 'DATES_TAKEN' : 'ok';
}

/** @param own with the personal link (BR-015), and not with the calendar's and a typed address */
export function submitted(house: Expected, id: string, by: string, days: DayRange, own: boolean): void {
	const isFirst = !own && staysOf(house, by).length === 0;
	const stay: Stay = {
		...days,
		id,
		by,
		firstName: by,
		status: 'Pending',
		round: 1,
		answers: new Map(),
		submittedOn: house.today,
		askedAt: '',
	};
	house.stays.set(id, stay);
	house.known.set(by, house.today);
	startRound(house, stay, { kind: 'Submitted', own, isFirst });
}

interface Beginning {
	kind: Kind;
	/** With the requester's own link? */
	own: boolean;
	isFirst?: boolean;
	/** Who has said yes to these days already. */
	agreed?: string[];
}

function startRound(house: Expected, stay: Stay, { kind, own, isFirst = false, agreed = [] }: Beginning): void {
	stay.status = 'Pending';
	stay.proposal = undefined;
	stay.askedAt = `${house.today} ${house.time}`;
	const given = [...agreed, ...(own && stay.by !== null ? [stay.by] : [])];
	stay.answers = new Map(house.parties.filter((party) => given.includes(party)).map((party) => [party, 'yes']));
	house.causes++;
	const to = [...outstanding(house, stay), ...(kind === 'Submitted' ? [stay.by] : [])];
	tell(house, { kind, to, about: [stay], bringsLink: (name) => isFirst && name === stay.by });
	confirmIfComplete(house, stay);
}

function confirmIfComplete(house: Expected, stay: Stay, says?: string): boolean {
	if (outstanding(house, stay).length > 0) return false;
	stay.status = 'Confirmed';
	house.causes++;
	tell(house, { kind: 'Confirmed', to: [stay.by, ...house.parties], about: [stay], says: [says] });
	return true;
}

/** A change of bookings; whoever watches days that it frees is told, once. */
function freeing(house: Expected, change: () => void): void {
	const taken = house.watches.filter((watch) => isTaken(house, watch));
	change();
	const free = taken.filter((watch) => !isTaken(house, watch) && watch.startDate >= house.today);
	house.watches = house.watches.filter((watch) => !free.includes(watch));
	for (const [name, watches] of Map.groupBy(free, ({ by }) => by))
		tell(house, { kind: 'DaysFree', to: [name], days: watches.sort((a, b) => (a.startDate < b.startDate ? -1 : 1)) });
}

/** What a decision of this round comes to (BR-024). */
export function outcomeOfDeciding(house: Expected, stay: Stay, party: string, what: 'approve' | 'deny', round: number) {
	if (stay.status === 'Canceled') return 'canceled';
	if (stay.endDate < house.today) return 'past';
	if (round !== stay.round) return 'outdated';
	const isDone = stay.status === 'Denied' || (what === 'approve' && stay.answers.get(party) === 'yes');
	return isDone ? 'already-done' : 'done';
}

export function approved(house: Expected, stay: Stay, party: string, says?: string): void {
	stay.answers.set(party, 'yes');
	if (confirmIfComplete(house, stay, says)) return;
	house.causes++;
	tell(house, { kind: 'Approved', to: [stay.by], about: [stay], says: [says] });
}

export function denied(house: Expected, stay: Stay, party: string, says: string, proposal?: DayRange): void {
	freeing(house, () => {
		stay.answers.set(party, 'no');
		stay.status = 'Denied';
		stay.proposal = proposal && { ...proposal, by: party };
		house.causes++;
		const to = [stay.by, ...house.parties];
		tell(house, { kind: 'Denied', to, about: [stay], says: [says, proposal && formatRange(proposal)] });
	});
}

/** Other days: fewer of the same keep the approvals (BR-005), others reset them. */
export function changedDays(house: Expected, stay: Stay, days: DayRange, own: boolean): void {
	const isFewer = contains(stay, days);
	const isConfirmed = stay.status === 'Confirmed';
	freeing(house, () => {
		Object.assign(stay, days);
		if (isFewer) {
			house.causes++;
			const to = [stay.by, ...(isConfirmed ? house.parties : [])];
			tell(house, { kind: 'DatesShrunk', to, about: [stay], hasFile: isConfirmed });
		} else {
			stay.round++;
			startRound(house, stay, { kind: 'DatesMoved', own });
		}
	});
}

export function reopened(house: Expected, stay: Stay, days: DayRange, own: boolean): void {
	const { proposal } = stay;
	const isProposed = proposal && contains(proposal, days) && contains(days, proposal);
	if (isProposed) house.silent['days proposed asked for']++;
	Object.assign(stay, days);
	stay.round++;
	startRound(house, stay, { kind: 'Reopened', own, agreed: isProposed ? [proposal.by] : [] });
}

export function canceled(house: Expected, stay: Stay): void {
	house.causes++;
	cancel(house, stay, [stay.by]);
}

function cancel(house: Expected, stay: Stay, requester: (string | null)[]): void {
	const to = [...requester, ...(holds(stay) ? house.parties : [])];
	freeing(house, () => {
		Object.assign(stay, { status: 'Canceled', canceledOn: house.today });
		tell(house, { kind: 'Canceled', to, about: [stay] });
	});
}

export function rotated(house: Expected, name: string): void {
	house.causes++;
	tell(house, { kind: 'LinkRotated', to: [name], bringsLink: () => true });
}

/** Their open bookings that have not begun are canceled; the others keep their days as "Gast". */
export function forgot(house: Expected, name: string): void {
	house.causes++;
	house.watches = house.watches.filter(({ by }) => by !== name);
	for (const stay of staysOf(house, name)) {
		Object.assign(stay, { by: null, firstName: 'Gast' });
		const isToCome = stay.startDate > house.today && stay.status !== 'Canceled';
		if (isToCome || stay.status === 'Pending') cancel(house, stay, []);
	}
	house.known.delete(name);
	house.forgotOn = house.today;
	house.causes++;
	tell(house, { kind: 'Forgotten', to: [name] });
}

/** The stays that a calendar has to show. */
export const shownStays = ({ stays, today }: Expected): Stay[] =>
	[...stays.values()].filter(
		({ status, endDate }) => status === 'Confirmed' || (status === 'Pending' && endDate >= today),
	);
