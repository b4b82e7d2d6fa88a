/** What may come of a call about a booking, going by docs/domain.md: written from its text, without the product's code. */
import { contains, type DayRange, totalDays } from '@betzenstein/shared';
import { PARTIES } from '@betzenstein/testing/house/environment';
import type { Asked, Stay } from './history.ts';

export interface Verdict {
	outcome: string;
	/** How it is afterwards, if anything has changed. */
	stay?: Stay;
	/** The kinds of the mails about that. */
	mails?: string[];
	/** The days that this newly asks for; others may hold them. */
	wants?: DayRange;
}

export const holdsDays = ({ status }: Pick<Stay, 'status'>): boolean => status === 'Pending' || status === 'Confirmed';

/** Whether some other stay is in the way, or its requester has too many, is not known here. */
export function play(stay: Stay | undefined, asked: Asked): Verdict {
	if (asked.what === 'create') {
		const { startDate, endDate, partySize } = asked;
		const days = { startDate, endDate };
		const begun = { ...days, partySize, status: 'Pending', round: 1, revision: 1, proposal: null } as const;
		if (stay) return { outcome: 'ok' };
		return { outcome: 'ok', stay: { ...begun, events: ['Submitted'] }, mails: all('Submitted'), wants: days };
	}
	if (!stay) return { outcome: 'NOT_FOUND' };
	switch (asked.what) {
		case 'get':
			return { outcome: 'ok' };
		case 'cancel':
			if (stay.status === 'Canceled') return { outcome: 'already-done' };
			return {
				outcome: 'done',
				stay: next(stay, { status: 'Canceled', proposal: null }, 'Canceled'),
				mails: stay.status === 'Denied' ? ['Canceled'] : all('Canceled'),
			};
		case 'edit':
			return edit(stay, asked);
		case 'reopen':
			return reopen(stay, asked);
		default:
			return decide(stay, asked);
	}
}

/** To every approver and the requester, who is none of them. */
const all = (kind: string): string[] => [kind, ...PARTIES.map(() => kind)];

const next = (stay: Stay, changes: Partial<Stay>, ...events: string[]): Stay => ({
	...stay,
	...changes,
	revision: stay.revision + 1,
	events: [...stay.events, ...events],
});

type Change = Extract<Asked, { changes: unknown }>;

function edit(stay: Stay, { revision, changes }: Change): Verdict {
	const { startDate, endDate } = { ...stay, ...changes };
	const days = { startDate, endDate };
	const isInside = contains(stay, days);
	const shortens = stay.status === 'Confirmed' && !changes.partySize && isInside && totalDays(stay) > 1;
	if (stay.status !== 'Pending' && !shortens) return { outcome: 'NOT_ALLOWED_NOW' };
	if (revision !== stay.revision) return { outcome: 'STALE_REVISION' };
	const isMoved = startDate !== stay.startDate || endDate !== stay.endDate;
	if (!isMoved && (changes.partySize ?? stay.partySize) === stay.partySize) return { outcome: 'ok' };
	if (!isMoved) return { outcome: 'ok', stay: next(stay, changes), mails: [] };
	if (isInside) {
		const mails = stay.status === 'Confirmed' ? all('DatesShrunk') : ['DatesShrunk'];
		return { outcome: 'ok', stay: next(stay, changes, 'DatesShrunk'), mails };
	}
	const moved = next(stay, { ...changes, round: stay.round + 1 }, 'DatesMoved');
	return { outcome: 'ok', stay: moved, mails: PARTIES.map(() => 'DatesMoved'), wants: days };
}

function reopen(stay: Stay, { revision, changes }: Change): Verdict {
	if (stay.status !== 'Denied') return { outcome: 'NOT_ALLOWED_NOW' };
	if (revision !== stay.revision) return { outcome: 'STALE_REVISION' };
	const { proposal } = stay;
	const { startDate, endDate, partySize } = { ...stay, ...changes };
	const isProposed = startDate === proposal?.startDate && endDate === proposal.endDate && partySize === stay.partySize;
	const reopened = next(
		stay,
		{ ...changes, status: 'Pending', round: stay.round + 1, proposal: null },
		...['Reopened', ...(isProposed ? [`Approved ${proposal.party}`] : [])],
	);
	const asks = PARTIES.filter((party) => !(isProposed && party === proposal.party));
	return { outcome: 'ok', stay: reopened, mails: asks.map(() => 'Reopened'), wants: { startDate, endDate } };
}

function decide(stay: Stay, asked: Extract<Asked, { by: string }>): Verdict {
	if (stay.status === 'Canceled') return { outcome: 'NOT_FOUND' };
	if (asked.round !== stay.round) return { outcome: 'outdated' };
	if (stay.status === 'Denied') return { outcome: 'already-done' };
	if (asked.what === 'deny') {
		const proposal = asked.proposal ? { ...asked.proposal, party: asked.by } : null;
		return {
			outcome: 'done',
			stay: next(stay, { status: 'Denied', proposal }, `Denied ${asked.by}`),
			mails: all('Denied'),
		};
	}
	const approved = approvalsOf(stay);
	if (approved.includes(asked.by)) return { outcome: 'already-done' };
	const isLast = approved.length === PARTIES.length - 1;
	const events = [`Approved ${asked.by}`, ...(isLast ? ['Confirmed'] : [])];
	return {
		outcome: 'done',
		stay: next(stay, { status: isLast ? 'Confirmed' : 'Pending' }, ...events),
		mails: isLast ? all('Confirmed') : ['Approved'],
	};
}

const BEGINS_A_ROUND = ['Submitted', 'DatesMoved', 'Reopened'];

/** Who has approved in this round. */
function approvalsOf({ events }: Stay): string[] {
	const round = events.slice(events.findLastIndex((event) => BEGINS_A_ROUND.includes(event)));
	return round.flatMap((event) => (event.startsWith('Approved ') ? event.slice('Approved '.length) : []));
}
