export * from './access.ts';
export * from './booking.ts';
export * from './day.ts';
export * from './house.ts';
export * from './monthGrid.ts';
export * from './refusal.ts';
export {
	firstNameIssue,
	isolated,
	normalizeEmail,
	normalizeFirstName,
	normalizeText,
	TEXT_MAX,
	type TextIssue,
	textIssue,
} from './text.ts';
