import { type Booking, isolated } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { canceledOutcome, editedOutcome, forgottenOutcome, reopenedOutcome, requestedOutcome } from './outcome.ts';

const approvals = [
	{ party: 'Ingeborg', decision: 'NoResponse' as const, comment: null, decidedAt: null, mailFailed: false },
];
const before = { status: 'Pending', isPast: false, revision: 3, round: 1, approvals } as unknown as Booking;

describe('an edit', () => {
	test('that changes nothing says so', () => {
		expect(editedOutcome(before, before)).toEqual({ title: 'Es hat sich nichts geändert', lines: [] });
	});

	test('that keeps the approvals is saved', () => {
		expect(editedOutcome(before, { ...before, revision: 4 })).toEqual({ title: 'Gespeichert', lines: [] });
	});

	test('that shortens a Confirmed stay says what becomes of the other days', () => {
		const confirmed: Booking = { ...before, status: 'Confirmed', totalDays: 5 };
		expect(editedOutcome(confirmed, { ...confirmed, revision: 4, totalDays: 3 }).lines).toEqual([
			'Die anderen Tage sind wieder frei. Wer zugestimmt hat, erfährt es per Mail.',
		]);
		expect(editedOutcome(confirmed, { ...confirmed, revision: 4, firstName: 'Bea' }).lines).toEqual([]);
	});

	test('that starts them afresh says so', () => {
		expect(editedOutcome(before, { ...before, revision: 4, round: 2 }).lines).toEqual([
			`Frühere Zustimmungen gelten nicht mehr. Es fehlt noch die Antwort von ${isolated('Ingeborg')}.`,
		]);
	});
});

test('of whoever alone decides, the own request is a booking', () => {
	expect(requestedOutcome({ ...before, status: 'Confirmed' }, '')).toEqual({
		title: 'Gebucht',
		lines: ['Die Tage sind fest.', 'Die Bestätigung ist unterwegs an dich.'],
	});
});

test('asking says who has to answer', () => {
	expect([requestedOutcome(before, 'anna@example.com').lines[0], reopenedOutcome(before).lines[0]]).toEqual([
		`Es fehlt noch die Antwort von ${isolated('Ingeborg')}.`,
		`Es fehlt noch die Antwort von ${isolated('Ingeborg')}.`,
	]);
});

describe('canceling', () => {
	test('says who is told', () => {
		expect(canceledOutcome({ outcome: 'done', booking: before, willBeTold: ['Anna', 'Ingeborg'] })).toEqual({
			title: 'Storniert',
			lines: ['Die Tage sind wieder frei.', `Eine Mail bekommen: ${isolated('Anna')} und ${isolated('Ingeborg')}.`],
		});
	});

	test('twice is no mistake', () => {
		expect(canceledOutcome({ outcome: 'already-done', booking: before, willBeTold: [] }).title).toBe('Schon storniert');
	});
});

describe('being forgotten', () => {
	test.each([
		[{ canceled: 0, kept: 0 }, []],
		[{ canceled: 1, kept: 1 }, ['Eine Buchung wurde storniert.', 'Ein Aufenthalt bleibt als „Gast“ stehen.']],
		[{ canceled: 2, kept: 3 }, ['2 Buchungen wurden storniert.', '3 Aufenthalte bleiben als „Gast“ stehen.']],
	])('%j', (forgotten, more) => {
		expect(forgottenOutcome(forgotten).lines.slice(1)).toEqual(more);
	});
});
