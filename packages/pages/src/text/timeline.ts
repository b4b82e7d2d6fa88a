import { formatRange, isolated, type TimelineEvent } from '@betzenstein/shared';

/** What happened, as a sentence; the comment, if there is one, is shown beside it. */
export function eventSentence(event: TimelineEvent): string {
	return event.via === 'operator' ? `${sentence(event)} (durch die Verwaltung)` : sentence(event);
}

function sentence({ type, actor, from, to, proposal }: TimelineEvent): string {
	const name = isolated(actor.name);
	const dates = from && to ? `${formatRange(from)} wurde zu ${formatRange(to)}.` : '';
	switch (type) {
		case 'Submitted':
			return `${name} hat angefragt.`;
		case 'Approved':
			return `${name} hat zugestimmt.`;
		case 'Denied':
			return proposal
				? `${name} hat abgelehnt und andere Tage vorgeschlagen: ${formatRange(proposal)}.`
				: `${name} hat abgelehnt.`;
		case 'Confirmed':
			return 'Die Buchung ist bestätigt.';
		case 'DatesShrunk':
			return `${name} bleibt kürzer: ${dates} Die Zustimmungen gelten weiter.`;
		case 'DatesMoved':
			return `${name} hat die Tage geändert: ${dates} Frühere Zustimmungen gelten nicht mehr.`;
		case 'Reopened':
			return dates
				? `${name} hat mit anderen Tagen noch einmal angefragt: ${dates}`
				: `${name} hat noch einmal angefragt.`;
		case 'Canceled':
			return actor.kind === 'system' ? 'Die Buchung wurde storniert.' : `${name} hat storniert.`;
		case 'Expired':
			return 'Die Tage sind vorbei, die Anfrage blieb offen.';
		default:
			return `${name}: ${type}`;
	}
}
