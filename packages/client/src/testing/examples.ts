import type { Booking, HouseInfo } from '@betzenstein/shared';

/** A house, changed as a test needs it. */
export const exampleHouse = (changes: Partial<HouseInfo> = {}): HouseInfo => ({
	name: 'Betzenstein',
	timeZone: 'Europe/Berlin',
	today: '2027-03-01',
	parties: [
		{ name: 'Ingeborg', color: '#C1DBE3' },
		{ name: 'Cornelia', color: '#C7DFC5' },
		{ name: 'Angelika', color: '#DFAEB4' },
	],
	limits: {
		maxPartySize: 10,
		maxDescription: 500,
		longStayDays: 7,
		maxStayDays: 60,
		horizonMonths: 18,
		latestStart: '2028-09-01',
	},
	holidayRegion: 'DE-BY',
	...changes,
});

/** A booking that waits for its approvers, changed as a test needs it. */
export const exampleBooking = (changes: Partial<Booking> = {}): Booking => {
	const at = new Date('2027-03-01T09:00:00Z');
	return {
		id: '00000000-0000-4000-8000-000000000001',
		status: 'Pending',
		startDate: '2027-05-01',
		endDate: '2027-05-05',
		totalDays: 5,
		partySize: 4,
		firstName: 'Anna',
		affiliation: 'Ingeborg',
		description: null,
		round: 1,
		revision: 1,
		createdAt: at,
		lastActivityAt: at,
		isPast: false,
		approvals: exampleHouse().parties.map(({ name }) => ({
			party: name,
			decision: 'NoResponse',
			comment: null,
			decidedAt: null,
			mailFailed: false,
		})),
		requesterMailFailed: false,
		proposal: null,
		timeline: [{ at, actor: { kind: 'requester', name: 'Anna' }, type: 'Submitted', via: 'calendar' }],
		availableActions: ['edit', 'cancel'],
		...changes,
	};
};
