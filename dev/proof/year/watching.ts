/** What people do who wait for days that others hold (docs/domain.md, "Watching days"). */
import { addDays, type Day, type DayRange } from '@betzenstein/shared';
import { emailOf } from '@betzenstein/testing/house/environment';
import { type Expected, holds } from './expected.ts';
import type { Person, Scene } from './person.ts';

/** What one address watches at a time. */
const MOST = 5;

const isSame = (a: DayRange, b: DayRange): boolean => a.startDate === b.startDate && a.endDate === b.endDate;
const watchesOf = ({ watches }: Expected, { name }: Person) => watches.filter(({ by }) => by === name);

export const WATCHING = {
	/** Days that others hold, or some of them and some around. */
	async watches(scene: Scene, person: Person) {
		const { dice, expected } = scene;
		const stay = dice.pick(
			[...expected.stays.values()].filter(
				(one) => holds(one) && one.by !== person.name && one.startDate > expected.today,
			),
		);
		if (!stay) return;
		const startDate = later(addDays(stay.startDate, dice.between(-1, 1)), expected.today);
		const days = { startDate, endDate: later(addDays(stay.endDate, dice.between(-1, 1)), startDate) };
		const own = watchesOf(expected, person);
		const isNew = !own.some((one) => isSame(one, days));
		const isFull = isNew && own.length >= MOST;
		const typed = person.link && !person.asksByForm ? undefined : emailOf(person.name);
		// Of an address that was typed in nobody learns whether it may watch more.
		const outcome = isFull && typed === undefined ? 'TOO_MANY_PENDING' : 'ok';
		const token = typed === undefined ? `${person.link}` : scene.calendarToken;
		const done = await scene.call(person.name, outcome, token, ({ watch }) =>
			watch.add.mutate({ ...days, ...(typed !== undefined && { email: typed }) }),
		);
		if (!done) return;
		expected.known.set(person.name, expected.today);
		if (isNew && !isFull) expected.watches.push({ ...days, by: person.name });
	},

	async stopsWatching(scene: Scene, person: Person) {
		const { link, name } = person;
		const { dice, expected } = scene;
		if (!link) return;
		const mine = await scene.call(name, 'ok', link, ({ watch }) => watch.mine.query());
		const seen = mine?.items ?? [];
		scene.compare(`what ${name} watches`, seen.map(shown), watchesOf(expected, person).map(shown));
		const unwanted = dice.pick(seen.toSorted((a, b) => (shown(a) < shown(b) ? -1 : 1)));
		if (!unwanted) return;
		await scene.call(name, 'ok', link, ({ watch }) => watch.remove.mutate({ id: unwanted.id }));
		expected.watches = expected.watches.filter((one) => one.by !== name || !isSame(one, unwanted));
	},
};

const later = (a: Day, b: Day): Day => (a > b ? a : b);
const shown = ({ startDate, endDate }: DayRange): string => `${startDate} to ${endDate}`;
