import { type Services, tables } from '@betzenstein/server';
import { desc, eq, ilike, or, sql } from 'drizzle-orm';

const MOST = 20;

/** Bookings by what one remembers of them: a part of the first name, of the address or of the id; newest activity first. */
export function find({ db }: Services, text: string) {
	const { booking, person } = tables;
	const { id, status, startDate, endDate, firstName, partySize, affiliation, round, revision } = booking;
	const like = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
	return db.read(({ tx }) =>
		tx
			.select({
				id,
				status,
				startDate,
				endDate,
				firstName,
				email: person.email,
				partySize,
				affiliation,
				round,
				revision,
			})
			.from(booking)
			.innerJoin(person, eq(person.id, booking.requesterId))
			.where(or(ilike(firstName, like), ilike(person.email, like), ilike(sql`${id}::text`, like)))
			.orderBy(desc(booking.lastActivityAt))
			.limit(MOST),
	);
}
