/** What an editor shows of a consumer's variables, asked of TypeScript's language service. */
import { join } from 'node:path';
import ts from 'typescript-5.9';

/** Code, and what hovering over the name behind `|` shows; `docs` is a part of the text below. */
const HOVERS: { code: string; shows: string; docs?: string }[] = [
	{ code: "const |booking = await house.booking.get.query({ id: '' })", shows: 'const booking: Booking' },
	{ code: 'const |page = await house.booking.mine.query()', shows: 'const page: BookingPage' },
	{
		code: "const |decision = await house.approval.approve.mutate({ bookingId: '', round: 1 })",
		shows: 'const decision: Decision',
	},
	{
		code: "const |range = await house.calendar.range.query({ from: '', to: '' })",
		shows: 'const range: CalendarRange',
	},
	{ code: 'const |info = await house.house.info.query()', shows: 'const info: HouseInfo' },
	{ code: 'const |refused = bookingError(undefined)', shows: 'const refused: BookingError | undefined' },
	{ code: 'house.booking.|create', shows: '(property) create:', docs: 'Asks for days' },
	{ code: 'range.|entries', shows: '(property) CalendarRange.entries: CalendarEntry[]', docs: 'sorted by start' },
	{ code: 'booking.|totalDays', shows: '(property) Booking.totalDays: number', docs: 'both included (BR-001)' },
	{
		code: "house.booking.edit.mutate({ id: '', changes: {}, |revision: 1 })",
		shows: '(property) EditBookingInput.revision: number',
		docs: 'STALE_REVISION',
	},
];

/** Hovers that show something else than they should, in a folder where the package is installed. */
export function wrongHovers(folder: string): string[] {
	const head =
		"import { bookingError, createClient } from '@betzenstein/client';\nconst house = createClient({ url: '' });\n";
	const file = join(folder, 'hover.ts');
	const marked = `${head}${HOVERS.map(
		({ code }) => `${code};
`,
	).join('')}export {};
`;
	const text = marked.replaceAll('|', '');
	const service = ts.createLanguageService({
		getCompilationSettings: () => ({ target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.NodeNext, strict: true }),
		getScriptFileNames: () => [file],
		getScriptVersion: () => '1',
		getScriptSnapshot: (name) => {
			const found = name === file ? text : ts.sys.readFile(name);
			return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
		},
		getCurrentDirectory: () => folder,
		getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
		fileExists: (name) => name === file || ts.sys.fileExists(name),
		readFile: ts.sys.readFile,
		directoryExists: ts.sys.directoryExists,
		getDirectories: ts.sys.getDirectories,
		realpath: (name) => (name === file ? name : (ts.sys.realpath?.(name) ?? name)),
	});
	return HOVERS.flatMap(({ code, shows, docs = '' }) => {
		const info = service.getQuickInfoAtPosition(file, text.indexOf(code.replace('|', '')) + code.indexOf('|'));
		const shown = ts.displayPartsToString(info?.displayParts);
		const below = ts.displayPartsToString(info?.documentation);
		return shown.startsWith(shows) && (shows.endsWith(':') || shown === shows) && below.includes(docs)
			? []
			: [`${code} shows ${shown} (${below})`];
	});
}
