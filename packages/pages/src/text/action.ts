/** What the page of a mailed action link says, before and after the button. */
import {
	type ActionPreview,
	type ActionResult,
	type Booking,
	type DayRange,
	type DecidedBy,
	type Decision,
	isolated,
} from '@betzenstein/shared';
import type { Outcome } from './outcome.ts';
import { standingSentence } from './standing.ts';
import { instant } from './words.ts';

/** A page about one decision. */
export interface ActionView extends Outcome {
	/** What is asked of the reader; null if there is nothing to do. */
	ask: 'approve' | 'deny' | null;
	/** The link belongs to an earlier round. */
	isOutdated?: boolean;
	/** If the days have changed: those in the mail and the current ones. */
	moved?: { before: DayRange; now: DayRange } | undefined;
}

/** The page that the link opens. */
export function previewView(preview: ActionPreview, timeZone: string): ActionView {
	const { action, state, booking, decidedBy, previous } = preview;
	if (state !== 'open' || !booking) return settledView({ state, booking, decidedBy, previous }, timeZone);
	if (action === 'approve') {
		return { title: `${isolated(booking.firstName)} möchte kommen`, lines: ['Bist du einverstanden?'], ask: 'approve' };
	}
	const isConfirmed = booking.status === 'Confirmed';
	return {
		title: `${isConfirmed ? 'Bestätigte Buchung' : 'Anfrage'} von ${isolated(booking.firstName)} ablehnen?`,
		lines: [
			isConfirmed
				? 'Sie ist schon zugesagt, die Tage sind fest.'
				: 'Ein Nein genügt: Die Tage sind dann sofort wieder frei.',
		],
		ask: 'deny',
	};
}

/** The page after the button. @param shown the booking that the reader saw when pressing it */
export function resultView(
	action: 'approve' | 'deny',
	result: ActionResult,
	shown: Booking,
	timeZone: string,
): ActionView {
	const { outcome, booking, decidedBy } = result;
	if (outcome !== 'done' || !booking) {
		const isSame = shown.startDate === booking?.startDate && shown.endDate === booking.endDate;
		return settledView({ state: outcome, booking, decidedBy, previous: isSame ? undefined : shown }, timeZone);
	}
	return { ...doneOutcome(action, booking), ask: null };
}

/** The result of one's own decision. */
function doneOutcome(action: 'approve' | 'deny', booking: Booking): Outcome {
	if (action === 'approve') return { title: 'Danke, du hast zugestimmt', lines: [standingSentence(booking)] };
	return {
		title: 'Du hast abgelehnt',
		lines: [
			`${isolated(booking.firstName)} erfährt es per Mail, mit deiner Begründung${booking.proposal ? ' und deinem Vorschlag' : ''}. Die Tage sind wieder frei.`,
		],
	};
}

interface Settled {
	state: ActionPreview['state'] | ActionResult['outcome'];
	booking: Booking | null;
	decidedBy: DecidedBy | undefined;
	previous: DayRange | undefined;
}

/** Nothing can be decided with this link any more. */
function settledView({ state, booking, decidedBy, previous }: Settled, timeZone: string): ActionView {
	if (!booking)
		return {
			title: 'Das hat sich erledigt',
			lines: ['Diese Anfrage wurde storniert. Du musst nichts mehr tun.'],
			ask: null,
		};
	switch (state) {
		case 'outdated':
			return {
				title: 'Die Anfrage hat sich geändert',
				lines: [
					`Dieser Link gehört zu einer älteren Anfrage von ${isolated(booking.firstName)}. Mit ihm wird nichts mehr entschieden.`,
					'Antworte bitte mit dem Link aus der neueren Mail.',
				],
				ask: null,
				isOutdated: true,
				...(previous && { moved: { before: previous, now: booking } }),
			};
		case 'past':
			return {
				title: 'Der Aufenthalt ist schon vorbei',
				lines: ['Hier gibt es nichts mehr zu entscheiden.'],
				ask: null,
			};
		default:
			return { ...decidedOutcome(booking, decidedBy, timeZone), ask: null };
	}
}

/** The result of a decision that was made on a page. */
export function decisionOutcome(
	action: 'approve' | 'deny',
	{ outcome, booking, decidedBy }: Decision,
	timeZone: string,
): Outcome {
	switch (outcome) {
		case 'done':
			return doneOutcome(action, booking);
		case 'already-done':
			return decidedOutcome(booking, decidedBy, timeZone);
		case 'outdated':
			return {
				title: 'Die Anfrage hat sich geändert',
				lines: ['Es wurde nichts entschieden. Sieh sie dir bitte noch einmal an.'],
				isBad: true,
			};
	}
}

/** Somebody else was first, or the reader had decided before (BR-024). */
function decidedOutcome(booking: Booking, decidedBy: DecidedBy | undefined, timeZone: string): Outcome {
	const title = 'Das ist schon erledigt';
	if (!decidedBy) return { title, lines: [standingSentence(booking)] };
	const next = decidedBy.decision === 'Denied' ? 'Die Tage sind wieder frei.' : standingSentence(booking);
	return { title, lines: [decisionSentence(decidedBy, timeZone), next] };
}

function decisionSentence({ party, decision, at }: DecidedBy, timeZone: string): string {
	return `${isolated(party)} hat am ${instant(at, timeZone)} ${decision === 'Approved' ? 'zugestimmt' : 'abgelehnt'}.`;
}
