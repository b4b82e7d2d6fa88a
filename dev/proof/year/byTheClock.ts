/** What the clock makes due (docs/domain.md, "Who is told" and "Keeping and forgetting"), for the year's expectation. */
import { addDays, addMonths, type Day } from '@betzenstein/shared';
import { type Expected, outstanding, type Stay, tell } from './expected.ts';

/** It is this time of the house now; what is due by then happens. Within it, mails are in no order. */
export function timePassed(house: Expected): void {
	house.causes++;
	for (const name of house.linksAskedFor.splice(0)) {
		if (house.known.has(name)) tell(house, { kind: 'LinkRecovered', to: [name], bringsLink: () => true });
	}
	if (house.time === '00:00') {
		expire(house);
		deleteOld(house);
	}
	if (house.time === '09:00') {
		if (isSunday(house.today)) digest(house);
		remind(house);
	}
	if (house.time >= '09:00') mailNotes(house);
}

/** BR-028: nobody is told. */
function expire({ stays, today, silent }: Expected): void {
	for (const stay of stays.values()) {
		if (stay.status !== 'Pending' || stay.endDate >= today) continue;
		Object.assign(stay, { status: 'Canceled', canceledOn: today });
		silent.expired++;
	}
}

/** BR-013, and addresses without a booking for a year. */
function deleteOld(house: Expected): void {
	const { stays, known, parties, today, silent } = house;
	house.watches = house.watches.filter(({ startDate }) => startDate >= today);
	for (const stay of stays.values()) {
		const isOldCanceled = stay.canceledOn !== undefined && addMonths(stay.canceledOn, 12) < today;
		const isPastDenied = stay.status === 'Denied' && stay.endDate < today;
		if (!isOldCanceled && !isPastDenied) continue;
		stays.delete(stay.id);
		silent[isOldCanceled ? 'canceled deleted' : 'denied deleted']++;
		if (stay.by !== null) known.set(stay.by, today);
	}
	const asked = new Set([...stays.values(), ...house.watches].map(({ by }) => by));
	for (const [name, since] of known) {
		if (addMonths(since, 12) >= today || asked.has(name) || parties.includes(name)) continue;
		known.delete(name);
		silent['addresses deleted']++;
	}
}

/** BR-009: on Sundays, what was submitted at least 5 days ago, soonest start first. */
function digest(house: Expected): void {
	for (const party of house.parties) {
		const waiting = pending(house)
			.filter((stay) => outstanding(house, stay).includes(party))
			.filter(({ submittedOn, endDate }) => submittedOn <= addDays(house.today, -5) && endDate >= house.today)
			.sort((a, b) => (a.startDate < b.startDate ? -1 : 1));
		if (waiting.length > 0) tell(house, { kind: 'Digest', to: [party], about: waiting });
	}
}

/** Starts within 7 days: once per round. */
function remind(house: Expected): void {
	for (const stay of pending(house)) {
		const isNew = stay.askedAt >= `${house.today} 09:00`;
		if (isNew || stay.reminded === stay.round || !startsWithin(7, stay, house.today)) continue;
		stay.reminded = stay.round;
		tell(house, { kind: 'Reminder', to: outstanding(house, stay), about: [stay] });
	}
}

/** Begins within 3 days: once per round, and none without notes. */
function mailNotes(house: Expected): void {
	if (house.notes === '') return;
	for (const stay of house.stays.values()) {
		if (stay.status !== 'Confirmed' || stay.notesMailed === stay.round || !startsWithin(3, stay, house.today)) continue;
		stay.notesMailed = stay.round;
		tell(house, { kind: 'BeforeArrival', to: [stay.by], about: [stay], says: [house.notes], hasFile: true });
	}
}

const pending = ({ stays }: Expected): Stay[] => [...stays.values()].filter(({ status }) => status === 'Pending');
const startsWithin = (days: number, { startDate }: Stay, today: Day): boolean =>
	startDate >= today && startDate <= addDays(today, days);
const isSunday = (day: Day): boolean => new Date(day).getUTCDay() === 0;
