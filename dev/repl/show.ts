import { inspect, types } from 'node:util';
import { type BookingError, bookingError } from '@betzenstein/client';
import { ConfigError, RefusedError, refusalOf, TRPCError } from '@betzenstein/server';
import { germanMessage, type Refusal } from '@betzenstein/shared';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';

type Row = Record<string, unknown>;

/** Where it goes to no terminal. */
const WIDTH = 160;
/** An id in quotation marks. */
const ID_WIDTH = 38;
/** What tells bookings apart; the whole of one is shown by itself. */
const BOOKING_COLUMNS = 'id status startDate endDate firstName partySize affiliation round revision'.split(' ');

/** Shows rows, or a page of them, as a table, and failures as the rules word them; all else is as Node has it. */
export function show(value: unknown): string {
	if (types.isPromise(value)) return 'A promise: put `await` before it to see what it brings.';
	if (value instanceof Error) return readableFailure(value);
	const { items, ...rest } = isTable(value) ? { items: value } : isRow(value) ? value : {};
	if (!isTable(items)) return inspected(value);
	const columns = 'availableActions' in items[0] ? BOOKING_COLUMNS : [...new Set(items.flatMap(Object.keys))];
	console.table(fitted(items, columns, process.stdout.columns ?? WIDTH));
	return Object.keys(rest).length > 0 ? inspected(rest) : '';
}

/** The same rows with cells that are cut where the table would be wider than this; ids never are. */
export function fitted(rows: readonly Row[], columns: readonly string[], width: number): Record<string, Cell>[] {
	const texts = rows.map((row) =>
		columns.map((column) => (column in row ? inspect(row[column], { breakLength: Infinity, compact: true }) : '')),
	);
	const widths = columns.map((name, at) => Math.max(name.length, ...texts.map((cells) => cells[at]?.length ?? 0)));
	// Of a border and two spaces each, and the numbers of the rows.
	const room = width - 3 * columns.length - '│ (index) │'.length;
	let widest = Math.max(...widths);
	while (widest > ID_WIDTH && sum(widths.map((own) => Math.min(own, widest))) > room) widest--;
	return texts.map((cells) => Object.fromEntries(cells.map((text, at) => [columns[at], new Cell(cut(text, widest))])));
}

/** What stands in a table as it is. */
class Cell {
	readonly text: string;
	constructor(text: string) {
		this.text = text;
	}
	[inspect.custom]() {
		return this.text;
	}
}

const cut = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length - 1)}…` : text);
const sum = (numbers: readonly number[]): number => numbers.reduce((total, own) => total + own, 0);

/** Of a refusal its reason, the German sentence and the details; of anything else what it says, and what caused it. */
export function readableFailure(error: unknown): string {
	if (error instanceof ExplainedError || error instanceof ConfigError) return error.message;
	const refused = refusalIn(error);
	if (!refused) return sayings(error).join('\n') || inspected(error);
	const { reason, details } = refused;
	const lines = [`${reason}: ${'message' in refused ? refused.message : germanMessage(refused)}`];
	if (Object.keys(details).length > 0) lines.push(inspected(details));
	if (reason !== 'INTERNAL' && reason !== 'UNAVAILABLE') return lines.join('\n');
	// Callers are told nothing of the cause; whoever works here has to find it.
	const requestId = bookingError(error)?.requestId;
	if (requestId) return [...lines, `requestId: ${requestId} (in the server's log)`].join('\n');
	return [...lines, ...sayings((error as Error).cause)].join('\n');
}

/** Drizzle says only which statement failed: the causes say why. */
const sayings = (error: unknown): string[] =>
	error instanceof Error ? [`${error.name}: ${error.message}`, ...sayings(error.cause)] : [];

function refusalIn(error: unknown): Refusal | BookingError | undefined {
	if (error instanceof RefusedError) return error.refusal;
	return error instanceof TRPCError ? refusalOf(error) : bookingError(error);
}

const isTable = (value: unknown): value is [Row, ...Row[]] =>
	Array.isArray(value) && value.length > 0 && value.every(isRow);

const isRow = (value: unknown): value is Row =>
	typeof value === 'object' && value !== null && [null, Object.prototype].includes(Object.getPrototypeOf(value));

const inspected = (value: unknown): string =>
	inspect(value, { colors: process.stdout.isTTY === true && !process.env['NO_COLOR'], depth: 6, breakLength: 140 });
