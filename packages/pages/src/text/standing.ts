/** What a booking's status means for its readers. */
import { type Approval, type Booking, isolated, outstanding } from '@betzenstein/shared';
import { listed } from '@betzenstein/shared/german';
import { instant } from './words.ts';

/** How things are and what comes next, in the same words for requester and approvers. */
export function standingSentence(booking: Pick<Booking, 'status' | 'isPast' | 'approvals'>): string {
	const { status, isPast, approvals } = booking;
	switch (status) {
		case 'Pending':
			if (isPast) return 'Die Tage sind vorbei, die Anfrage blieb offen.';
			return `Es fehlt noch die Antwort von ${listed(outstanding(approvals).map(({ party }) => isolated(party)))}.`;
		case 'Confirmed':
			return isPast ? 'Dieser Aufenthalt ist vorbei.' : 'Die Tage sind fest.';
		case 'Denied': {
			const deniers = approvals.filter(({ decision }) => decision === 'Denied').map(({ party }) => isolated(party));
			return `${listed(deniers)} hat abgelehnt. Die Tage sind wieder frei.`;
		}
		case 'Canceled':
			return 'Diese Buchung ist storniert. Die Tage sind wieder frei.';
		default:
			return status;
	}
}

/** Tells an approver if the last mail to the requester did not arrive. */
export const requesterMailSentence = ({
	firstName,
	requesterMailFailed,
}: Pick<Booking, 'firstName' | 'requesterMailFailed'>): string | undefined =>
	requesterMailFailed
		? `Unsere letzte Mail an ${isolated(firstName)} kam nicht an. Sag am besten selbst Bescheid.`
		: undefined;

/** One approver's answer, without their name. */
export function answerText({ decision, decidedAt }: Approval, timeZone: string): string {
	const when = decidedAt ? ` am ${instant(decidedAt, timeZone)}` : '';
	switch (decision) {
		case 'NoResponse':
			return 'hat noch nicht geantwortet';
		case 'Approved':
			return `hat${when} zugestimmt`;
		case 'Denied':
			return `hat${when} abgelehnt`;
	}
}
