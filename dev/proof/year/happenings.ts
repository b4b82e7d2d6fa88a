/** What people do in the house: what it has to come to, and who has to be told (docs/domain.md, "Who is told"). */
import { contains, type DayRange, formatRange } from '@betzenstein/shared';
import { type Expected, holds, isTaken, type Kind, outstanding, type Stay, staysOf, tell } from './expected.ts';

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
