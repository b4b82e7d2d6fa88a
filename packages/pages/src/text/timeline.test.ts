import { type DayRange, EVENT_TYPES, type EventType, isolated, type TimelineEvent } from '@betzenstein/shared';
import { describe, expect, test } from 'vitest';
import { eventSentence } from './timeline.ts';

const from: DayRange = { startDate: '2027-05-01', endDate: '2027-05-05' };
const to: DayRange = { startDate: '2027-05-08', endDate: '2027-05-12' };
const anna = { kind: 'requester', name: 'Anna' } as const;
const cornelia = { kind: 'approver', name: 'Cornelia' } as const;
const system = { kind: 'system', name: 'System' } as const;
const happened = (type: EventType, more: Partial<TimelineEvent> = {}): TimelineEvent => ({
	at: new Date(0),
	type,
	actor: anna,
	via: 'person',
	...more,
});

describe('eventSentence', () => {
	test.each<[TimelineEvent, string]>([
		[happened('Submitted'), `${isolated('Anna')} hat angefragt.`],
		[happened('Approved', { actor: cornelia }), `${isolated('Cornelia')} hat zugestimmt.`],
		[happened('Denied', { actor: cornelia }), `${isolated('Cornelia')} hat abgelehnt.`],
		[
			happened('Denied', { actor: cornelia, proposal: to }),
			`${isolated('Cornelia')} hat abgelehnt und andere Tage vorgeschlagen: 08.–12.05.2027.`,
		],
		[happened('Confirmed', { actor: system }), 'Die Buchung ist bestätigt.'],
		[
			happened('DatesShrunk', { from, to: { ...from, endDate: '2027-05-04' } }),
			`${isolated('Anna')} bleibt kürzer: 01.–05.05.2027 wurde zu 01.–04.05.2027. Die Zustimmungen gelten weiter.`,
		],
		[
			happened('DatesMoved', { from, to }),
			`${isolated('Anna')} hat die Tage geändert: 01.–05.05.2027 wurde zu 08.–12.05.2027. Frühere Zustimmungen gelten nicht mehr.`,
		],
		[happened('Reopened'), `${isolated('Anna')} hat noch einmal angefragt.`],
		[
			happened('Reopened', { from, to }),
			`${isolated('Anna')} hat mit anderen Tagen noch einmal angefragt: 01.–05.05.2027 wurde zu 08.–12.05.2027.`,
		],
		[happened('Canceled'), `${isolated('Anna')} hat storniert.`],
		[happened('Canceled', { actor: system, via: 'system' }), 'Die Buchung wurde storniert.'],
		[happened('Canceled', { actor: system, via: 'operator' }), 'Die Buchung wurde storniert. (durch die Verwaltung)'],
		[happened('Expired', { actor: system }), 'Die Tage sind vorbei, die Anfrage blieb offen.'],
	])('$type by $actor.name', (event, text) => {
		expect(eventSentence(event)).toBe(text);
	});

	test.each(EVENT_TYPES)('%s is a whole sentence', (type) => {
		expect(eventSentence(happened(type))).toMatch(/^\u2068?[A-Z].*\.$/);
	});
});
