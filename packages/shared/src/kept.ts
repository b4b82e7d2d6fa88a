/** How long personal data are kept at most (domain.md, Keeping and forgetting). */
export const KEPT = {
	/** Days for which a mail keeps its text. */
	mailDays: 30,
	/** Months for which a canceled booking stays, and an address without any booking. */
	unusedMonths: 12,
	/** Months for which it is noted what the operator changed. */
	operationMonths: 12,
	/** Days for which an address stays that somebody typed in to get its link. */
	linkRequestDays: 1,
} as const;

/** Where pages say what is stored about whom, in German. Every page leads there. */
export const PRIVACY_PATH = '/datenschutz';
