/** Black or white, whichever is easier to read on a party's colour (`#RRGGBB`, of the house's choosing). */
export function inkOn(color: string): '#000000' | '#ffffff' {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
		linear(Number.parseInt(color.slice(at, at + 2), 16) / 255),
	);
	// WCAG's relative luminance; at this value both contrasts are equal.
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#000000' : '#ffffff';
}

const linear = (channel: number): number => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4);
