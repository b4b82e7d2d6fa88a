import { type Approval, type ApprovalDecision, type Booking, isolated } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { answerText, requesterMailSentence, standingSentence } from './standing.ts';

const approval = (party: string, decision: ApprovalDecision): Approval => ({
	party,
	decision,
	comment: null,
	decidedAt: decision === 'NoResponse' ? null : new Date('2027-03-03T09:12:00Z'),
	mailFailed: false,
});
const approvals = [
	approval('Ingeborg', 'Approved'),
	approval('Cornelia', 'NoResponse'),
	approval('Angelika', 'NoResponse'),
];
const booking = (changes: Partial<Booking> = {}) => ({
	status: 'Pending' as const,
	isPast: false,
	approvals,
	...changes,
});

describe('standingSentence', () => {
	const denied = [approval('Ingeborg', 'Approved'), approval('Cornelia', 'Denied'), approval('Angelika', 'NoResponse')];
	test.each<[Partial<Booking>, string]>([
		[{}, `Es fehlt noch die Antwort von ${isolated('Cornelia')} und ${isolated('Angelika')}.`],
		[{ isPast: true }, 'Die Tage sind vorbei, die Anfrage blieb offen.'],
		[{ status: 'Confirmed' }, 'Die Tage sind fest.'],
		[{ status: 'Confirmed', isPast: true }, 'Dieser Aufenthalt ist vorbei.'],
		[{ status: 'Denied', approvals: denied }, `${isolated('Cornelia')} hat abgelehnt. Die Tage sind wieder frei.`],
		[{ status: 'Canceled' }, 'Diese Buchung ist storniert. Die Tage sind wieder frei.'],
	])('%j', (changes, text) => {
		expect(standingSentence(booking(changes))).toBe(text);
	});
});

test.each([
	[false, undefined],
	[true, `Unsere letzte Mail an ${isolated('Anna')} kam nicht an. Sag am besten selbst Bescheid.`],
])('the requester’s mails: %s', (requesterMailFailed, text) => {
	expect(requesterMailSentence({ firstName: 'Anna', requesterMailFailed })).toBe(text);
});

test.each<[ApprovalDecision, string]>([
	['NoResponse', 'hat noch nicht geantwortet'],
	['Approved', 'hat am 03.03.2027 um 10:12 Uhr zugestimmt'],
	['Denied', 'hat am 03.03.2027 um 10:12 Uhr abgelehnt'],
])('an answer %s reads "%s"', (decision, text) => {
	expect(answerText(approval('Ingeborg', decision), 'Europe/Berlin')).toBe(text);
});
