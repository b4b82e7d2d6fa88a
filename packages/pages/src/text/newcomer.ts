/** What somebody has to know who sees the calendar for the first time. */
import { type HouseInfo, isolated } from '@betzenstein/shared';
import { listed } from '@betzenstein/shared/german';

/** What the house is, who decides (BR-003), how long it takes, and what comes by mail: a paragraph each. */
export function newcomerLines({ parties }: Pick<HouseInfo, 'parties'>): string[] {
	const names = listed(parties.map(({ name }) => isolated(name)));
	const decision =
		parties.length === 1
			? `${names} entscheidet über jede Anfrage.`
			: `Über jede Anfrage entscheiden ${names}. Fest sind die Tage, wenn alle zugestimmt haben; ein Nein genügt, und sie sind wieder frei.`;
	return [
		'Hier steht, wer wann im Haus ist, und hier fragst du selbst Tage an: ohne Konto, nur mit Vornamen und E-Mail-Adresse.',
		`${decision} Bis dahin sind sie für dich zurückgelegt.`,
		'Wie lange das dauert? Bis alle geantwortet haben. Wer eine Woche vor dem ersten Tag noch nicht geantwortet hat, wird erinnert. Steht das Ergebnis fest, bekommst du eine Mail.',
		'Gleich nach der ersten Anfrage kommt auch dein persönlicher Link per Mail: Damit siehst du alle deine Buchungen und diesen Kalender.',
		'Die Farben sagen, zu wem ein Aufenthalt gehört. Gestrichelt heißt: angefragt, noch nicht bestätigt.',
	];
}
