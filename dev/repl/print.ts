import { inspect, types } from 'node:util';
import type { Booking } from '@betzenstein/shared';

/** How values are shown. */
export interface Style {
	colors: boolean;
}

type Row = Record<string, unknown>;

/**
 * A value for people: bookings and lists of rows without noise, days and instants as ISO, all else as Node shows it.
 */
export function readable(value: unknown, style: Style): string {
	return linesOf(value, style).join('\n');
}

function linesOf(value: unknown, style: Style): string[] {
	if (types.isPromise(value)) return ['A promise: put `await` before it to see what it brings.'];
	if (isBooking(value)) return bookingLines(value);
	if (isTable(value)) return withHeader(value.map((row) => (isBooking(row) ? bookingRow(row) : row)));
	if (isPlain(value) && Object.values(value).some(isBlock)) {
		return Object.entries(value).flatMap(([name, inner]) =>
			isBlock(inner) ? [`${name}:`, ...indented(linesOf(inner, style))] : [`${name}: ${inspected(inner, style)}`],
		);
	}
	return inspected(value, style).split('\n');
}

/** What takes lines of its own. */
const isBlock = (value: unknown): boolean => isBooking(value) || isTable(value);

const isPlain = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && [null, Object.prototype].includes(Object.getPrototypeOf(value));

const isTable = (value: unknown): value is Row[] => Array.isArray(value) && value.length > 0 && value.every(isPlain);

const isBooking = (value: unknown): value is Booking =>
	isPlain(value) && 'availableActions' in value && 'timeline' in value;

const inspected = (value: unknown, { colors }: Style): string => inspect(value, { colors, depth: 6, breakLength: 120 });

/** Lines that belong to the one before. */
export const indented = (lines: string[]): string[] => lines.map((line) => `  ${line}`);

function bookingLines(booking: Booking): string[] {
	const {
		id,
		status,
		firstName,
		partySize,
		affiliation,
		description,
		round,
		revision,
		lastActivityAt,
		availableActions,
	} = booking;
	return [
		`${status} ${daysOf(booking)}, ${booking.totalDays} ${booking.totalDays === 1 ? 'day' : 'days'}${booking.isPast ? ', past' : ''}`,
		...indented([
			`id: ${id}`,
			`firstName: ${firstName}, partySize: ${partySize}, affiliation: ${affiliation}`,
			...(description === null ? [] : [`description: ${cell(description)}`]),
			`round: ${round}, revision: ${revision}, lastActivityAt: ${cell(lastActivityAt)}`,
			`availableActions: ${availableActions.join(', ') || 'none'}`,
			'approvals:',
			...indented(columns(booking.approvals.map(approvalCells))),
			...(booking.requesterMailFailed ? ['requester: mail failed'] : []),
			'timeline:',
			...indented(columns(booking.timeline.map(eventCells))),
		]),
	];
}

const daysOf = ({ startDate, endDate }: { startDate: string; endDate: string }): string => `${startDate} to ${endDate}`;

const approvalCells = ({ party, decision, decidedAt, comment, mailFailed }: Booking['approvals'][number]): string[] => [
	party,
	decision,
	...(decidedAt ? [cell(decidedAt)] : []),
	...(comment === null ? [] : [`"${cell(comment)}"`]),
	...(mailFailed ? ['mail failed'] : []),
];

const eventCells = ({ at, type, actor, via, comment, from, to }: Booking['timeline'][number]): string[] => [
	cell(at),
	type,
	actor.kind === 'system' ? actor.name : `${actor.name} (${actor.kind})`,
	`via ${via}`,
	...(from && to ? [`${daysOf(from)} -> ${daysOf(to)}`] : []),
	...(comment === undefined ? [] : [`"${cell(comment)}"`]),
];

/** A booking among others. */
const bookingRow = (booking: Booking): Row => ({
	id: booking.id,
	status: booking.status,
	startDate: booking.startDate,
	endDate: booking.endDate,
	firstName: booking.firstName,
	partySize: booking.partySize,
	affiliation: booking.affiliation,
	round: booking.round,
	revision: booking.revision,
	approvals: booking.approvals.map(({ party, decision }) => `${party} ${decision}`).join(', '),
});

function withHeader(rows: Row[]): string[] {
	const names = [...new Set(rows.flatMap(Object.keys))];
	return columns([names, ...rows.map((row) => names.map((name) => cell(row[name])))]);
}

/** A value in one line. What strangers wrote must not steer the terminal. */
function cell(value: unknown): string {
	if (value === undefined) return '';
	if (typeof value === 'string') return value.replaceAll('\n', '⏎').replaceAll(/\p{Cc}/gu, '�');
	if (value instanceof Date) return value.toISOString();
	return inspect(value, { depth: 4, breakLength: Number.POSITIVE_INFINITY });
}

function columns(rows: string[][]): string[] {
	const widthOf = (index: number) => Math.max(...rows.map((row) => row[index]?.length ?? 0));
	return rows.map((row) =>
		row
			.map((text, index) => text.padEnd(widthOf(index)))
			.join('  ')
			.trimEnd(),
	);
}
