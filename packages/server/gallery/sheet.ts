/** Several pictures beside each other on one, smaller. */
import type { Page } from 'playwright-core';
import type { Pixels } from './png.ts';

/** The sheet shows the mails at this share of their size. */
const SCALE = 0.6;
const GAP = 12;

/** Draws the PNGs with a browser's means, from left to right. */
export async function drawSheet(page: Page, pictures: readonly Buffer[]): Promise<Pixels> {
	const urls = pictures.map((picture) => `data:image/png;base64,${picture.toString('base64')}`);
	const { base64, ...size } = await page.evaluate(drawInBrowser, { urls, scale: SCALE, gap: GAP });
	return { ...size, rgba: Buffer.from(base64, 'base64') };
}

/** Runs in the browser, and so refers to nothing around it. */
async function drawInBrowser({ urls, scale, gap }: { urls: string[]; scale: number; gap: number }) {
	const images = await Promise.all(
		urls.map(async (url) => {
			const image = new Image();
			image.src = url;
			await image.decode();
			return { image, width: Math.round(image.width * scale), height: Math.round(image.height * scale) };
		}),
	);
	const width = images.reduce((sum, each) => sum + each.width + gap, gap);
	const height = Math.max(...images.map((each) => each.height)) + 2 * gap;
	const context = new OffscreenCanvas(width, height).getContext('2d');
	if (!context) throw new Error('There is no canvas.');
	context.fillStyle = '#9aa3ab';
	context.fillRect(0, 0, width, height);
	context.imageSmoothingQuality = 'high';
	let x = gap;
	for (const each of images) {
		context.drawImage(each.image, x, gap, each.width, each.height);
		x += each.width + gap;
	}
	const { data } = context.getImageData(0, 0, width, height);
	const reader = new FileReader();
	const read = new Promise((resolve) => reader.addEventListener('load', resolve));
	reader.readAsDataURL(new Blob([data]));
	await read;
	return { width, height, base64: String(reader.result).replace(/^.*,/, '') };
}
