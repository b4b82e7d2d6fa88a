/** Small PNGs of flat pictures: 256 colours are enough for a mail, and a third of the bytes. */
import { crc32, deflateSync } from 'node:zlib';

/** Pixels as a canvas has them: RGBA, row by row. */
export interface Pixels {
	width: number;
	height: number;
	rgba: Uint8Array;
}

const COLORS = 256;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The picture in 256 of its commonest colours; each other pixel takes the nearest of them. */
export function encodePng(pixels: Pixels): Buffer {
	const palette = commonestColors(pixels.rgba);
	const header = Buffer.alloc(13);
	header.writeUInt32BE(pixels.width, 0);
	header.writeUInt32BE(pixels.height, 4);
	// Eight bits a pixel, indices into a palette.
	header.set([8, 3, 0, 0, 0], 8);
	return Buffer.concat([
		SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flatMap((color) => [...channels(color)]))),
		chunk('IDAT', deflateSync(indexedRows(pixels, palette), { level: 9 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

function commonestColors(rgba: Uint8Array): number[] {
	const counts = new Map<number, number>();
	for (let at = 0; at < rgba.length; at += 4) {
		const color = colorAt(rgba, at);
		counts.set(color, (counts.get(color) ?? 0) + 1);
	}
	const commonest = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([color]) => color);
	// One of each kind: else the many greys at the edges of letters leave no room for a rare hue.
	const kinds = new Map<number, number>();
	for (const color of commonest) if (!kinds.has(kindOf(color))) kinds.set(kindOf(color), color);
	return [...kinds.values()].slice(0, COLORS);
}

/** Colours that hardly differ: four bits a channel, in a green that eyes see best five. */
const kindOf = (color: number): number => color & 0xf0f8f0;

/** One index a pixel, and before each row the number of its filter: none. */
function indexedRows({ width, height, rgba }: Pixels, palette: readonly number[]): Buffer {
	const indices = new Map(palette.map((color, index) => [color, index]));
	const rows = Buffer.alloc((width + 1) * height);
	for (let y = 0; y < height; y++) {
		for (let x = 0; x < width; x++) {
			const color = colorAt(rgba, 4 * (y * width + x));
			const index = indices.get(color) ?? nearest(color, palette);
			indices.set(color, index);
			rows[y * (width + 1) + 1 + x] = index;
		}
	}
	return rows;
}

function nearest(color: number, palette: readonly number[]): number {
	const distances = palette.map((candidate) => distance(color, candidate));
	return distances.indexOf(Math.min(...distances));
}

function distance(a: number, b: number): number {
	const [red, green, blue] = channels(a);
	const [otherRed, otherGreen, otherBlue] = channels(b);
	return (red - otherRed) ** 2 + (green - otherGreen) ** 2 + (blue - otherBlue) ** 2;
}

const channels = (color: number): [number, number, number] => [color >> 16, (color >> 8) & 0xff, color & 0xff];

const colorAt = (rgba: Uint8Array, at: number): number =>
	((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0);

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
	const framed = Buffer.alloc(body.length + 8);
	framed.writeUInt32BE(data.length, 0);
	body.copy(framed, 4);
	framed.writeUInt32BE(crc32(body), body.length + 4);
	return framed;
}
