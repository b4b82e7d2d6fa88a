/** The mail to somebody who comes soon. */
import { formatRange } from '@betzenstein/shared';
import { weekdayOf } from '@betzenstein/shared/german';
import type { MailToRender } from '../model.ts';
import {
	type BookingForReader,
	type Draft,
	glance,
	INTO_CALENDAR,
	note,
	openBooking,
	paragraph,
	quote,
} from './pieces.ts';

/** The notes of the house, with the stay (domain.md, Notes of the house). Approvers wrote them, so they always stand. */
export function beforeArrival(about: BookingForReader, { facts, house }: MailToRender): Draft {
	const { startDate } = about.booking;
	const start = `${weekdayOf(startDate)}, ${formatRange({ startDate, endDate: startDate })}`;
	return {
		subject: `Bald geht es los: ${about.range}`,
		preview: `Ab ${start}. Hier steht, was du im Haus wissen musst.`,
		title: 'Bald geht es los',
		blocks: [
			paragraph(`Am ${start}, beginnt dein Aufenthalt. Hier steht, was du im Haus wissen musst.`),
			glance(about),
			...quote(`Hinweise für ${house.name}`, facts.notes ?? null),
			INTO_CALENDAR,
			openBooking(about),
			note('Dort findest du die Hinweise bis zu deinem letzten Tag, auch wenn sie sich noch ändern.'),
		],
	};
}
