/** A piece of a text that somebody typed; with an address, if it is one. */
export interface Piece {
	text: string;
	href?: string;
}

// The last character is none that ends a sentence or a bracket.
const ADDRESS = /https?:\/\/[^\s<>"]*[^\s<>"'.,;:!?)\]}]/giu;

/** The text in pieces, its web addresses apart. */
export function linked(text: string): Piece[] {
	const pieces: Piece[] = [];
	let end = 0;
	for (const { 0: found, index } of text.matchAll(ADDRESS)) {
		if (index > end) pieces.push({ text: text.slice(end, index) });
		if (URL.canParse(found)) pieces.push({ text: found, href: found });
		else pieces.push({ text: found });
		end = index + found.length;
	}
	if (end < text.length) pieces.push({ text: text.slice(end) });
	return pieces;
}
