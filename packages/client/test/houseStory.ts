/** A year in a house: what happens, in one word what comes of it, and how it is asked. */
import type { BookingChanges, Client, CreateBookingInput, Day, DayRange } from '../src/index.ts';
import type { House } from './twoHouses.ts';

type Ask = (house: House) => unknown;
type Who = (house: House) => Client | Promise<Client>;
/** `at`: the clock is set to it before; each other step is a second later than the one before. */
type Step = [what: string, word: string, ask: Ask, at?: string];

const anna: Who = ({ person }) => person('anna@example.com');
const bert: Who = ({ person }) => person('bert@example.com');
const karl: Who = ({ person }) => person('karl@example.com');
const viewer: Who = ({ viewer }) => viewer;
const approver =
	(name: string): Who =>
	(house) =>
		house.approver(name);
/** With the link to this booking alone. */
const guest =
	(name: string): Who =>
	({ holder, created }) =>
		holder(created.get(name)?.bookingToken ?? '');
/** With the mailed link, which is kept. */
const mailed =
	(party: string, name: string, action: 'approve' | 'deny', round: number): Who =>
	async (house) => {
		const link = await house.asked(party, idOf(house, name), action, round);
		house.links.set(`${party} ${name} ${round}`, link);
		return link;
	};
/** A mailed link that was followed before. */
const followed =
	(link: string): Who =>
	({ links }) =>
		links.get(link) as Client;

const as =
	(who: Who, ask: (client: Client, house: House) => unknown): Ask =>
	async (house) =>
		ask(await who(house), house);

export const idOf = ({ created }: House, name: string): string => created.get(name)?.booking.id ?? '';

const days = (text: string): DayRange => {
	const [startDate, endDate = startDate] = text.split('/') as [Day, Day?];
	return { startDate, endDate };
};

/** What Anna asks for; every rule allows it on 2027-03-01. */
export const stay = (range: string, changes: Partial<CreateBookingInput> = {}): CreateBookingInput => ({
	firstName: 'Anna',
	email: 'anna@example.com',
	...days(range),
	partySize: 4,
	affiliation: 'Ingeborg',
	...changes,
});

/** Asks for days and keeps the answer under a name. */
const create = (name: string, input: CreateBookingInput, who = viewer): Ask =>
	as(who, async (client, house) => {
		const created = await client.booking.create.mutate(input);
		house.created.set(name, created);
		return created;
	});
const refused = (input: CreateBookingInput, who = viewer): Ask =>
	as(who, (client) => client.booking.create.mutate(input));
const show = (name: string, who: Who): Ask =>
	as(who, (client, house) => client.booking.get.query({ id: idOf(house, name) }));
const edit = (name: string, revision: number, changes: BookingChanges): Ask =>
	as(guest(name), (client, house) => client.booking.edit.mutate({ id: idOf(house, name), revision, changes }));
const cancel = (name: string, comment?: string): Ask =>
	as(guest(name), (client, house) =>
		client.booking.cancel.mutate({ id: idOf(house, name), ...(comment && { comment }) }),
	);
const approve = (name: string, party: string, round = 1): Ask =>
	as(approver(party), (client, house) => client.approval.approve.mutate({ bookingId: idOf(house, name), round }));
const deny = (name: string, party: string, more: { comment?: string; proposal?: DayRange; round?: number }): Ask =>
	as(approver(party), (client, house) =>
		client.approval.deny.mutate({ bookingId: idOf(house, name), round: 1, ...more }),
	);
const reopen = (name: string, revision: number, range: string): Ask =>
	as(bert, (client, house) => client.booking.reopen.mutate({ id: idOf(house, name), revision, changes: days(range) }));
const watch = (range: string, who = karl, email?: string): Ask =>
	as(who, (client) => client.watch.add.mutate({ ...days(range), ...(email && { email }) }));
export const calendar = (who = viewer): Ask =>
	as(who, (client) => client.calendar.range.query({ from: '2027-04-25', to: '2027-08-31' }));

const KEY = '11111111-1111-4111-8111-111111111111';
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

export const STORY: Step[] = [
	['the house says what a form needs', 'ok', ({ stranger }) => stranger.house.info.query()],
	['a stranger sees no calendar', 'LINK_REQUIRED', calendar(({ stranger }) => stranger)],
	['a token that is none opens nothing', 'LINK_INVALID', ({ holder }) => holder('no-token').house.info.query()],
	['Anna asks for days', 'Pending', create('anna', stay('2027-05-01/2027-05-05', { requestKey: KEY }))],
	[
		'the same key again is the same booking',
		'Pending',
		create('anna', stay('2027-05-01/2027-05-05', { requestKey: KEY })),
	],
	['with other content it is refused', 'ID_REUSED', refused(stay('2027-05-01/2027-05-06', { requestKey: KEY }))],
	['nobody takes a day twice', 'DATES_TAKEN', refused(stay('2027-05-05/2027-05-07', { email: 'bert@example.com' }))],
	['a form needs an address', 'INVALID_INPUT', refused(stay('2027-06-01', { email: undefined }))],
	['and a party of the house', 'INVALID_INPUT', refused(stay('2027-06-01', { affiliation: 'Otto' }))],
	['and a name that is one', 'INVALID_INPUT', refused(stay('2027-06-01', { firstName: 'www.x.de' }))],
	['no stay ends before it starts', 'END_BEFORE_START', refused(stay('2027-06-02/2027-06-01'))],
	['or starts yesterday', 'IN_THE_PAST', refused(stay('2027-02-28/2027-03-02'))],
	['or in two years', 'TOO_FAR_AHEAD', refused(stay('2029-01-01'))],
	['or lasts for months', 'STAY_TOO_LONG', refused(stay('2027-06-01/2027-08-31'))],
	['a long one has to be meant', 'LONG_STAY_UNCONFIRMED', refused(stay('2027-06-01/2027-06-10'))],
	[
		'and may then be asked for',
		'Pending',
		create(
			'long',
			stay('2027-06-01/2027-06-10', {
				email: 'bert@example.com',
				firstName: ' Bert ',
				confirmLongStay: true,
				description: ' Mit Hund ',
			}),
		),
	],
	['the calendar link shows who comes', 'ok', calendar()],
	['the link to a booking shows it', 'Pending', show('anna', guest('anna'))],
	['and nobody else’s', 'NOT_FOUND', show('long', guest('anna'))],
	['and not the calendar', 'ROLE_REQUIRED', calendar(guest('anna'))],
	['the calendar link shows no booking', 'ROLE_REQUIRED', show('anna', viewer)],
	['an approver sees it, and what lies around it', 'Pending', show('anna', approver('Ingeborg'))],
	[
		'and what waits for an answer',
		'ok',
		as(approver('Ingeborg'), ({ approval }) => approval.outstanding.query({ limit: 1 })),
	],
	[
		'page by page',
		'ok',
		as(approver('Ingeborg'), async ({ approval }) => {
			const { nextCursor } = await approval.outstanding.query({ limit: 1 });
			return approval.outstanding.query({ cursor: nextCursor });
		}),
	],
	[
		'a page of somebody else’s list is refused',
		'INVALID_INPUT',
		as(approver('Ingeborg'), async ({ approval }, house) => {
			const { nextCursor } = await approval.outstanding.query({ limit: 1 });
			return (await house.approver('Cornelia')).approval.outstanding.query({ cursor: nextCursor });
		}),
	],
	['one yes', 'done', approve('anna', 'Ingeborg')],
	['the same yes again', 'already-done', approve('anna', 'Ingeborg')],
	[
		'what a mailed link would do',
		'open',
		as(mailed('Cornelia', 'anna', 'approve', 1), ({ action }) => action.preview.query()),
	],
	['it does', 'done', as(followed('Cornelia anna 1'), ({ action }) => action.perform.mutate({ comment: ' Gern ' }))],
	['other fields than days keep the approvals', 'Pending', edit('anna', 3, { partySize: 3, description: 'Mit Hund' })],
	['what is no longer so is not edited', 'STALE_REVISION', edit('anna', 3, { partySize: 2 })],
	['days taken name nobody to the link of a booking', 'DATES_TAKEN', edit('anna', 4, days('2027-05-30/2027-06-01'))],
	['other days reset the approvals', 'Pending', edit('anna', 4, days('2027-05-03/2027-05-07'))],
	['a decision about the old days', 'outdated', approve('anna', 'Ingeborg', 1)],
	[
		'a mailed link about the old days',
		'outdated',
		as(followed('Cornelia anna 1'), ({ action }) => action.perform.mutate()),
	],
	['it shows which they were', 'outdated', as(followed('Cornelia anna 1'), ({ action }) => action.preview.query())],
	['a first yes to the new ones', 'done', approve('anna', 'Ingeborg', 2)],
	['a second', 'done', approve('anna', 'Cornelia', 2)],
	['the third confirms', 'done', approve('anna', 'Angelika', 2)],
	['it counts for its party', 'ok', ({ viewer }) => viewer.house.shares.query({ year: 2027 })],
	['a Confirmed stay gets no more days', 'NOT_ALLOWED_NOW', edit('anna', 8, { endDate: '2027-05-08' })],
	['Karl watches its last day', 'ok', watch('2027-05-07/2027-05-08')],
	['and more of its days', 'ok', watch('2027-05-03/2027-05-08')],
	['the same days again are the same watch', 'ok', watch('2027-05-07/2027-05-08')],
	['a typed address is told nothing', 'ok', watch('2027-05-07', viewer, 'lisa@example.com')],
	['nobody watches yesterday', 'IN_THE_PAST', watch('2027-02-28')],
	['fewer days free some', 'Confirmed', edit('anna', 8, { endDate: '2027-05-06' })],
	['what came true is watched no more', 'ok', as(karl, (client) => client.watch.mine.query())],
	[
		'the link in its mail shows the rest',
		'ok',
		as(
			({ watcher }) => watcher('karl@example.com'),
			(client) => client.watch.mine.query(),
		),
	],
	[
		'and ends it',
		'ok',
		as(
			({ watcher }) => watcher('karl@example.com'),
			async (client) => {
				const [rest] = (await client.watch.mine.query()).items;
				const ended = await client.watch.remove.mutate({ id: rest?.id ?? '' });
				return [ended, await client.watch.remove.mutate({ id: rest?.id ?? '' })];
			},
		),
	],
	...numbers(5).map((day): Step => [`he watches ${day} of five`, 'ok', watch(`2027-09-0${day}`)]),
	['no sixth', 'TOO_MANY_PENDING', watch('2027-09-06')],
	[
		'a no to a Confirmed stay has to be meant',
		'CONFIRMED_NEEDS_ACKNOWLEDGEMENT',
		deny('anna', 'Cornelia', { round: 2, comment: 'Nein' }),
	],
	['a cancellation of one needs a word', 'COMMENT_REQUIRED', cancel('anna')],
	['with one it is canceled', 'done', cancel('anna', 'Krank')],
	['twice is once', 'already-done', cancel('anna', 'Krank')],
	['its days are free', 'ok', calendar()],
	['an approver sees no Canceled booking', 'NOT_FOUND', approve('anna', 'Ingeborg', 2)],
	[
		'its mailed links say so',
		'canceled',
		as(mailed('Angelika', 'anna', 'deny', 2), ({ action }) => action.perform.mutate({ comment: 'Nein' })),
	],
	['its requester still sees it', 'Canceled', show('anna', anna)],
	['a no needs a reason', 'COMMENT_REQUIRED', deny('long', 'Angelika', {})],
	[
		'one no is enough, and proposes others',
		'done',
		deny('long', 'Angelika', { comment: 'Umbau', proposal: days('2027-07-01/2027-07-03') }),
	],
	['a yes after that', 'already-done', approve('long', 'Ingeborg')],
	['somebody takes a day proposed', 'Pending', create('july', stay('2027-07-03/2027-07-04'))],
	['then the proposal is not free', 'Denied', show('long', bert)],
	['nor to be had', 'DATES_TAKEN', reopen('long', 2, '2027-07-01/2027-07-03')],
	['until it is given up', 'done', cancel('july')],
	['then the proposer’s yes counts as given', 'Pending', reopen('long', 2, '2027-07-01/2027-07-03')],
	[
		'so does an approver’s to their own request',
		'Pending',
		create('own', stay('2027-07-10', { email: undefined }), approver('Ingeborg')),
	],
	['nobody asks with another’s address', 'INVALID_INPUT', refused(stay('2027-07-12'), approver('Ingeborg'))],
	['nor sees a booking without a role in it', 'NOT_FOUND', show('own', karl)],
	...numbers(5).map(
		(day): Step => [`Anna has ${day} of five open requests`, 'Pending', create(`may ${day}`, stay(`2027-08-0${day}`))],
	),
	['no sixth', 'TOO_MANY_PENDING', refused(stay('2027-08-10'))],
	...numbers(3).flatMap((day): Step[] => [
		[`she gives up ${day}`, 'done', cancel(`may ${day}`)],
		[`and asks for another day in its place, ${day}`, 'Pending', create(`new ${day}`, stay(`2027-08-1${day}`))],
	]),
	['ten a day are enough, until tomorrow', 'RATE_LIMITED', refused(stay('2027-08-20'))],
	['what nobody answers expires', 'Canceled', show('may 4', anna), '2027-08-05T21:30:00Z'],
	['a last day lasts until midnight at the house', 'Pending', show('may 5', anna)],
	['and no longer', 'Canceled', show('may 5', anna), '2027-08-05T22:30:00Z'],
	['then it is tomorrow', 'Pending', create('then', stay('2027-08-20'))],
];
