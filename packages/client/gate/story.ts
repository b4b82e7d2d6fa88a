/** Every procedure as its callers know it: those of release 0.1.0, and what 0.2.0 added to them. */
import type * as client from '@betzenstein/client';

/** A client package of whichever release. */
export type ClientPackage = typeof client;

/** Where the server is, and how to get in. */
export interface Stage {
	url: string;
	calendarToken: string;
	/** The personal link of an address. */
	personToken(email: string): Promise<string>;
	actionToken(approver: string, bookingId: string, action: 'approve' | 'deny'): Promise<string>;
	approvers: readonly string[];
}

/** Plays what 0.1.0 had. @throws where an answer is not what the client promises */
export async function playStory(
	{ createClient, bookingError, describe, addDays }: ClientPackage,
	stage: Stage,
): Promise<void> {
	const as = (token: string | undefined) => createClient({ url: stage.url, token });
	const viewer = as(stage.calendarToken);
	const [first = '', second = '', third = ''] = stage.approvers;
	const approver = async (name: string) => as(await stage.personToken(`${name.toLowerCase()}@example.com`));
	const email = 'anna@example.com';

	const info = await viewer.house.info.query();
	const start = addDays(info.today, 40);
	same(info.parties.map(({ name }) => name).join(), stage.approvers.join());
	same((await as(undefined).access.whoAmI.query()).kind, 'stranger');
	const stay = {
		firstName: 'Anna',
		email,
		partySize: 2,
		affiliation: first,
		startDate: start,
		endDate: addDays(start, 2),
	};
	const { booking, bookingToken } = await viewer.booking.create.mutate({ ...stay, description: 'Mit Hund' });
	const { id } = booking;
	same(booking.createdAt instanceof Date, true);
	same([booking.status, booking.totalDays, booking.round, booking.approvals.length].join(), 'Pending,3,1,3');
	const { entries } = await viewer.calendar.range.query({ from: start, to: addDays(start, 9) });
	same(entries.map((entry) => entry.detail === 'full' && entry.firstName).join(), 'Anna');

	const error: unknown = await viewer.booking.create
		.mutate({ ...stay, email: 'berta@example.com' })
		.catch((thrown: unknown) => thrown);
	const refused = bookingError(error);
	same(refused?.reason === 'DATES_TAKEN' && refused.details.conflicts[0]?.startDate, start);
	same(describe(error, 'en').startsWith('These days are taken'), true);

	const guest = as(bookingToken);
	const { revision } = await guest.booking.edit.mutate({ id, revision: booking.revision, changes: { partySize: 3 } });
	same((await (await approver(first)).approval.outstanding.query()).items[0]?.partySize, 3);
	same((await (await approver(first)).approval.approve.mutate({ bookingId: id, round: 1 })).outcome, 'done');
	same(
		(await (await approver(second)).approval.deny.mutate({ bookingId: id, round: 1, comment: 'Baustelle' })).booking
			.status,
		'Denied',
	);
	same((await (await approver(second)).approval.history.query({ limit: 1 })).items[0]?.id, id);
	same((await guest.booking.get.query({ id })).revision > revision, true);

	const anna = as(await stage.personToken(email));
	const [denied] = (await anna.booking.mine.query()).items;
	same(denied?.timeline.at(-1)?.comment, 'Baustelle');
	const again = await anna.booking.reopen.mutate({ id, revision: denied?.revision ?? 0 });
	same(again.status, 'Pending');
	const link = as(await stage.actionToken(third, id, 'deny'));
	same((await link.action.preview.query()).state, again.round === 1 ? 'open' : 'outdated');
	same(['done', 'outdated'].includes((await link.action.perform.mutate({ comment: 'Doch nicht' })).outcome), true);
	same((await anna.booking.cancel.mutate({ id })).outcome, 'done');
	same((await anna.access.exportData.query()).person.email, email);
	same((await viewer.access.requestLink.mutate({ email })).accepted, true);
	same((await anna.access.rotateLink.mutate()).accepted, true);
	same(bookingError(await anna.booking.mine.query().catch((thrown: unknown) => thrown))?.reason, 'LINK_ENDED');
	const { canceled, kept } = await as(await stage.personToken(email)).access.forgetMe.mutate({ confirm: true });
	same([canceled, kept].join(), '0,0');
}

/** Plays what 0.2.0 added. @throws where an answer is not what the client promises */
export async function playAdditions({ createClient, addDays }: ClientPackage, stage: Stage): Promise<void> {
	const as = (token: string) => createClient({ url: stage.url, token });
	const viewer = as(stage.calendarToken);
	const approver = as(await stage.personToken(`${stage.approvers[0]?.toLowerCase()}@example.com`));
	const bob = as(await stage.personToken('bob@example.com'));

	const { today, timeZone } = await viewer.house.info.query();
	same(timeZone, 'Europe/Berlin');
	const { parties } = await viewer.house.shares.query({ year: Number(today.slice(0, 4)) });
	same(parties.map(({ party }) => party).join(), stage.approvers.join());
	const { revision } = await approver.house.notes.query();
	const notes = await approver.house.setNotes.mutate({ text: 'Der Schlüssel hängt im Schuppen.', revision });
	same(notes.updatedAt instanceof Date, true);
	same(new URL((await bob.access.feed.query()).url).pathname.endsWith('.ics'), true);

	const startDate = addDays(today, 200);
	const stay = { firstName: 'Anna', email: 'anna@example.com', partySize: 2, affiliation: stage.approvers[1] ?? '' };
	const days = { startDate, endDate: addDays(startDate, 1) };
	const { booking } = await viewer.booking.create.mutate({ ...stay, ...days });
	const { watch } = await bob.watch.add.mutate(days);
	same((await bob.watch.mine.query()).items.map(({ id }) => id).join(), watch?.id);
	same((await bob.watch.remove.mutate({ id: watch?.id ?? '' })).removed, true);
	const { context, requesterMailFailed } = await approver.booking.get.query({ id: booking.id });
	same([context === undefined, requesterMailFailed].join(), 'false,false');
	const other = { startDate: addDays(startDate, 5), endDate: addDays(startDate, 6) };
	const denied = await approver.approval.deny.mutate({
		bookingId: booking.id,
		round: 1,
		comment: 'Lieber später.',
		proposal: other,
	});
	same(denied.booking.proposal?.startDate, other.startDate);
}

function same(found: unknown, expected: unknown): void {
	if (found !== expected) throw new Error(`Expected ${String(expected)}, found ${String(found)}`);
}
