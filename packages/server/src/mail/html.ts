/** A mail as HTML. */
import type { BookingStatus } from '@betzenstein/shared';
import { render } from '@react-email/render';
import type { ComponentProps, ReactNode } from 'react';
import {
	Badge,
	Buttons,
	Card,
	Divider,
	Footer,
	Heading,
	h,
	Line,
	Mail,
	Note,
	Panel,
	Paragraph,
	Quote,
	TextLink,
	Title,
} from './components.ts';
import type { Block, Glance, Letter } from './model.ts';
import { typedLines } from './text.ts';
import { HOUSE_COLOR } from './theme.ts';

/** The HTML, with light and dark colours in it. */
export function renderHtml({ subject, preview, house, title, accent, blocks, footer }: Letter): Promise<string> {
	return render(
		h(
			Mail,
			{ subject, preview },
			h(
				Card,
				{ accent: accent ?? HOUSE_COLOR },
				h(Line, { size: 'note', text: 'link', style: { margin: '0 0 4px', fontWeight: 600 } }, house),
				h(Title, null, title),
				...blocks.map((block, key) => h(BlockView, { block, key })),
			),
			h(Footer, { lines: footer }),
		),
	);
}

function BlockView({ block }: { block: Block }): ReactNode {
	switch (block.type) {
		case 'paragraph':
			return h(Paragraph, null, block.text);
		case 'note':
			return h(Note, null, block.text);
		case 'heading':
			return h(Heading, null, block.text);
		case 'divider':
			return h(Divider);
		case 'glance':
			return h(GlanceView, block.glance);
		case 'quote':
			return h(Quote, { label: block.label, lines: typedLines(block.text) });
		case 'actions':
			return h(Buttons, { primary: block.primary, secondary: block.secondary });
		case 'link':
			return h(TextLink, { action: block.action });
	}
}

const BADGES: Record<BookingStatus, ComponentProps<typeof Badge>['color']> = {
	Pending: 'pending',
	Confirmed: 'confirmed',
	Denied: 'denied',
	Canceled: 'canceled',
};

function GlanceView({ dates, length, previous, status, statusText, party, guests, outstanding }: Glance): ReactNode {
	const minor = { size: 'note', text: 'muted' } as const;
	return h(
		Panel,
		{ accent: party.color },
		previous !== null && h(Line, { text: 'muted' }, 'Bisher ', h('s', null, previous)),
		h(Line, { size: 'dates' }, dates),
		h(Line, minor, length),
		h(Line, { style: { padding: '10px 0 0' } }, guests),
		h(Line, minor, `gehört zu ${party.name}`),
		h(Line, { style: { padding: '10px 0 0' } }, h(Badge, { color: BADGES[status] }, statusText)),
		outstanding !== null && h(Line, { ...minor, style: { padding: '8px 0 0' } }, `Antwort fehlt von ${outstanding}`),
	);
}
