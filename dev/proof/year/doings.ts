/** What people do, as requesters: each doing looks whether there is an occasion, calls the house, and says what follows. */
import { randomUUID } from 'node:crypto';
import { addDays, type DayRange } from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { DECIDING } from './deciding.ts';
import {
	canceled,
	changedDays,
	forgot,
	isTaken,
	outcomeOfAsking,
	reopened,
	rotated,
	type Stay,
	submitted,
} from './expected.ts';
import { linkFor, type Person, type Scene } from './person.ts';
import { WATCHING } from './watching.ts';

const REQUESTING = {
	asks: (scene: Scene, person: Person) =>
		person.link && !person.asksByForm ? ask(scene, person, person.link) : ask(scene, person, undefined),

	asksByForm: (scene: Scene, person: Person) => ask(scene, person, undefined),

	async cancels(scene: Scene, person: Person) {
		const stay = scene.dice.pick(staysOf(scene, person).filter(({ status }) => status !== 'Canceled'));
		const link = stay && linkFor(person, stay);
		if (!link) return;
		const { id } = stay;
		const done = await scene.call(person.name, 'done', link.token, ({ booking }) =>
			booking.cancel.mutate({ id, comment: 'Leider krank' }),
		);
		if (done) canceled(scene.expected, stay);
	},

	/** Leaves earlier, or comes later if it has not begun. */
	async shortens(scene: Scene, person: Person) {
		const { today } = scene.expected;
		const stay = scene.dice.pick(
			staysOf(scene, person).filter(
				({ status, startDate, endDate }) =>
					(status === 'Confirmed' || (status === 'Pending' && startDate > today)) &&
					startDate < endDate &&
					today < endDate,
			),
		);
		if (!stay) return;
		const { startDate, endDate } = stay;
		const isLater = startDate >= today && scene.dice.chance(0.3);
		await change(
			scene,
			person,
			stay,
			isLater ? { startDate: addDays(startDate, 1), endDate } : { startDate, endDate: addDays(endDate, -1) },
		);
	},

	async movesDays(scene: Scene, person: Person) {
		const stay = scene.dice.pick(
			staysOf(scene, person).filter(
				({ status, startDate }) => status === 'Pending' && startDate > scene.expected.today,
			),
		);
		if (stay) await change(scene, person, stay, moved(scene, stay));
	},

	async reopens(scene: Scene, person: Person) {
		const { expected, dice } = scene;
		const stay = dice.pick(
			staysOf(scene, person).filter(({ status, startDate }) => status === 'Denied' && startDate >= expected.today),
		);
		const link = stay && linkFor(person, stay);
		if (!link) return;
		const others = dice.chance(0.5) ? moved(scene, stay) : stay;
		const { proposal } = stay;
		const days = daysOf(proposal && !isTaken(expected, proposal) && dice.chance(0.9) ? proposal : others);
		const revision = await revisionOf(scene, person, stay, link.token);
		if (revision === undefined) return;
		const { id } = stay;
		const outcome = outcomeOfAsking(expected, person.name, days);
		const done = await scene.call(person.name, outcome, link.token, ({ booking }) =>
			booking.reopen.mutate({ id, revision, changes: days, confirmLongStay: true }),
		);
		if (done) reopened(expected, stay, days, link.isOwn);
	},

	/** BR-025: nobody is told. */
	async changesName(scene: Scene, person: Person) {
		const stay = scene.dice.pick(staysOf(scene, person).filter(({ status }) => status === 'Confirmed'));
		const link = stay && linkFor(person, stay);
		if (!link) return;
		const { id } = stay;
		const firstName = `${person.name}-${scene.dice.pick(['Marie', 'Maria', 'Luise'])}`;
		const revision = await revisionOf(scene, person, stay, link.token);
		if (revision === undefined) return;
		await scene.call(person.name, 'ok', link.token, ({ booking }) =>
			booking.edit.mutate({ id, revision, changes: { firstName } }),
		);
		stay.firstName = firstName;
	},

	async rotates(scene: Scene, person: Person) {
		const { link } = person;
		if (!link) return;
		const done = await scene.call(person.name, 'ok', link, ({ access }) => access.rotateLink.mutate());
		if (done) rotated(scene.expected, person.name);
		await scene.call(person.name, 'LINK_ENDED', link, ({ access }) => access.whoAmI.query());
		person.link = undefined;
	},

	/** BR-021: whoever is not known gets nothing. */
	async losesLink(scene: Scene, person: Person) {
		await scene.call(person.name, 'ok', scene.calendarToken, ({ access }) =>
			access.requestLink.mutate({ email: emailOf(person.name) }),
		);
		scene.expected.linksAskedFor.push(person.name);
	},

	/** Asks to be forgotten. */
	async leaves(scene: Scene, person: Person) {
		const { link } = person;
		if (!link) return;
		// What is still on its way to them would be deleted.
		await scene.mailsAreOut();
		const done = await scene.call(person.name, 'ok', link, ({ access }) => access.forgetMe.mutate({ confirm: true }));
		if (done) forgot(scene.expected, person.name);
		person.link = undefined;
		person.bookingLinks.clear();
	},

	/** First come, first served. */
	async takesFreeDays(scene: Scene, person: Person) {
		const days = person.tips.splice(0).find(({ startDate }) => startDate >= scene.expected.today);
		if (days) await ask(scene, person, person.asksByForm ? undefined : person.link, days);
	},
};

export const DOINGS = { ...REQUESTING, ...DECIDING, ...WATCHING };
export type Doing = keyof typeof DOINGS;

const daysOf = ({ startDate, endDate }: DayRange): DayRange => ({ startDate, endDate });

/** Those of theirs that are not past. */
const staysOf = ({ expected }: Scene, { name }: Person): Stay[] =>
	[...expected.stays.values()].filter(({ by, endDate }) => by === name && endDate >= expected.today);

/** For these days, or mostly for some that the calendar shows as free. */
async function ask(scene: Scene, person: Person, ownLink: string | undefined, given?: DayRange): Promise<void> {
	const { dice, expected } = scene;
	const { name } = person;
	const looks = dice.chance(0.8) ? 10 : 1;
	let days = given ?? wanted();
	for (let look = 1; !given && look < looks && isTaken(expected, days); look++) days = wanted();
	const input = {
		...days,
		requestKey: randomUUID(),
		firstName: name,
		partySize: dice.between(1, 10),
		confirmLongStay: true,
		affiliation: dice.pick(expected.parties) ?? '',
		...(ownLink === undefined && { email: emailOf(name) }),
	};
	const create = (outcome: string) =>
		scene.call(name, outcome, ownLink ?? scene.calendarToken, ({ booking }) => booking.create.mutate(input));
	const created = await create(outcomeOfAsking(expected, name, days));
	if (!created) return;
	submitted(expected, created.booking.id, name, days, ownLink !== undefined);
	// Taps twice now and then.
	const again = dice.chance(0.2) ? await create('ok') : created;
	scene.compare(`${name} asks twice`, [`${again?.booking.id}`], [created.booking.id]);

	function wanted(): DayRange {
		const startDate = addDays(expected.today, dice.between(...person.ahead));
		return { startDate, endDate: addDays(startDate, dice.between(...person.days) - 1) };
	}
}

function moved({ dice, expected: { today } }: Scene, { startDate, endDate }: DayRange): DayRange {
	const by = Math.max(dice.between(-5, 9) || 1, (Date.parse(today) - Date.parse(startDate)) / 86_400_000);
	return { startDate: addDays(startDate, by), endDate: addDays(endDate, by) };
}

async function change(scene: Scene, person: Person, stay: Stay, days: DayRange): Promise<void> {
	const { expected } = scene;
	const link = linkFor(person, stay);
	const revision = link && (await revisionOf(scene, person, stay, link.token));
	if (!link || revision === undefined) return;
	const { id } = stay;
	const outcome = isTaken(expected, days, stay) ? 'DATES_TAKEN' : 'ok';
	const done = await scene.call(person.name, outcome, link.token, ({ booking }) =>
		booking.edit.mutate({ id, revision, changes: days, confirmLongStay: true }),
	);
	if (done) changedDays(expected, stay, days, link.isOwn);
}

const revisionOf = async (scene: Scene, { name }: Person, { id }: Stay, token: string): Promise<number | undefined> =>
	(await scene.call(name, 'ok', token, ({ booking }) => booking.get.query({ id })))?.revision;
