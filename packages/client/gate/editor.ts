/** What an editor shows and offers to a consumer, asked of TypeScript's language service. */
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
		code: "const |range = await house.calendar.range.query({ from: '2027-05-01', to: '2027-05-31' })",
		shows: 'const range: CalendarRange',
	},
	{ code: 'const |info = await house.house.info.query()', shows: 'const info: HouseInfo' },
	{ code: 'const |refused = bookingError(undefined)', shows: 'const refused: BookingError | undefined' },
	{
		code: 'house.booking.|create',
		shows: '(property) create: MutationCall<CreateBookingInput, CreatedBooking>',
		docs: 'Asks for days',
	},
	{
		code: 'house.booking.create.|mutate',
		shows:
			'(method) MutationCall<CreateBookingInput, CreatedBooking>.mutate(input: CreateBookingInput, options?: CallOptions | undefined): Promise<CreatedBooking>',
		docs: 'only if a second time does nothing',
	},
	{
		code: 'house.house.info.|query',
		shows:
			'(method) QueryCall<void, HouseInfo>.query(input?: void | undefined, options?: CallOptions | undefined): Promise<HouseInfo>',
		docs: 'Asks the server',
	},
	{
		code: 'house.house.info.query(undefined, { |signal: AbortSignal.abort() })',
		shows: '(property) CallOptions.signal?: AbortSignal | undefined',
		docs: 'Ends the call at once',
	},
	{ code: 'range.|entries', shows: '(property) CalendarRange.entries: CalendarEntry[]', docs: 'sorted by start' },
	{ code: 'booking.|totalDays', shows: '(property) Booking.totalDays: number', docs: 'both included' },
	{
		code: "house.booking.edit.mutate({ id: '', changes: {}, |revision: 1 })",
		shows: '(property) EditBookingInput.revision: number',
		docs: 'STALE_REVISION',
	},
];

/** Code, and a call of it at `|` with what an editor says there of its parameters. */
const SIGNATURES: { code: string; shows: string; docs: string }[] = [
	{
		code: 'house.booking.create.mutate(|)',
		shows: 'mutate(input: CreateBookingInput, options?: CallOptions | undefined): Promise<CreatedBooking>',
		docs: 'Has it done',
	},
];

/** Code, and some of what an editor offers at `|`, each with a part of its docs. */
const COMPLETIONS: { code: string; offers: Record<string, string> }[] = [
	{ code: 'house.booking.|', offers: { create: 'Asks for days', cancel: 'frees its days' } },
	{ code: 'house.booking.get.query({ | })', offers: { id: 'UUID of the booking' } },
	{ code: "if (refused?.reason === '|') {}", offers: { DATES_TAKEN: '', RATE_LIMITED: '' } },
	{ code: "if (booking.status === '|') {}", offers: { Pending: '', Canceled: '' } },
	{ code: "createClient({ url: '', | })", offers: { timeout: 'in milliseconds', retries: 'never' } },
];

/** What an editor shows otherwise than it should, in a folder where the package is installed. */
export function wrongInEditor(folder: string): string[] {
	const head =
		"import { bookingError, createClient } from '@betzenstein/client';\nconst house = createClient({ url: '' });\n";
	const file = join(folder, 'editor-check.ts');
	// What is incomplete stands last, each on a line of its own.
	const marked = [...HOVERS, ...SIGNATURES, ...COMPLETIONS].map(({ code }) => `${code};\n`).join('');
	const text = `${head}${marked.replaceAll(/(?<!\|)\|(?!\|)/g, '')}export {};\n`;
	const at = (code: string) => text.indexOf(`\n${code.replace('|', '')};`) + 1 + code.indexOf('|');
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
	const wrongHovers = HOVERS.flatMap(({ code, shows, docs = '' }) => {
		const info = service.getQuickInfoAtPosition(file, at(code));
		const shown = ts.displayPartsToString(info?.displayParts);
		const below = ts.displayPartsToString(info?.documentation);
		return shown === shows && below.includes(docs) ? [] : [`${code} shows ${shown} (${below})`];
	});
	const wrongSignatures = SIGNATURES.flatMap(({ code, shows, docs }) => {
		const [item] = service.getSignatureHelpItems(file, at(code), {})?.items ?? [];
		const parameters = item?.parameters.map((one) => ts.displayPartsToString(one.displayParts));
		const [before = '', between = '', after = ''] = [
			item?.prefixDisplayParts,
			item?.separatorDisplayParts,
			item?.suffixDisplayParts,
		].map((parts) => ts.displayPartsToString(parts));
		const shown = `${before}${parameters?.join(between)}${after}`;
		const below = ts.displayPartsToString(item?.documentation);
		return shown === shows && below.includes(docs) ? [] : [`${code} says ${shown} (${below})`];
	});
	const wrongCompletions = COMPLETIONS.flatMap(({ code, offers }) =>
		Object.entries(offers).flatMap(([name, docs]) => {
			const entry = service.getCompletionEntryDetails(file, at(code), name, {}, undefined, {}, undefined);
			return entry && ts.displayPartsToString(entry.documentation).includes(docs)
				? []
				: [`${code} does not offer ${name} with "${docs}"`];
		}),
	);
	return [...wrongHovers, ...wrongSignatures, ...wrongCompletions];
}
