/** What approvers do. */
import { addDays, type DayRange, totalDays } from '@betzenstein/shared';
import { approved, denied, outcomeOfDeciding, outstanding, type Stay } from './expected.ts';
import type { Person, Scene } from './person.ts';

const REASONS = ['Da sind wir selbst dort', 'Das Dach wird gedeckt', 'Die Heizung ist aus'];
const WORDS = ['Viel Spaß euch!', 'Denkt an den Müll', 'Der Schlüssel liegt beim Nachbarn'];
const NOTES = ['Schlüssel: beim Nachbarn', 'Heizung: erst den roten Hahn öffnen', 'Müll: dienstags vor sieben'];

export const DECIDING = {
	/** With the links in mails, old ones too, which then decide nothing. */
	async answersMails(scene: Scene, person: Person) {
		const { expected, dice } = scene;
		const open = person.questions.filter(({ isAgain }) => isAgain || !person.forgets);
		person.questions = [];
		for (const { bookingId, round, ...links } of dice.shuffled(open)) {
			const stay = expected.stays.get(bookingId);
			if (!stay) continue;
			const what = denies(scene, person, stay) ? 'deny' : 'approve';
			const comment = what === 'deny' ? dice.pick(REASONS) : word(scene, person);
			const proposal = what === 'deny' ? proposed(scene, person, stay) : undefined;
			const outcome = outcomeOfDeciding(expected, stay, person.name, what, round);
			const done = await scene.call(person.name, outcome, links[what], ({ action }) =>
				action.perform.mutate({ comment, acknowledgeConfirmed: true, proposal }),
			);
			if (done && what === 'deny') denied(expected, stay, person.name, comment ?? '', proposal);
			else if (done) approved(expected, stay, person.name, comment);
		}
	},

	/** On the page, which lists what they have not answered (BR-023). */
	async answersOnPage(scene: Scene, person: Person) {
		const { expected, dice } = scene;
		const { link, name } = person;
		if (!link) return;
		person.questions = [];
		const page = await scene.call(name, 'ok', link, ({ approval }) => approval.outstanding.query({ limit: 100 }));
		const waiting = [...expected.stays.values()].filter(
			(stay) => stay.status === 'Pending' && outstanding(expected, stay).includes(name),
		);
		scene.compare(`${name}'s open questions`, ids(page?.items ?? []), ids(waiting));
		for (const stay of waiting) {
			if (dice.chance(0.2)) continue;
			if (denies(scene, person, stay)) {
				await deny(scene, person, stay);
				continue;
			}
			const comment = word(scene, person);
			const done = await scene.call(name, 'done', link, ({ approval }) =>
				approval.approve.mutate({ bookingId: stay.id, round: stay.round, comment }),
			);
			if (done) approved(expected, stay, name, comment);
		}
	},

	/** Denies what is confirmed. */
	async changesMind(scene: Scene, person: Person) {
		const { expected, dice } = scene;
		const stay = dice.pick(
			[...expected.stays.values()].filter(({ status, endDate }) => status === 'Confirmed' && endDate >= expected.today),
		);
		if (stay) await deny(scene, person, stay);
	},

	writesNotes: (scene: Scene, person: Person) => write(scene, person, scene.dice.pick(NOTES) ?? ''),
	clearsNotes: (scene: Scene, person: Person) => write(scene, person, ''),
};

const ids = (stays: readonly { id: string }[]): string[] => stays.map(({ id }) => id);

const denies = ({ dice }: Scene, { against, denies: share }: Person, { by }: Stay): boolean =>
	dice.chance(share) || against.includes(`${by}`);

const word = ({ dice }: Scene, { talks }: Person): string | undefined =>
	dice.chance(talks) ? dice.pick(WORDS) : undefined;

/** As many other days instead. */
function proposed({ dice, expected }: Scene, { proposes }: Person, stay: Stay): DayRange | undefined {
	if (!dice.chance(proposes)) return undefined;
	const first = stay.startDate > expected.today ? stay.startDate : expected.today;
	const startDate = addDays(first, dice.between(5, 25));
	return { startDate, endDate: addDays(startDate, totalDays(stay) - 1) };
}

async function deny(scene: Scene, person: Person, stay: Stay): Promise<void> {
	const { name, link } = person;
	if (!link) return;
	const comment = scene.dice.pick(REASONS) ?? '';
	const proposal = proposed(scene, person, stay);
	const { id: bookingId, round } = stay;
	const outcome = outcomeOfDeciding(scene.expected, stay, name, 'deny', round);
	const done = await scene.call(name, outcome, link, ({ approval }) =>
		approval.deny.mutate({ bookingId, round, comment, acknowledgeConfirmed: true, proposal }),
	);
	if (done) denied(scene.expected, stay, name, comment, proposal);
}

async function write(scene: Scene, { name, link }: Person, text: string): Promise<void> {
	if (!link) return;
	const notes = await scene.call(name, 'ok', link, ({ house }) => house.notes.query());
	if (!notes) return;
	const { revision } = notes;
	const done = await scene.call(name, 'ok', link, ({ house }) => house.setNotes.mutate({ text, revision }));
	if (done) scene.expected.notes = text;
}
