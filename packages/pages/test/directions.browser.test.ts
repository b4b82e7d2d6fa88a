/** Names and texts that are written from right to left turn no date, number or sentence of ours round (BR-011). */

import type { Day } from '@betzenstein/shared';
import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import { openPages, type Pages } from './openPages.ts';
import { TODAY } from './states.ts';

const [MIRIAM, HOUSE, APPROVER, OTHER] = ['מִרְיָם', 'בית הקיץ', 'أمينة', 'דוד'];
const TEXT = 'שלום! נגיע ב־18:00, 4 אנשים.';

let house: PagesHouse;
let open: Pages['open'];
beforeAll(async () => {
	const approvers = [
		{ name: APPROVER, color: '#C1DBE3', email: 'ingeborg@example.com' },
		{ name: OTHER, color: '#C7DFC5', email: 'cornelia@example.com' },
	];
	const settings = { APPROVERS: JSON.stringify(approvers), HOUSE_NAME: HOUSE };
	const pages = await openPages({ today: TODAY, env: settings });
	({ house, open } = pages);
	return pages.close;
});

const ask = (startDate: Day, endDate: Day) =>
	house.ask({
		startDate,
		endDate,
		firstName: MIRIAM,
		email: 'miriam@example.com',
		affiliation: APPROVER,
		description: TEXT,
	});

/**
 * Every text and attribute in which letters from right to left stand neither by themselves nor between U+2068 and
 * U+2069.
 */
const notIsolated = (page: Page): Promise<string[]> =>
	page.evaluate(() => {
		const turns = (text: string) =>
			/[\p{Script=Hebrew}\p{Script=Arabic}]/u.test(text.replace(/\u2068[^\u2069]*\u2069/g, ''));
		const found = turns(document.title) ? [`title: ${document.title}`] : [];
		const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
		for (let node = texts.nextNode(); node; node = texts.nextNode()) {
			const parent = node.parentElement;
			const isAlone = parent?.closest('bdi, [dir=auto]');
			if (turns(node.textContent ?? '') && !isAlone) found.push(`${parent?.outerHTML}`);
		}
		for (const element of document.querySelectorAll<HTMLElement>('*')) {
			for (const { name, value } of element.attributes)
				if (name !== 'value' && turns(value)) found.push(`${name}: ${value}`);
			if (
				'value' in element &&
				typeof element.value === 'string' &&
				element.matches('input:not([type=radio]), textarea')
			)
				if (turns(element.value) && element.dir !== 'auto') found.push(`value of ${element.outerHTML}`);
		}
		return found;
	});

/** Shows it, and holds the page against the rule. */
async function see(page: Page, text: string): Promise<void> {
	await page.getByText(text).first().waitFor();
	expect(await notIsolated(page)).toEqual([]);
}

test('the check finds what is not isolated', async () => {
	const page = await open('/b');
	await page.evaluate((name) => {
		document.body.append(
			Object.assign(document.createElement('p'), { textContent: `${name}, 4`, ariaLabel: `${name} 4` }),
		);
	}, MIRIAM);
	expect(await notIsolated(page)).toHaveLength(2);
	await page.close();
});

test('in the calendar, where somebody asks for days', async () => {
	await ask('2027-04-24', '2027-04-25');
	const page = await open(`/c#${house.calendarToken}`);
	await see(page, '4 Personen, angefragt');
	await page.getByLabel('Erster Tag').fill('2027-04-24');
	await page.getByLabel('Letzter Tag').fill('2027-04-26');
	await page.getByLabel(OTHER).check();
	await page.getByLabel('Dein Vorname').fill(MIRIAM);
	await page.getByLabel('Deine E-Mail-Adresse').fill('miriam@example.com');
	await page.getByLabel('Nachricht dazu').fill(TEXT);
	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await see(page, 'Diese Tage sind schon belegt');
	await page.getByLabel('Erster Tag').fill('2027-04-26');
	await page.locator('form').getByRole('button', { name: 'Tage anfragen' }).click();
	await see(page, 'Anfrage gestellt');
	await page.close();
});

test('on a booking’s page, its forms and what comes of them', async () => {
	const { booking, bookingToken } = await ask('2027-05-01', '2027-05-02');
	await house.client(await house.link.action('Ingeborg', booking.id, 'approve')).action.perform.mutate({});
	const page = await open(`/b#${bookingToken}`);
	await see(page, 'Es fehlt noch die Antwort');
	await page.getByRole('button', { name: /^Ändern/ }).click();
	await page.getByLabel('Letzter Tag').fill('2027-05-05');
	await page.getByRole('button', { name: 'Speichern' }).click();
	await see(page, 'Frühere Zustimmungen gelten nicht mehr.');
	await page.getByRole('button', { name: /^Stornieren/ }).click();
	await page.getByRole('button', { name: 'Ja, stornieren' }).click();
	await see(page, 'Eine Mail bekommen');
	await page.close();
});

test('on the pages of approvers', async () => {
	const { booking } = await ask('2027-06-01', '2027-06-05');
	const deny = await open(`/a#${await house.link.action('Cornelia', booking.id, 'deny')}`);
	await see(deny, 'Warum passt es nicht?');
	await deny.getByLabel('Warum passt es nicht?').fill(TEXT);
	await deny.getByRole('button', { name: 'Ablehnen' }).click();
	await see(deny, 'Du hast abgelehnt');
	await deny.close();

	const approve = await open(`/a#${await house.link.action('Ingeborg', booking.id, 'approve')}`);
	await see(approve, 'Das ist schon erledigt');
	await approve.close();
	const other = await ask('2027-07-01', '2027-07-05');
	const question = await open(`/a#${await house.link.action('Ingeborg', other.booking.id, 'approve')}`);
	await see(question, 'möchte kommen');
	await question.close();

	const page = await open(`/p#${await house.link.approver('Ingeborg')}`);
	await see(page, 'Hallo');
	await page
		.getByRole('button', { name: /^Ablehnen/ })
		.first()
		.click();
	await see(page, 'liest deine Begründung');
	await page.getByText('Alle Anfragen zeigen').click();
	await see(page, 'Begründung von');
	await page.getByText('Meine Daten ansehen').click();
	await see(page, 'mit einem Link aus einer Mail');
	await page.close();
});
