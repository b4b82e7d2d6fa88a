/** The result of a requester's change, in sentences. */
import { type Booking, type CancelResult, type Forgotten, isolated } from '@betzenstein/shared';
import { listed } from '@betzenstein/shared/german';
import { standingSentence } from './standing.ts';

/** A heading and what follows from it. */
export interface Outcome {
	title: string;
	lines: string[];
	/** The result is not what was asked for. */
	isBad?: boolean;
}

/** After an edit. */
export function editedOutcome(before: Booking, after: Booking): Outcome {
	if (after.revision === before.revision) return { title: 'Es hat sich nichts geändert', lines: [] };
	if (after.round === before.round) {
		const isShortened = after.status === 'Confirmed' && after.totalDays < before.totalDays;
		return { title: 'Gespeichert', lines: isShortened ? [SHORTENED] : [] };
	}
	return { title: 'Gespeichert', lines: [`Frühere Zustimmungen gelten nicht mehr. ${standingSentence(after)}`] };
}

const SHORTENED = 'Die anderen Tage sind wieder frei. Wer zugestimmt hat, erfährt es per Mail.';

/** After asking again. */
export const reopenedOutcome = (after: Booking): Outcome => ({
	title: 'Noch einmal angefragt',
	lines: [standingSentence(after)],
});

/**
 * After asking for the first time; whoever alone decides has the days at once (BR-015).
 * @param email as it was typed; empty for the holder of a personal link
 */
export function requestedOutcome(after: Booking, email: string): Outcome {
	const isBooked = after.status === 'Confirmed';
	const mail = isBooked ? 'Die Bestätigung' : 'Eine Mail mit dem Link zu deiner Buchung';
	const lines = [
		standingSentence(after),
		`${mail} ist unterwegs an ${email === '' ? 'dich' : isolated(email.trim())}.`,
	];
	if (!isBooked) lines.push('Antwortet jemand, bekommst du wieder eine.');
	if (email !== '') lines.push(IF_NO_MAIL);
	return { title: isBooked ? 'Gebucht' : 'Anfrage gestellt', lines };
}

const IF_NO_MAIL =
	'Kommt nichts an? Sieh im Spam-Ordner nach. Ist die Adresse falsch, storniere diese Anfrage unter „Zu deiner Buchung“, und frag mit der richtigen noch einmal an.';

/** After canceling. */
export function canceledOutcome({ outcome, willBeTold }: CancelResult): Outcome {
	if (outcome === 'already-done') return { title: 'Schon storniert', lines: ['Diese Buchung war bereits storniert.'] };
	const told = willBeTold.length > 0 ? [`Eine Mail bekommen: ${listed(willBeTold.map(isolated))}.`] : [];
	return { title: 'Storniert', lines: ['Die Tage sind wieder frei.', ...told] };
}

/** After being forgotten. */
export function forgottenOutcome({ canceled, kept }: Forgotten): Outcome {
	const lines = ['Wir haben alles gelöscht, was wir über dich wussten. Du bekommst eine letzte Mail.'];
	if (canceled > 0)
		lines.push(canceled === 1 ? 'Eine Buchung wurde storniert.' : `${canceled} Buchungen wurden storniert.`);
	if (kept > 0)
		lines.push(
			kept === 1 ? 'Ein Aufenthalt bleibt als „Gast“ stehen.' : `${kept} Aufenthalte bleiben als „Gast“ stehen.`,
		);
	return { title: 'Alles gelöscht', lines };
}
