/** What the inputs are thrown at: a house with bookings, and a link of every kind. */
import { addDays, type Day, dayIn } from '@betzenstein/shared';
import type { Servers } from '@betzenstein/testing/house/inProcesses';

/** Links that a request can carry; `none` carries none. */
export const LINKS = [
	'none',
	'viewer',
	'requester',
	'other',
	'approver',
	'booking',
	'approve',
	'deny',
	'ended',
	'garbage',
] as const;
export type LinkKind = (typeof LINKS)[number];

/** Stand in a request for what is known only when it is sent. Letters only, so that no encoding changes them. */
export const PLACEHOLDERS = ['XPENDINGX', 'XDENIEDX', 'XOTHERX', 'XPERSONX'] as const;
type Placeholder = (typeof PLACEHOLDERS)[number];

export interface Scene {
	links: Record<LinkKind, string>;
	/** What each placeholder stands for. */
	known: Record<Placeholder, string>;
}

const APPROVER = 'Ingeborg';

/** Empties the house and fills it anew: what was thrown at it may have ended links and bookings. */
export async function newScene(house: Servers): Promise<Scene> {
	const { sql, link } = house;
	// One by one: the server's mails and duties work on the same tables, and to lock several at once meets them
	// crosswise.
	for (const table of ['mail', 'link_request', 'occasion', 'watch', 'booking']) await sql`delete from ${sql(table)}`;
	await sql`delete from person where not exists (select from approver where person_id = person.id)`;
	const today = dayIn('Europe/Berlin', new Date());
	const requester = await link.holder('anna@example.com');
	const other = await link.holder('karl@example.com');
	const insert = async (personId: string, startDate: Day, status: 'Pending' | 'Denied'): Promise<string> => {
		const [row] = await sql.begin(async (tx) => {
			const made = await tx<[{ id: string }]>`insert into booking
				(id, requester_id, status, start_date, end_date, first_name, party_size, affiliation, round, revision, created_at, last_activity_at)
				values (gen_random_uuid(), ${personId}, ${status}, ${startDate}, ${addDays(startDate, 2)}, 'Anna', 2, 'Ingeborg', 1, 1, now(), now())
				returning id`;
			await tx`insert into approval (booking_id, party, decision, comment, decided_at)
				select ${made[0].id}, name,
					(case when ${status} = 'Denied' and position = 0 then 'Denied' else 'NoResponse' end)::approval_decision,
					case when ${status} = 'Denied' and position = 0 then 'Nein.' end,
					case when ${status} = 'Denied' and position = 0 then now() end from approver`;
			await tx`insert into event (booking_id, at, type, actor, person_id, via) values (${made[0].id}, now(), 'Submitted', 'requester', ${personId}, 'person')`;
			return made;
		});
		return row.id;
	};
	const pending = await insert(requester.personId, addDays(today, 30), 'Pending');
	const denied = await insert(requester.personId, addDays(today, 40), 'Denied');
	const others = await insert(other.personId, addDays(today, 50), 'Pending');
	const bookingLink = await link.booking(pending);
	const [header, , signature] = bookingLink.split('.');
	const ended = await link.person('berta@example.com');
	await sql`update person set blocked_at = now() where email = 'berta@example.com'`;
	return {
		links: {
			none: '',
			viewer: await link.calendar(),
			requester: await link.person('anna@example.com'),
			other: await link.person('karl@example.com'),
			approver: await link.approver(APPROVER),
			booking: bookingLink,
			approve: await link.action(APPROVER, pending, 'approve'),
			deny: await link.action(APPROVER, others, 'deny'),
			ended,
			garbage: `${header}.e30.${signature}`,
		},
		known: { XPENDINGX: pending, XDENIEDX: denied, XOTHERX: others, XPERSONX: requester.personId },
	};
}
