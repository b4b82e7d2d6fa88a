import type { Session } from '../api.ts';
import { fill, focusOn, h, heading } from '../dom.ts';
import { forgottenOutcome, type Outcome } from '../text/outcome.ts';
import { checkField } from './field.ts';
import { form } from './form.ts';
import { storedData } from './storedData.ts';

/** Renewing one's link, seeing what is stored about oneself, and being forgotten. */
export function accountSection(session: Session): HTMLElement {
	return h(
		'section',
		{},
		heading(2, 'Dein Link und deine Daten'),
		h('details', {}, h('summary', {}, 'Meinen Link ersetzen'), rotation(session)),
		storedData(session),
		h('details', {}, h('summary', {}, 'Alles über mich löschen'), farewell(session)),
	);
}

function rotation({ client }: Session): HTMLElement {
	return form({
		fields: [],
		content: [
			h(
				'p',
				{},
				'Wenn jemand anders deinen Link haben könnte, ersetzen wir ihn. Alle Links aus alten Mails gehen dann sofort nicht mehr, auch dieser hier.',
			),
		],
		button: 'Neuen Link schicken',
		send: async () => {
			await client.access.rotateLink.mutate();
			leave({
				title: 'Dein neuer Link ist unterwegs',
				lines: ['Öffne ab jetzt den Link aus der Mail, die gleich kommt.'],
			});
		},
	});
}

function farewell({ client, who }: Session): HTMLElement {
	const confirm = checkField({ name: 'confirm', label: 'Ja, löscht alles über mich.' });
	return form({
		fields: [confirm],
		content: [
			h(
				'p',
				{},
				'Deine Anfragen und Buchungen, die noch nicht begonnen haben, werden storniert. Frühere Aufenthalte bleiben unter dem Namen „Gast“ stehen.',
			),
			h('p', {}, 'Deine Adresse, dein Name und deine Texte werden gelöscht. Das lässt sich nicht zurücknehmen.'),
			who.approverOf !== undefined && h('p', {}, 'Du entscheidest weiter mit: Dafür bleibt deine Adresse gespeichert.'),
			confirm.element,
		],
		button: 'Alles löschen',
		isDangerous: true,
		check: () => (confirm.value() ? {} : { confirm: 'Bitte setze das Häkchen, wenn du das wirklich möchtest.' }),
		send: async () => leave(forgottenOutcome(await client.access.forgetMe.mutate({ confirm: true }))),
	});
}

/** Replaces the whole page: the link is dead, so nothing else on it works any more. */
function leave({ title, lines }: Outcome): void {
	const main = document.querySelector('main');
	if (!main) return;
	const first = heading(1, title);
	fill(main, first, ...lines.map((line) => h('p', {}, line)));
	focusOn(first);
}
