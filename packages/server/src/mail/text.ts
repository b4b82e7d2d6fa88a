/**
 * A mail as plain text. Not derived from the HTML, which would put headings in capitals and a booking into table cells.
 */
import { isolated } from '@betzenstein/shared';
import type { Block, Glance, LabelledLink, Letter } from './model.ts';

/** The plain text. Lines are not wrapped: phones and programs do that to fit, and links must stay whole. */
export function renderText({ title, blocks, house, footer }: Letter): string {
	const parts = [title, ...blocks.map(blockText), ['--', house, ...footer].join('\n')];
	return `${parts.join('\n\n')}\n`;
}

function blockText(block: Block): string {
	switch (block.type) {
		case 'divider':
			return '* * *';
		case 'glance':
			return glanceText(block.glance);
		case 'facts':
			return block.facts.map(({ label, text }) => `${label}: ${text}`).join('\n');
		case 'quote':
			return `${block.label}:\n${typedLines(block.text)
				.map((line) => (line === '' ? '>' : `> ${isolated(endsInLink(line) ? `${line} ` : line)}`))
				.join('\n')}`;
		case 'buttons':
			return [block.primary, ...(block.secondary ? [block.secondary] : [])].map(linkText).join('\n\n');
		case 'link':
			return linkText(block.link);
		default:
			return block.text;
	}
}

// Without the dots of a button that asks for more, which would come before the colon.
const linkText = ({ label, href }: LabelledLink): string => `${label.replace(' …', '')}:\n${href}`;

function glanceText(glance: Glance): string {
	return [
		...(glance.previous === null ? [] : [`Bisher: ${glance.previous}`]),
		`${glance.previous === null ? 'Wann' : 'Neu'}: ${glance.dates} (${glance.length})`,
		`Wer: ${glance.guests}`,
		`Gehört zu: ${glance.party.name}`,
		`Stand: ${glance.statusText}`,
		...(glance.outstanding === null ? [] : [`Antwort fehlt von: ${glance.outstanding}`]),
	].join('\n');
}

/** Mail programs make links of addresses, and some would take the mark after it for a part of it. */
const endsInLink = (line: string): boolean => /:\/\/\S+$/.test(line);

/** The lines of a typed text, broken wherever any program would break it: none may pass for one of ours. */
export const typedLines = (text: string): string[] => text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/);
