import {
	type ActionPreview,
	type Booking,
	type DayRange,
	type DecidedBy,
	type Decision,
	isolated,
} from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { decisionOutcome, previewView, resultView } from './action.ts';

const [ANNA, INGEBORG, CORNELIA] = ['Anna', 'Ingeborg', 'Cornelia'].map(isolated);
const TIME_ZONE = 'Europe/Berlin';
const approvals = (['Approved', 'NoResponse'] as const).map((decision, index) => ({
	party: ['Ingeborg', 'Cornelia'][index] ?? '',
	decision,
	comment: null,
	decidedAt: null,
	mailFailed: false,
}));
const booking = {
	firstName: 'Anna',
	status: 'Pending',
	isPast: false,
	startDate: '2027-05-01',
	endDate: '2027-05-05',
	approvals,
} as unknown as Booking;
const confirmed: Booking = { ...booking, status: 'Confirmed' };
const denied: Booking = { ...booking, status: 'Denied' };
const by = (party: string, decision: DecidedBy['decision']): DecidedBy => ({
	party,
	decision,
	at: new Date('2027-03-03T09:12:00Z'),
});
const preview = (changes: Partial<ActionPreview>): ActionPreview => ({
	action: 'approve',
	state: 'open',
	booking,
	...changes,
});
const moved: DayRange = { startDate: '2027-04-01', endDate: '2027-04-03' };

describe('what a link shows', () => {
	test('an open one asks', () => {
		expect(previewView(preview({}), TIME_ZONE)).toMatchObject({ title: `${ANNA} möchte kommen`, ask: 'approve' });
		expect(previewView(preview({ action: 'deny' }), TIME_ZONE)).toMatchObject({
			title: `Anfrage von ${ANNA} ablehnen?`,
			ask: 'deny',
		});
	});

	test('denying a Confirmed booking says that its days are fixed', () => {
		expect(previewView(preview({ action: 'deny', booking: confirmed }), TIME_ZONE)).toEqual({
			title: `Bestätigte Buchung von ${ANNA} ablehnen?`,
			lines: ['Sie ist schon zugesagt, die Tage sind fest.'],
			ask: 'deny',
		});
	});

	test('a used one says by whom, when, and how it stands', () => {
		expect(previewView(preview({ state: 'already-done', decidedBy: by('Ingeborg', 'Approved') }), TIME_ZONE)).toEqual({
			title: 'Das ist schon erledigt',
			lines: [`${INGEBORG} hat am 03.03.2027 um 10:12 Uhr zugestimmt.`, `Es fehlt noch die Antwort von ${CORNELIA}.`],
			ask: null,
		});
		expect(
			previewView(preview({ state: 'already-done', booking: denied, decidedBy: by('Cornelia', 'Denied') }), TIME_ZONE)
				.lines,
		).toEqual([`${CORNELIA} hat am 03.03.2027 um 10:12 Uhr abgelehnt.`, 'Die Tage sind wieder frei.']);
	});

	test('an outdated one shows old and new dates', () => {
		const view = previewView(preview({ state: 'outdated', previous: moved }), TIME_ZONE);
		expect(view).toMatchObject({
			title: 'Die Anfrage hat sich geändert',
			ask: null,
			moved: { before: moved, now: booking },
		});
	});

	test('an outdated one of the same dates shows no dates', () => {
		expect(previewView(preview({ state: 'outdated' }), TIME_ZONE)).not.toHaveProperty('moved');
	});

	test.each([
		['past', booking, 'Der Aufenthalt ist schon vorbei'],
		['canceled', null, 'Das hat sich erledigt'],
	] as const)('a %s one asks nothing', (state, shown, title) => {
		expect(previewView(preview({ state, booking: shown }), TIME_ZONE)).toMatchObject({ title, ask: null });
	});
});

describe('what came of the button', () => {
	const result = (action: 'approve' | 'deny', changes: Partial<Parameters<typeof resultView>[1]>) =>
		resultView(action, { outcome: 'done', booking, ...changes }, booking, TIME_ZONE);

	test('done', () => {
		expect(result('approve', {})).toEqual({
			title: 'Danke, du hast zugestimmt',
			lines: [`Es fehlt noch die Antwort von ${CORNELIA}.`],
			ask: null,
		});
		expect(result('approve', { booking: confirmed }).lines).toEqual(['Die Tage sind fest.']);
		expect(result('deny', { booking: denied }).title).toBe('Du hast abgelehnt');
	});

	test('somebody was first', () => {
		expect(
			result('approve', { outcome: 'already-done', booking: denied, decidedBy: by('Cornelia', 'Denied') }),
		).toMatchObject({
			title: 'Das ist schon erledigt',
			ask: null,
		});
	});

	test('the days were changed meanwhile: those that the reader saw and those of now', () => {
		const now = { ...booking, ...moved };
		expect(result('approve', { outcome: 'outdated', booking: now }).moved).toEqual({ before: booking, now });
	});

	test('asked again for the same days: no dates', () => {
		expect(result('approve', { outcome: 'outdated' })).not.toHaveProperty('moved');
	});

	test('it was canceled meanwhile', () => {
		expect(result('deny', { outcome: 'canceled', booking: null }).title).toBe('Das hat sich erledigt');
	});
});

describe('a decision on a page', () => {
	const decided = (changes: Partial<Decision>) =>
		decisionOutcome('deny', { outcome: 'done', booking: denied, ...changes }, TIME_ZONE);

	test('that is done says who is told', () => {
		expect(decided({}).lines).toEqual([
			`${ANNA} erfährt es per Mail, mit deiner Begründung. Die Tage sind wieder frei.`,
		]);
	});

	test('that comes second says who was first', () => {
		const { title, lines } = decided({ outcome: 'already-done', decidedBy: by('Cornelia', 'Denied') });
		expect([title, lines[0]]).toEqual([
			'Das ist schon erledigt',
			`${CORNELIA} hat am 03.03.2027 um 10:12 Uhr abgelehnt.`,
		]);
	});

	test('on an earlier round decides nothing', () => {
		expect(decided({ outcome: 'outdated', booking })).toMatchObject({
			title: 'Die Anfrage hat sich geändert',
			isBad: true,
		});
	});
});
