/** A race for days that become free while several watch them (domain.md, Watching days). */
import assert from 'node:assert/strict';
import { askFor, create, days, deny, times } from './calls.ts';
import type { Race } from './race.ts';
import { type Call, type RaceHouse, tally } from './raceHouse.ts';

const watch = (house: RaceHouse, email: string): Call<unknown> => ({
	what: 'watch',
	token: house.calendarToken,
	send: (client) => client.watch.add.mutate({ ...days(0, 2), email }),
});

/** For each address: how many mails have told it, and how many of its watches go on. */
const fatesOf = (sql: RaceHouse['sql'], emails: string[]) =>
	sql<{ told: number; watching: number }[]>`
		select (select count(*)::int from mail where person_id = person.id and kind = 'DaysFree') as told,
			(select count(*)::int from watch where person_id = person.id) as watching
		from unnest(${emails}::text[]) with ordinality as asked (email, place) join person using (email) order by place`;

const denyAgainstCreates: Race = {
	name: 'deny against 8 creates, with watchers',
	async play(house) {
		const { booking } = await house.one(create(house, askFor(days(0, 3))));
		const [first, second, late] = times(3, () => askFor(days(0, 2)).email) as [string, string, string];
		for (const email of [first, second]) await house.one(watch(house, email));
		const asks = () => times(4, () => create(house, askFor(days(0, 2))));
		const answers = await house.atOnce<unknown>([
			...asks(),
			watch(house, late),
			deny(house, 'Cornelia', booking),
			...asks(),
		]);
		const fates = await fatesOf(house.sql, [first, second, late]);
		return {
			answers,
			check(stored) {
				const { 'create ok': won = 0, 'create DATES_TAKEN': lost = 0, ...others } = tally(answers);
				assert.deepEqual([others, won + lost], [{ 'watch ok': 1, 'deny done': 1 }, 8]);
				assert.ok(won <= 1, 'at most one gets the days');
				assert.equal(stored.length, 1 + won);
				assert.deepEqual(
					fates.slice(0, 2),
					times(2, () => ({ told: 1, watching: 0 })),
					'both are told, once',
				);
				// Whoever came before the denial is told of it; whoever came after it goes on watching.
				assert.equal(
					(fates[2]?.told ?? 0) + (fates[2]?.watching ?? 0),
					1,
					'the third is told or goes on, and not both',
				);
			},
		};
	},
};

export const WATCH_RACES: readonly Race[] = [denyAgainstCreates];
