import type { Page } from 'playwright-core';

const STYLE = `
body { display: flex; align-items: flex-start; gap: 12px; width: max-content; margin: 0; padding: 12px; background: #9aa3ab }
img { zoom: 0.6 }`;

/** Pictures beside each other on one, smaller; a WebP. @param page an empty one */
export async function drawSheet(page: Page, pictures: readonly Buffer[]): Promise<Buffer> {
	const images = pictures.map((picture) => `<img src="data:image/png;base64,${picture.toString('base64')}">`);
	await page.setContent(`<!doctype html><style>${STYLE}</style>${images.join('')}`);
	return page.locator('body').screenshot({ type: 'webp', quality: 40 });
}
