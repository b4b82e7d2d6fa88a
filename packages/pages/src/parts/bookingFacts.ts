/** A booking to look at: at a glance, what each approver says, and what happened. */
import {
	type Booking,
	type DayRange,
	formatRange,
	type HouseInfo,
	isolated,
	type TimelineEvent,
} from '@betzenstein/shared';
import { lengthOf, people, STATUS_TEXTS } from '@betzenstein/shared/german';
import { type Child, h, heading, type Level, spoken } from '../dom.ts';
import { freeSentence, proposalSentence } from '../text/proposal.ts';
import { answerText, requesterMailSentence } from '../text/standing.ts';
import { eventSentence } from '../text/timeline.ts';
import { instant } from '../text/words.ts';
import { tint } from './party.ts';

/** Dates, people, party, status, message and reason, as in the mails; and for approvers, whether those arrived. */
export function glance(booking: Booking, level: Level): Child {
	const { firstName, partySize, affiliation, description, status, approvals } = booking;
	const unreached = requesterMailSentence(booking);
	return [
		heading(level, formatRange(booking)),
		h('p', { class: 'soft' }, lengthOf(booking)),
		h('p', {}, `${isolated(firstName)}, ${people(partySize)}`),
		h('p', { class: 'soft' }, `gehört zu ${isolated(affiliation)}`),
		h('p', { class: `status ${status}` }, STATUS_TEXTS[status]),
		description !== null && quote(`${isolated(firstName)} schreibt:`, description),
		approvals.map(({ party, comment }) => comment !== null && quote(`Begründung von ${isolated(party)}:`, comment)),
		unreached && h('p', { class: 'hint' }, unreached),
	];
}

/** The other days that a denial proposes, and whether they are free now. */
export const proposalNote = ({ proposal }: Booking): Child =>
	proposal && h('p', {}, h('strong', {}, proposalSentence(proposal)), ` ${freeSentence(proposal)}`);

/** A card in the colour of its booking's party. */
export function card(booking: Booking, house: HouseInfo, ...content: Child[]): HTMLElement {
	const element = h('article', { class: 'card' }, ...content);
	tint(element, booking.affiliation, house);
	return element;
}

/** Words that somebody typed, set apart from ours. */
const quote = (label: string, text: string): HTMLElement =>
	h('figure', { class: 'quote' }, h('figcaption', {}, label), h('blockquote', { dir: 'auto' }, text));

/** What every approver says. */
export function approvalList({ approvals }: Booking, { timeZone }: HouseInfo): HTMLElement {
	const rows = approvals.map((approval) =>
		h(
			'li',
			{ class: approval.decision },
			h('strong', { dir: 'auto' }, approval.party),
			` ${answerText(approval, timeZone)}`,
			approval.mailFailed &&
				h(
					'p',
					{ class: 'hint' },
					`Unsere Mail an ${isolated(approval.party)} kam nicht an. Frag am besten selbst nach.`,
				),
		),
	);
	return h('ul', { class: 'approvals' }, ...rows);
}

/** Everything that happened, oldest first. */
export function timeline({ timeline: events }: Booking, { timeZone }: HouseInfo): HTMLElement {
	return h('ol', { class: 'timeline' }, ...events.map((event) => timelineRow(event, timeZone)));
}

const timelineRow = (event: TimelineEvent, timeZone: string): HTMLElement =>
	h(
		'li',
		{},
		h('time', { datetime: event.at.toISOString() }, instant(event.at, timeZone)),
		h('p', {}, eventSentence(event)),
		event.comment !== undefined && h('blockquote', { dir: 'auto' }, event.comment),
	);

/** Old days and new days, one above the other. */
export const movedDates = ({ before, now }: { before: DayRange; now: DayRange }): HTMLElement =>
	h(
		'dl',
		{ class: 'moved' },
		h('div', {}, h('dt', {}, 'Bisher'), h('dd', {}, h('s', {}, spoken('nicht mehr '), formatRange(before)))),
		h('div', {}, h('dt', {}, 'Neu'), h('dd', {}, h('strong', {}, formatRange(now)))),
	);
