/** What is thrown: values as a form would send them, made after the schemas, and values as nobody should. */
import { addDays, type Day, dayIn } from '@betzenstein/shared';
import fc from 'fast-check';
import { PLACEHOLDERS } from './scene.ts';

type Value = fc.Arbitrary<unknown>;
type Fields = Record<string, unknown>;

/** One of these, each as often as its weight says. */
export const weighted = <T>(...choices: [weight: number, arbitrary: fc.Arbitrary<T>][]): fc.Arbitrary<T> =>
	fc.oneof(...choices.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** One of these, which stand between blanks. */
export const words = (text: string): fc.Arbitrary<string> => fc.constantFrom(...text.split(' '));

const TODAY = dayIn('Europe/Berlin', new Date());

/** Texts that have broken something somewhere. */
const HOSTILE_TEXTS = [
	'',
	' ',
	'\u0000',
	'a\u0000b',
	'\ud800',
	'x\udfffy',
	'\u202eevil',
	'\ufeff',
	'null',
	'undefined',
	'__proto__',
	'constructor',
	"'; drop table person; --",
	'%s%n%x',
	'../../etc/passwd',
	'#{7*7}',
	'{{7*7}}',
	'<script>alert(1)</script>',
	'=cmd()',
	'0000-01-01',
	'9999-12-31',
	'2027-02-30',
	'1e999',
	'a'.repeat(501),
	'é'.repeat(5_000),
	'😀'.repeat(500),
	'a\n    at anna (secret:1:1)',
	'İstanbul',
	'ß',
	'www.example.com',
	'a@b',
	`${'a'.repeat(250)}@example.com`,
];
const NUMBERS = [
	...[0, -0, -1, 1, 1.5, 10, 11, 100, 101],
	2 ** 31 - 1,
	2 ** 31,
	2 ** 53,
	2 ** 63,
	1e21,
	1e308,
	-1e308,
	5e-324,
];

/** Halves of surrogate pairs too. */
const codeUnit = fc.nat({ max: 0xffff }).map((code) => String.fromCharCode(code));

const text: Value = fc.oneof(
	fc.constantFrom(...HOSTILE_TEXTS),
	fc.string({ unit: 'binary', maxLength: 60 }),
	fc.string({ unit: 'grapheme', maxLength: 60 }),
	fc.string({ unit: codeUnit, maxLength: 20 }),
);

/** An object with keys that mean something to JavaScript. */
const pollution: Value = fc.constantFrom(
	JSON.parse('{"__proto__":{"polluted":true}}'),
	JSON.parse('{"constructor":{"prototype":{"polluted":true}}}'),
	{ toString: 1, valueOf: 1, hasOwnProperty: 1 },
	JSON.parse('{"then":"x"}'),
	{ toJSON: 'x' },
	{ length: 1e9 },
	JSON.parse('{"0":1,"-1":2,"length":-1,"":{}}'),
);

const deep = (depth: number): unknown => JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`);

export const hostile: Value = weighted(
	[4, text],
	[2, fc.constantFrom<unknown>(...NUMBERS, null, true, false)],
	[2, pollution],
	[1, fc.jsonValue({ noUnicodeString: false, maxDepth: 4 })],
	[1, fc.constantFrom(deep(10), deep(500), [], {}, [[]], Array(1_000).fill(0))],
);

const day: Value = weighted(
	[8, fc.integer({ min: -3, max: 560 }).map((offset) => addDays(TODAY, offset))],
	[1, fc.constantFrom('0001-01-01', '1582-10-10', '9999-12-31', '2027-02-29', '2028-02-29', '2026-10-25')],
);
const uuid: Value = weighted(
	[8, fc.constantFrom('XPENDINGX', 'XPENDINGX', 'XDENIEDX', ...PLACEHOLDERS)],
	[1, fc.uuid()],
	[1, fc.uuid().map((id) => id.toUpperCase())],
);
const word: Value = fc.oneof(
	fc.constantFrom('Anna', 'Łukasz', 'O’Neil', 'Anne-Marie', 'Bitte.', 'Mit\nHund 🐕'),
	fc.string({ maxLength: 30 }),
);
/** What people write, and what passes for it. */
const prose: Value = weighted(
	[3, word],
	[1, fc.string({ unit: codeUnit, maxLength: 20 })],
	[1, fc.constantFrom(...HOSTILE_TEXTS)],
);
const counter: Value = fc.constantFrom(1, 1, 1, 1, 1, 2, 3, 2 ** 31 - 1);
/** As the server writes them, but with any position. */
const cursor: Value = fc
	.tuple(
		fc.constantFrom('mine', 'outstanding', 'history'),
		fc.constant('XPERSONX'),
		fc.oneof(
			fc
				.date({ min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
				.map((date) => date.toISOString()),
			fc.constantFrom('0000-01-01T00:00:00Z', '9999-12-31T23:59:59.999999999Z', '2027-02-29T00:00:00Z', ''),
		),
		fc.uuid(),
	)
	.map((position) => `CURSOR${JSON.stringify(position)}CURSOR`);

/** Fields by their names: a schema says that something is a text, not what a day is. */
const FIELDS: Record<string, Value> = {
	id: uuid,
	bookingId: uuid,
	requestKey: fc.uuid(),
	email: fc.constantFrom('anna@example.com', 'neu@example.com', ' Karl@Example.com ', 'x+y@sub.example.org'),
	startDate: day,
	endDate: day,
	from: day,
	to: day,
	firstName: weighted([5, fc.constantFrom('Anna', 'Łukasz', 'O’Neil', 'Anne-Marie', ' Šárka ')], [1, word]),
	description: prose,
	comment: prose,
	affiliation: fc.constantFrom('Ingeborg', 'Cornelia', 'Angelika'),
	partySize: fc.integer({ min: 1, max: 10 }),
	revision: counter,
	round: counter,
	limit: fc.integer({ min: 1, max: 100 }),
	cursor: weighted([2, cursor], [1, fc.constant(null)], [1, fc.base64String()]),
	confirmLongStay: fc.constant(true),
	acknowledgeConfirmed: fc.boolean(),
};

/** As much of a zod schema as its walk needs. */
interface Schema {
	_zod: { def: { type: string; shape?: Record<string, Schema>; innerType?: Schema; in?: Schema; values?: unknown[] } };
}

/** Mostly what the schema asks for; each part may be missing, strange, or joined by others. */
export function valueFor(schema: Schema, name = ''): Value {
	const field = FIELDS[name];
	const honest = field ?? honestValueFor(schema);
	return weighted([50, honest], [1, hostile]);
}

function honestValueFor({ _zod: { def } }: Schema): Value {
	switch (def.type) {
		case 'object':
			return objectFor(def.shape ?? {});
		case 'optional':
		case 'nullable':
		case 'default':
			return def.innerType ? valueFor(def.innerType) : hostile;
		case 'pipe':
			return def.in ? valueFor(def.in) : hostile;
		case 'literal':
			return fc.constantFrom(...(def.values ?? []));
		case 'boolean':
			return fc.boolean();
		case 'number':
			return fc.integer();
		default:
			return text;
	}
}

function objectFor(shape: Record<string, Schema>): Value {
	const isOptional = ([, { _zod }]: [string, Schema]) => ['optional', 'default'].includes(_zod.def.type);
	const entries = Object.entries(shape);
	const values = Object.fromEntries(entries.map(([name, schema]) => [name, valueFor(schema, name)]));
	const required = entries.filter((entry) => !isOptional(entry)).map(([name]) => name);
	const whole = fc.record(values, { requiredKeys: required }).chain(withStay);
	return weighted(
		[20, whole],
		[1, fc.record(values, { requiredKeys: [] })],
		[1, fc.tuple(whole, pollution).map(([object, more]) => ({ ...(object as Fields), ...(more as Fields) }))],
		[
			1,
			fc
				.tuple(whole, fc.dictionary(text as fc.Arbitrary<string>, hostile))
				.map(([object, more]) => ({ ...(object as Fields), ...more })),
		],
	);
}

/** A last day that mostly fits the first. */
function withStay(object: Fields): Value {
	const { startDate, endDate } = object;
	if (typeof startDate !== 'string' || typeof endDate !== 'string' || Number.isNaN(Date.parse(startDate)))
		return fc.constant(object);
	const fitting = fc
		.integer({ min: 0, max: 9 })
		.map((days) => ({ ...object, endDate: addDays(startDate as Day, days) }));
	return weighted([6, fitting], [1, fc.constant(object)]);
}

/** superjson's notes on what JSON cannot say, and what else could stand there. */
const paths = fc.oneof(
	words(' email id startDate changes changes.startDate'),
	words('__proto__ __proto__.polluted constructor.prototype.polluted a.b.c 0 toString a\\.b .. length'),
	text as fc.Arbitrary<string>,
);
const kinds: Value = fc.oneof(
	words('Date regexp bigint undefined set map Error URL number symbol class custom nonsense'),
	fc.tuple(words('class custom symbol typed-array map set'), words('x Object Uint8Array __proto__')),
	hostile,
);
const types: Value = fc.array(kinds, { maxLength: 3 });
const tree: Value = fc.oneof(types, fc.dictionary(paths, types, { maxKeys: 3 }), hostile);
export const meta: Value = fc.oneof(
	fc.record({ values: tree }),
	fc.record({
		referentialEqualities: fc.oneof(fc.dictionary(paths, fc.array(paths, { maxLength: 3 }), { maxKeys: 3 }), tree),
	}),
	fc.record({ values: tree, referentialEqualities: tree, v: fc.constantFrom(0, 1, 2) }),
	hostile,
);

/** For a body or a query: mostly well-formed. */
export function envelopeFor(schema: Schema | undefined): Value {
	const json = schema ? valueFor(schema) : hostile;
	return weighted([12, fc.record({ json })], [2, fc.record({ json, meta })], [1, hostile]);
}
