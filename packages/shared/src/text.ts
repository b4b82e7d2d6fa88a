/** What people may type. Lengths count Unicode code points, so an emoji is one character. */

const FIRST_NAME = /^[\p{L}\p{M} '’-]+$/u;
// A scheme with ://, mailto:, or www followed by a dot or a domain ("www.x.de", "www x.de").
const LINK = /[a-z][a-z0-9+.-]*:\/\/|mailto:|(?<![\p{L}\p{N}])www(\.|\s*[\p{L}\p{N}-]+\.\p{L}{2,})/iu;
const EMAIL = /[^\s@<>()]+@[^\s@<>()]+\.\p{L}{2,}/u;
// Line feed and tab are text; other control characters and halves of surrogate pairs are not (PostgreSQL stores neither
// NUL nor those).
// biome-ignore lint/suspicious/noControlCharactersInRegex: this is the check against them
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f\p{Surrogate}]/u;

/** The rule that a text breaks; stands in `INVALID_INPUT`'s `fields[].issue`. */
export type TextIssue = 'too_short' | 'too_long' | 'first_name_characters' | 'contains_link' | 'contains_email' | 'control_character';

export const FIRST_NAME_MAX = 40;
export const TEXT_MAX = 500;

const length = (text: string): number => [...text].length;

/** Unicode NFC, trimmed; what is stored and compared. */
export const normalizeFirstName = (text: string): string => text.normalize('NFC').trim();

/** Unicode NFC, trimmed, line ends as `\n`; blank becomes empty. */
export const normalizeText = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();

/**
 * An address as it is kept and compared: trimmed, lower-cased, a domain with umlauts in its ASCII form (`xn--…`), so that
 * both spellings are one person. Whether it is an address is for the schema to say.
 */
export function normalizeEmail(text: string): string {
	const email = text.trim().toLowerCase();
	const at = email.lastIndexOf('@') + 1;
	return email.slice(0, at) + asciiDomain(email.slice(at));
}

function asciiDomain(domain: string): string {
	// ASCII stays as it was typed, and `URL` must not take a port or a path for granted.
	if (!/\P{ASCII}/u.test(domain) || /[\s:/\\?#%]/.test(domain)) return domain;
	try {
		return new URL(`http://${domain}`).hostname;
	} catch {
		return domain;
	}
}

/** BR-019, on a normalised name: 1..40 letters of any script with their marks, space, hyphen, apostrophe. */
export function firstNameIssue(name: string): TextIssue | undefined {
	if (name === '') return 'too_short';
	if (length(name) > FIRST_NAME_MAX) return 'too_long';
	if (!FIRST_NAME.test(name) || !/\p{L}/u.test(name)) return 'first_name_characters';
	return undefined;
}

/** BR-020, on a normalised text: at most 500 characters, no links, no e-mail addresses. */
export function textIssue(text: string): TextIssue | undefined {
	if (length(text) > TEXT_MAX) return 'too_long';
	if (CONTROL.test(text)) return 'control_character';
	if (LINK.test(text)) return 'contains_link';
	if (EMAIL.test(text)) return 'contains_email';
	return undefined;
}
