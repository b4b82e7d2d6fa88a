/** A mail as HTML. */
import {
	Badge,
	Buttons,
	Card,
	Divider,
	Facts,
	Footer,
	Heading,
	Line,
	Mail,
	Note,
	Panel,
	Paragraph,
	Quote,
	TextLink,
	Title,
} from './components.ts';
import { h, type Markup } from './markup.ts';
import type { Block, Glance, Letter } from './model.ts';
import { typedLines } from './text.ts';
import { HOUSE_COLOR } from './theme.ts';

// Without one, old programs lay a mail out as browsers did in the nineties.
const DOCTYPE =
	'<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">';

/** The HTML, with light and dark colours in it. */
export function renderHtml({ subject, preview, house, title, accent, blocks, footer }: Letter): string {
	const page = Mail(
		{ subject, preview },
		Card(
			{ accent: accent ?? HOUSE_COLOR },
			Line({ size: 'note', text: 'link', style: { margin: '0 0 4px', fontWeight: '600' } }, house),
			Title(title),
			...blocks.map(blockView),
		),
		Footer(footer),
	);
	return DOCTYPE + page.html;
}

function blockView(block: Block): Markup {
	switch (block.type) {
		case 'paragraph':
			return Paragraph(block.text);
		case 'note':
			return Note(block.text);
		case 'heading':
			return Heading(block.text);
		case 'divider':
			return Divider();
		case 'glance':
			return glanceView(block.glance);
		case 'facts':
			return Facts(block.facts);
		case 'quote':
			return Quote({ label: block.label, lines: typedLines(block.text) });
		case 'buttons':
			return Buttons(block.primary, block.secondary);
		case 'link':
			return TextLink(block.link);
	}
}

const BADGES = { Pending: 'pending', Confirmed: 'confirmed', Denied: 'denied', Canceled: 'canceled' } as const;

function glanceView({ dates, length, previous, status, statusText, party, guests, outstanding }: Glance): Markup {
	const minor = { size: 'note', text: 'muted' } as const;
	return Panel(
		{ accent: party.color },
		previous !== null && Line({ text: 'muted' }, 'Bisher ', h('s', {}, previous)),
		Line({ size: 'dates' }, dates),
		Line(minor, length),
		Line({ style: { margin: '10px 0 0' } }, guests),
		Line(minor, `gehört zu ${party.name}`),
		Line({ style: { margin: '10px 0 0' } }, Badge(BADGES[status], statusText)),
		outstanding !== null && Line({ ...minor, style: { margin: '8px 0 0' } }, `Antwort fehlt von ${outstanding}`),
	);
}
