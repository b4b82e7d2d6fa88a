/** What people may type. Lengths count Unicode code points, so an emoji is one character. */
import type { TextIssue } from './issue.ts';

// Letters, but not the invisible fillers; joiners between letters (Persian, Sinhala), and the dot of the Catalan l·l.
const FIRST_NAME = /^(?:(?:(?!\p{DI})\p{L}|\p{M})(?:[\u200c\u200d](?=\p{L}))?|[lL]\u00b7(?=[lL])|[ '’-])+$/u;
// A scheme with ://, mailto:, or www followed by a dot or a domain ("www.x.de", "www x.de").
const LINK = /[a-z][a-z0-9+.-]*:\/\/|mailto:|(?:^|[^\p{L}\p{N}])www(\.|\s*[\p{L}\p{N}-]+\.\p{L}{2,})/iu;
const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.\p{L}{2,}/u;
// Line feed and tab are text. Other control characters and halves of surrogate pairs are not (PostgreSQL can store
// neither NUL nor those), nor are marks that make letters run backwards: people could read a link that is not found.
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the check against them
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\u202d\u202e\p{Surrogate}]/u;
// Invisible: what Unicode lets programs ignore, and blanks that do not count as white space (Braille, annotations,
// hieroglyphs, musical notes).
const UNSEEN = /[\p{DI}\u2800\ufff9-\ufffb\u{13441}\u{13442}\u{16fe4}\u{1d159}]/gu;

const FIRST_NAME_MAX = 40;
export const TEXT_MAX = 500;
export const NOTES_MAX = 4_000;

const length = (text: string): number => [...text].length;

/** Unicode NFC, trimmed, as it is stored and compared; empty if nothing in it is visible. */
export const normalizeFirstName = (text: string): string => composed(text);

/** Unicode NFC, trimmed, line ends as `\n`; empty if nothing in it is visible. */
export const normalizeText = (text: string): string => composed(text.replace(/\r\n?/g, '\n'));

function composed(typed: string): string {
	const text = typed.normalize('NFC').trim();
	return text.replace(UNSEEN, '').trim() === '' ? '' : text;
}

/**
 * An address as it is kept and compared: trimmed, lower-cased, a domain with umlauts in its ASCII form (`xn--…`), so
 * that both spellings are one person. Whether it is a valid address is checked by the schema.
 */
export function normalizeEmail(text: string): string {
	const email = text.trim().toLowerCase();
	const at = email.lastIndexOf('@') + 1;
	return email.slice(0, at) + asciiDomain(email.slice(at));
}

function asciiDomain(domain: string): string {
	// ASCII needs no conversion, and `URL` would cut off a port or a path.
	if (!/\P{ASCII}/u.test(domain) || /[\s:/\\?#%]/.test(domain)) return domain;
	try {
		return new URL(`http://${domain}`).hostname;
	} catch {
		return domain;
	}
}

/**
 * BR-019, on a normalised name: 1..40 letters of any script with their marks and joiners, space, hyphen, apostrophe.
 */
export function firstNameIssue(name: string): TextIssue | undefined {
	if (name === '') return 'too_short';
	if (length(name) > FIRST_NAME_MAX) return 'too_long';
	if (!FIRST_NAME.test(name) || !/\p{L}/u.test(name)) return 'first_name_characters';
	return undefined;
}

/**
 * BR-020, on a normalised text: at most 500 characters, no links and no e-mail addresses, not even ones disguised by
 * invisible characters.
 */
export function textIssue(text: string): TextIssue | undefined {
	if (length(text) > TEXT_MAX) return 'too_long';
	const readings = [text, asRead(text)];
	if (readings.some((reading) => LINK.test(reading))) return 'contains_link';
	if (readings.some((reading) => EMAIL.test(reading))) return 'contains_email';
	if (CONTROL.test(text)) return 'control_character';
	return undefined;
}

/** The notes of the house, normalised like any text: longer, and they may hold links and addresses. */
export function notesIssue(text: string): TextIssue | undefined {
	if (length(text) > NOTES_MAX) return 'too_long';
	return CONTROL.test(text) ? 'control_character' : undefined;
}

/** Marks that change the direction of the text after them, or end an isolation. */
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * One line that somebody typed, wrapped in U+2068 and U+2069 for a sentence of ours, a subject or a calendar file.
 * Otherwise a Hebrew or Arabic name would turn around the dates and numbers next to it. Nothing in the text can end the
 * isolation early.
 */
export const isolated = (text: string): string => `\u2068${text.replace(DIRECTIONS, '')}\u2069`;

/**
 * The text as it reads: without invisible characters, and with plain letters for full-width, bold and the like. An
 * ellipsis becomes a blank rather than dots, which would make a link of "im www…".
 */
const asRead = (text: string): string =>
	text
		.replace(UNSEEN, '')
		.replace(/[‥…︙]/g, ' ')
		.normalize('NFKC');
