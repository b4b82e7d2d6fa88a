/** What is stored about whom, for the family. The long form, for whoever runs the house, is docs/privacy.md. */
import { KEPT } from '@betzenstein/shared';

/** A heading, and what stands below it. */
export interface Passage {
	title: string;
	paragraphs: readonly string[];
}

const { mailDays, unusedMonths, operationMonths, linkRequestDays } = KEPT;

/** So it is with Fly.io and Resend. Who runs the house elsewhere, or sends by SMTP, names others here. */
const WHERE = [
	'Die Daten und ihre Sicherungskopien liegen bei Fly.io, in einem Rechenzentrum in Frankfurt.',
	'Unsere Mails verschickt Resend. Dort liegt eine Zeit lang jede Mail, wie du sie bekommst, mit ihren Links, und zwar in den USA.',
];

/** The first words of the page. */
export const PRIVACY_WELCOME: string =
	'Damit wir absprechen können, wer wann im Haus ist, wird hier manches über dich gespeichert. Nur das, was dafür nötig ist, und nicht länger als nötig.';

export const PRIVACY: readonly Passage[] = [
	{
		title: 'Was gespeichert ist, und wie lange',
		paragraphs: [
			`Deine E-Mail-Adresse, damit dich Mails erreichen, und wann du deinen Link zum ersten Mal benutzt hast: bis du sie löschst, sonst bis du ${unusedMonths} Monate lang keine Buchung hattest.`,
			`Deine Buchungen mit Vorname, Tagen, Personenzahl und allem, was dazu geschrieben wurde. Stornierte löschen wir nach ${unusedMonths} Monaten, abgelehnte, sobald ihre Tage vorbei sind. Bestätigte bleiben: Sie sind die Geschichte des Hauses.`,
			`Mails an dich: ihr Text ${mailDays} Tage lang, danach nur noch, dass es sie gab.`,
			'Tage, die du beobachtest: bis sie frei werden oder beginnen.',
			`Eine Adresse, die jemand eingibt, um seinen Link zu bekommen: höchstens ${linkRequestDays + 1} Tage.`,
			'Wie oft ein Anschluss etwas schickt, zum Schutz vor Missbrauch: ein paar Stunden lang, und so, dass niemand den Anschluss daran erkennt.',
			`Was die Verwaltung an deinen Links oder Buchungen ändert: ${operationMonths} Monate lang, und nicht länger, als deine Adresse gespeichert ist.`,
		],
	},
	{
		title: 'Wer es sieht',
		paragraphs: [
			'Wer den Kalenderlink hat, sieht, wer wann im Haus ist: Vorname, Tage, wie viele kommen und zu wem sie gehören.',
			'Wer über Anfragen entscheidet, sieht auch, was du dazu schreibst, und du siehst die Antworten.',
			'Deine E-Mail-Adresse zeigen wir niemandem. Nur wer das Haus betreibt, könnte sie nachsehen.',
		],
	},
	{
		title: 'Wo es liegt',
		paragraphs: [
			...WHERE,
			'Abonnierst du den Kalender auf deinem Handy oder Computer, liest auch der Anbieter des Programms mit. Sonst bekommt niemand etwas: Hier gibt es keine Werbung, keine Statistik und keine Cookies. Dein Browser merkt sich deinen Link nur, wenn du das möchtest.',
		],
	},
	{
		title: 'Ansehen und löschen',
		paragraphs: [
			'Auf deiner Seite, hinter deinem persönlichen Link, findest du ganz unten „Meine Daten ansehen“: alles, was über dich gespeichert ist, auch als Datei. Darunter steht „Alles über mich löschen“.',
			'Löschen gilt sofort. Frühere Aufenthalte bleiben unter dem Namen „Gast“ stehen, und wer über Anfragen entscheidet, behält seine Adresse. In Sicherungskopien und bei dem, der unsere Mails verschickt, verschwinden deine Daten etwas später, Mails, die schon in Postfächern liegen, gar nicht.',
		],
	},
	{
		title: 'Noch Fragen?',
		paragraphs: [
			'Dann frag, wer das Haus betreibt. Wer das gerade ist, weiß die Familie. Auch wenn etwas nicht stimmt oder du es nicht selbst ändern kannst, bist du dort richtig.',
		],
	},
];
