/** Colours of the mails, light and dark, and the one style sheet. `paint` sets both. */
import type { Style } from './markup.ts';

type Pair = readonly [light: string, dark: string];

export const GROUNDS = {
	page: ['#f2efe9', '#131619'],
	card: ['#ffffff', '#1d2125'],
	panel: ['#f7f5f1', '#282d32'],
	action: ['#1b5e63', '#8fd3d3'],
	pending: ['#fdf0cf', '#40351a'],
	confirmed: ['#dcf1df', '#1d3a25'],
	denied: ['#fbe3e1', '#472523'],
	canceled: ['#e6e9ec', '#3a4148'],
} as const satisfies Record<string, Pair>;

/** Each is used only on grounds where its contrast is at least 4.5 in both schemes (`test/mail.test.ts`). */
export const TEXTS = {
	ink: ['#22282e', '#eceff1'],
	muted: ['#5a636b', '#aeb8c0'],
	link: ['#1b5e63', '#8fd3d3'],
	onAction: ['#ffffff', '#0c2426'],
	pending: ['#6b4a00', '#f6d98b'],
	confirmed: ['#1d5a2b', '#a5dfb2'],
	denied: ['#8f2019', '#f5b5af'],
	canceled: ['#4a535b', '#c9d0d6'],
} as const satisfies Record<string, Pair>;

const BORDERS = {
	line: ['#ddd8ce', '#3a4148'],
	edge: ['#7d8890', '#8a959d'],
	action: GROUNDS.action,
} as const satisfies Record<string, Pair>;

/** The accent of a mail that is about no party. */
export const HOUSE_COLOR = GROUNDS.action[0];

// Without quotes, which would have to be escaped in each attribute. Outlook for Windows looks at the first alone, and
// takes Times New Roman if it is not there.
const FONTS = 'Segoe UI,-apple-system,BlinkMacSystemFont,Roboto,Helvetica Neue,Helvetica,Arial,sans-serif';

/** For every cell, because some programs do not inherit into tables. Long words break. */
export const CELL: Style = { fontFamily: FONTS, overflowWrap: 'anywhere', wordBreak: 'break-word' };

export interface Paint {
	text?: keyof typeof TEXTS;
	ground?: keyof typeof GROUNDS;
	border?: keyof typeof BORDERS;
}

/** The light colours inline, for every client; the class lets the style sheet make them dark. */
export function paint({ text, ground, border }: Paint, style: Style = {}): { class: string; style: Style } {
	return {
		class: [text && `t-${text}`, ground && `g-${ground}`, border && `b-${border}`].filter(Boolean).join(' '),
		style: {
			...(text && { color: TEXTS[text][0] }),
			...(ground && { backgroundColor: GROUNDS[ground][0] }),
			...(border && { borderColor: BORDERS[border][0] }),
			...style,
		},
	};
}

const darkRules = (prefix: string, property: string, pairs: Record<string, Pair>): string =>
	Object.entries(pairs)
		.map(([name, [, dark]]) => `.${prefix}-${name}{${property}:${dark}!important}`)
		.join('');

const DARK =
	darkRules('t', 'color', TEXTS) +
	darkRules('g', 'background-color', GROUNDS) +
	darkRules('b', 'border-color', BORDERS);

const PHONE = [
	'.outer{padding:0 0 24px!important}',
	'.card{border-radius:0!important;border-width:0!important}',
	'.inner{padding-left:20px!important;padding-right:20px!important}',
	'.title{font-size:24px!important;line-height:30px!important}',
	'.button{display:block!important;margin-right:0!important}',
].join('');

/** What inline styles cannot do: dark mode, and phones. Without it a mail is light and still fits. */
export const STYLE_SHEET = `:root{color-scheme:light dark;supported-color-schemes:light dark}@media (prefers-color-scheme:dark){${DARK}}@media (max-width:480px){${PHONE}}`;
