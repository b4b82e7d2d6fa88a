/** What an answer holds may be open: a newer server may say there what this version does not know. */

/**
 * A word that only a newer server knows. No text in a program is one: so misspelt words do not compile, and neither does
 * a `switch` over an open union without a `default`.
 */
declare enum Newer {
	word = 'a word that only a newer server knows',
}

/** One of these, or a word that only a newer server knows. */
export type Open<Known extends string> = Known | Newer;
/** Something for each known word; for a newer one there may be nothing. */
export type OpenRecord<Known extends string, T> = Record<Known, T> & Partial<Record<Newer, T>>;

export type { Newer };
