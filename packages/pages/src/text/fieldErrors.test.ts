import type { BookingError } from '@betzenstein/client';
import type { Day, DayRange, FieldIssue } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { fieldErrorsOf } from './fieldErrors.ts';

const invalid = (...fields: FieldIssue[]): BookingError => ({
	reason: 'INVALID_INPUT',
	details: { fields },
	message: 'Bitte prüfe deine Angaben.',
});

describe('fieldErrorsOf', () => {
	test.each<[string, FieldIssue['issue'], string]>([
		['firstName', 'too_short', 'Bitte gib deinen Vornamen an.'],
		['changes.firstName', 'first_name_characters', 'Bitte nur Buchstaben, Leerzeichen, Bindestrich und Apostroph.'],
		['changes.startDate', 'not_a_day', 'Bitte wähle den ersten Tag.'],
		['endDate', 'not_a_day', 'Bitte wähle den letzten Tag.'],
		['email', 'invalid_format', 'Bitte gib eine gültige E-Mail-Adresse an, zum Beispiel anna@beispiel.de.'],
		['affiliation', 'too_small', 'Bitte wähle aus, zu wem du gehörst.'],
		['description', 'contains_link', 'Bitte ohne Link: Links sind hier nicht erlaubt.'],
		['comment', 'contains_email', 'Bitte ohne E-Mail-Adresse: Adressen sind hier nicht erlaubt.'],
		['partySize', JSON.parse('"something_new"'), 'Bitte prüfe diese Angabe.'],
	])('%s that is %s', (path, issue, text) => {
		expect(fieldErrorsOf(invalid({ path, issue }))).toEqual({ [path.split('.').at(-1) ?? '']: text });
	});

	test('every field that is wrong gets its sentence', () => {
		const errors = fieldErrorsOf(
			invalid({ path: 'firstName', issue: 'too_short' }, { path: 'email', issue: 'invalid_format' }),
		);
		expect(Object.keys(errors)).toEqual(['firstName', 'email']);
	});

	test("a rule's own refusal stands by the field that can mend it", () => {
		const message = 'Das Ende liegt vor dem Anfang.';
		expect(fieldErrorsOf({ reason: 'END_BEFORE_START', details: {}, message })).toEqual({ endDate: message });
	});

	test.each<[Day, string]>([
		['2027-05-12', 'startDate'],
		['2027-05-09', 'endDate'],
	])('a stay that is asked for from %s, when 10–12 May is taken, blames %s', (startDate, field) => {
		const message = 'Diese Tage sind schon belegt.';
		const conflicts: DayRange[] = [{ startDate: '2027-05-10', endDate: '2027-05-12' }];
		const dates: DayRange = { startDate, endDate: '2027-05-14' };
		expect(fieldErrorsOf({ reason: 'DATES_TAKEN', details: { conflicts }, message }, dates)).toEqual({
			[field]: message,
		});
	});

	test('a refusal that is about no field has none', () => {
		expect(fieldErrorsOf({ reason: 'TOO_MANY_PENDING', details: { max: 5 }, message: 'Zu viele.' })).toEqual({});
	});
});
