/** One call of each procedure, with the link and the input it needs; and the bookings that they are about. */
import { addDays, addMonths, type Day } from '@betzenstein/shared';
import { type HttpHouse, request } from '@betzenstein/testing/house/inProcess';
import type { paths } from './paths.d.ts';

/** What can be called; a subscription has no POST. */
type Callable = { [Path in keyof paths]: paths[Path]['post'] extends object ? Path : never }[keyof paths];

/** What a procedure takes, as the generated types have it. */
type Input<Path extends Callable> = paths[Path]['post']['requestBody']['content']['application/json'] extends {
	json: infer Json;
}
	? Json
	: undefined;

/** A call that succeeds. */
export interface Call<Path extends Callable = Callable> {
	token?: string;
	input: Input<Path>;
}

/** In the order in which they have to be made. A procedure that is missing here is an error of types. */
export type Calls = { [Path in Callable]: Call<Path> };

/** @param month of 2027 whose days are asked for, so that the calls can be made more than once in a house */
export async function everyCall({ as, link }: HttpHouse, month: number): Promise<Calls> {
	let day = 0;
	const nextDay = (): Day => addDays(addMonths('2027-01-01', month - 1), day++);
	const emailOf = (name: string) => `${name}-${month}@example.com`;
	const ask = async (name: string) => {
		const startDate = nextDay();
		const asked = request({ email: emailOf(name), startDate, endDate: startDate });
		return (await as.viewer.booking.create(asked)).booking.id;
	};
	const [edited, canceled, denied, approved, refused, acted] = [
		await ask('anna'),
		await ask('anna'),
		await ask('anna'),
		await ask('anna'),
		await ask('anna'),
		await ask('bert'),
	];
	await ask('carl');
	await (await as.approver('Ingeborg')).approval.deny({ bookingId: denied, round: 1, comment: 'Da wird gestrichen.' });
	const [calendar, anna, approver] = [
		await link.calendar(),
		await link.person(emailOf('anna')),
		await link.approver('Cornelia'),
	];
	const action = await link.action('Angelika', acted, 'approve');
	const days = nextDay();
	const proposal = { startDate: days, endDate: days };
	const watched = await (await as.person(emailOf('anna'))).watch.add({ startDate: days, endDate: days });
	const notes = await (await as.approver('Cornelia')).house.notes();

	return {
		'/trpc/house.info': { input: undefined },
		'/trpc/house.shares': { token: calendar, input: { year: 2027 } },
		'/trpc/house.notes': { token: approver, input: undefined },
		'/trpc/house.setNotes': { token: approver, input: { text: `Stand: Monat ${month}`, revision: notes.revision } },
		'/trpc/access.whoAmI': { token: action, input: undefined },
		'/trpc/calendar.range': { token: calendar, input: { from: '2027-01-01', to: '2027-12-31' } },
		'/trpc/booking.create': {
			token: calendar,
			input: {
				requestKey: crypto.randomUUID(),
				firstName: 'Dora',
				email: emailOf('dora'),
				startDate: days,
				endDate: days,
				partySize: 2,
				affiliation: 'Ingeborg',
				description: null,
			},
		},
		'/trpc/booking.get': { token: anna, input: { id: edited } },
		'/trpc/booking.mine': { token: anna, input: { limit: 3, cursor: null } },
		'/trpc/booking.edit': { token: anna, input: { id: edited, revision: 1, changes: { partySize: 7 } } },
		'/trpc/booking.cancel': { token: anna, input: { id: canceled } },
		'/trpc/booking.reopen': { token: anna, input: { id: denied, revision: 2 } },
		'/trpc/approval.approve': { token: approver, input: { bookingId: approved, round: 1 } },
		'/trpc/approval.deny': {
			token: approver,
			input: { bookingId: refused, round: 1, comment: 'Da wird gebaut.', proposal },
		},
		'/trpc/approval.outstanding': { token: approver, input: {} },
		'/trpc/approval.history': { token: approver, input: { limit: 100 } },
		'/trpc/action.preview': { token: action, input: undefined },
		'/trpc/action.perform': { token: action, input: {} },
		'/trpc/watch.add': { token: calendar, input: { startDate: days, endDate: days, email: emailOf('dora') } },
		'/trpc/watch.mine': { token: anna, input: undefined },
		'/trpc/watch.remove': { token: anna, input: { id: watched.watch?.id ?? '' } },
		'/trpc/access.feed': { token: calendar, input: undefined },
		'/trpc/access.requestLink': { input: { email: emailOf('anna') } },
		'/trpc/access.exportData': { token: anna, input: undefined },
		'/trpc/access.rotateLink': { token: await link.person(emailOf('bert')), input: undefined },
		'/trpc/access.forgetMe': { token: await link.person(emailOf('carl')), input: { confirm: true } },
	};
}
