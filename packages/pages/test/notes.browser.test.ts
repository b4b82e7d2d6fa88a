/** The notes of the house, written on one page and read on others that are open meanwhile. */

import { PARTIES } from '@betzenstein/testing/house/environment';
import type { PagesHouse } from '@betzenstein/testing/house/inBrowser';
import { beforeAll, expect, test } from 'vitest';
import { openPages, type Pages } from './openPages.ts';

let house: PagesHouse;
let open: Pages['open'];
beforeAll(async () => {
	const pages = await openPages();
	({ house, open } = pages);
	return pages.close;
});

async function openEditor(name: (typeof PARTIES)[number]) {
	const page = await open(`/p#${await house.link.approver(name)}`);
	await page.getByText('Hinweise für das Haus').click();
	return {
		text: page.getByLabel('Was muss man im Haus wissen?'),
		save: () => page.getByRole('button', { name: 'Speichern' }).click(),
		button: (label: string) => page.getByRole('button', { name: label }),
		says: (text: string) => page.getByText(text).first().waitFor(),
	};
}

test('who has a Confirmed stay reads them at once and follows their links; two who write at once lose nothing', async () => {
	const { booking, bookingToken } = await house.ask();
	for (const name of PARTIES)
		await (await house.as.approver(name)).approval.approve({ bookingId: booking.id, round: 1 });
	const stay = await open(`/b#${bookingToken}`);
	const [cornelia, ingeborg] = [await openEditor('Cornelia'), await openEditor('Ingeborg')];
	await ingeborg.says('Noch hat niemand etwas aufgeschrieben.');
	expect(await stay.getByText('Hinweise für das Haus').isVisible()).toBe(false);

	await cornelia.text.fill('Müll: https://abfall.example.com/plan.');
	await cornelia.save();
	await cornelia.says('Gespeichert');
	const link = stay.getByRole('link', { name: 'https://abfall.example.com/plan' });
	await link.waitFor();
	expect([await link.getAttribute('href'), await link.getAttribute('target'), await link.getAttribute('rel')]).toEqual([
		'https://abfall.example.com/plan',
		'_blank',
		'noreferrer',
	]);
	// Ingeborg had typed nothing yet.
	await expect.poll(() => ingeborg.text.inputValue()).toBe('Müll: https://abfall.example.com/plan.');

	await ingeborg.text.fill('Von Ingeborg');
	await cornelia.text.fill('Von Cornelia');
	await cornelia.save();
	await ingeborg.save();
	await ingeborg.button('Neuen Stand zeigen').click();
	await ingeborg.says('Von Cornelia');
	expect(await ingeborg.text.inputValue()).toBe('Von Ingeborg');
	await ingeborg.save();
	await stay.getByText('Von Ingeborg').waitFor();
});
