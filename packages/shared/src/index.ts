export * from './access.ts';
export * from './booking.ts';
export * from './context.ts';
export * from './day.ts';
export * from './house.ts';
export * from './issue.ts';
export * from './kept.ts';
export * from './monthGrid.ts';
export type * from './open.ts';
export * from './reasonCodes.ts';
export * from './refusal.ts';
export {
	firstNameIssue,
	isolated,
	NOTES_MAX,
	normalizeEmail,
	normalizeFirstName,
	normalizeText,
	notesIssue,
	TEXT_MAX,
	textIssue,
} from './text.ts';
export * from './watch.ts';
