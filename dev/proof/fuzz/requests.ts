/** From values to requests, down to the bytes. */
import { routes } from '@betzenstein/server';
import fc from 'fast-check';
import { at, procedurePaths } from '../../repl/procedures.ts';
import { LINKS, type LinkKind, type Scene } from './scene.ts';
import { envelopeFor, hostile, weighted, words } from './values.ts';

/** A request as it was made up; links and ids are put in when it is sent. */
export interface FuzzRequest {
	/** The procedure it calls, if it is meant to reach one. */
	procedure?: string;
	method: string;
	/** What stands between method and version. */
	target: string;
	link: LinkKind;
	headers: [string, string][];
	/** Bytes as characters; undefined sends none, with no length either. */
	body?: string | undefined;
}

interface Procedure {
	path: string;
	type: 'query' | 'mutation' | 'subscription';
	input: Parameters<typeof envelopeFor>[0];
}

export const PROCEDURES: readonly Procedure[] = procedurePaths().map((path) => {
	const { type, inputs } = (at(routes, path.split('.')) as { _def: { type: Procedure['type']; inputs: unknown[] } })
		._def;
	return { path, type, input: inputs[0] as Procedure['input'] };
});

/** Who may call what: a request with another link learns little. */
const FITTING: [prefix: string, links: LinkKind[]][] = [
	['booking.create', ['viewer', 'requester']],
	['booking.get', ['requester', 'booking', 'approver', 'approve']],
	['booking.', ['requester', 'requester', 'booking']],
	['approval.', ['approver']],
	['action.', ['approve', 'deny']],
	['calendar.', ['viewer', 'requester']],
	['live.', ['viewer', 'requester', 'booking']],
	['access.forgetMe', ['other']],
	['access.rotateLink', ['other']],
	['access.', ['requester', 'other']],
];
/** End links, after which little is left to try until the next scene. */
const ENDING = ['access.forgetMe', 'access.rotateLink'];
const someProcedure = weighted(
	...PROCEDURES.map((one): [number, fc.Arbitrary<Procedure>] => [ENDING.includes(one.path) ? 1 : 8, fc.constant(one)]),
);

function linkFor(path: string): fc.Arbitrary<LinkKind> {
	const fitting = FITTING.find(([prefix]) => path.startsWith(prefix))?.[1] ?? ['none'];
	return weighted([3, fc.constantFrom(...fitting)], [1, fc.constantFrom(...LINKS)]);
}

const JSON_HEADERS: [string, string][] = [['Content-Type', 'application/json']];

/** One procedure, called as the client calls it. */
const callOf = ({ path, type, input }: Procedure): fc.Arbitrary<FuzzRequest> =>
	fc.record({ link: linkFor(path), envelope: envelopeFor(input) }).map(({ link, envelope }) => {
		const body = JSON.stringify(envelope) ?? '';
		return type !== 'mutation'
			? { procedure: path, method: 'GET', target: `/trpc/${path}?input=${encode(body)}`, link, headers: [] }
			: { procedure: path, method: 'POST', target: `/trpc/${path}`, link, headers: JSON_HEADERS, body };
	});

/** Several at once, sometimes of both kinds, sometimes with an input that is none. */
const batch: fc.Arbitrary<FuzzRequest> = fc
	.record({
		calls: fc.array(
			someProcedure.chain((procedure) => envelopeFor(procedure.input).map((envelope) => ({ procedure, envelope }))),
			{ minLength: 1, maxLength: 4 },
		),
		link: fc.constantFrom(...LINKS),
		sent: fc.option(hostile, { freq: 6 }),
	})
	.map(({ calls, link, sent }) => {
		const paths = calls.map(({ procedure }) => procedure.path).join(',');
		const input =
			JSON.stringify(sent ?? Object.fromEntries(calls.map(({ envelope }, index) => [index, envelope]))) ?? '';
		return calls.every(({ procedure }) => procedure.type !== 'mutation')
			? { method: 'GET', target: `/trpc/${paths}?batch=1&input=${encode(input)}`, link, headers: [] }
			: { method: 'POST', target: `/trpc/${paths}?batch=1`, link, headers: JSON_HEADERS, body: input };
	});

const latin1 = (from: number, maxLength: number): fc.Arbitrary<string> =>
	fc.string({ unit: fc.integer({ min: from, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength });

const segment = weighted(
	[4, fc.constantFrom(...PROCEDURES.map(({ path }) => path))],
	[2, words('/ . .. %00 %FF %2e%2e%2f % %C0%AF %20 , ;x=y ~ @ : \' " \\ é <> {} *')],
	[1, words(' house __proto__ constructor toString.call then')],
	[1, latin1(0x21, 12)],
	[1, fc.constantFrom('x'.repeat(2_000), 'house.info,'.repeat(30), '/'.repeat(300))],
);
const parameter = fc.oneof(
	words('batch=1 batch=0 batch=1&batch=2 input input= input=%7B input=null input=%FF input[]=1 input=1&input=2'),
	words('connectionParams=1 connectionParams=%7B%22a%22%3A1%7D lastEventId=1 __proto__[x]=1 trpc=1 % ? #x'),
	hostile.map((value) => `input=${encode(JSON.stringify(value) ?? '')}`),
);
const path = fc
	.record({
		prefix: weighted(
			[3, fc.constant('/trpc/')],
			[1, words('/trpc /TRPC/ //trpc/ / /health /ready /a /webhooks/resend /calendar/')],
		),
		segments: fc.array(segment, { maxLength: 2 }),
		query: fc.array(parameter, { maxLength: 3 }),
	})
	.map(
		({ prefix, segments, query }) => `${prefix}${segments.join('/')}${query.length > 0 ? `?${query.join('&')}` : ''}`,
	);
const elsewhere = words(
	'* // //[ http://[ http://a:b@x/trpc/house.info http://x/trpc/house.info x:80 ftp://x/trpc/house.info /trpc/house.info#x',
);

const method = words(
	'GET POST HEAD PUT PATCH DELETE OPTIONS TRACE PROPFIND QUERY M-SEARCH PURGE LINK CONNECT get GET\t XYZ ',
);
const CONTENT_TYPES = [
	...['application/json', 'APPLICATION/JSON; charset=utf-16', 'application/json; charset="', 'application/jsonl'],
	...['text/plain', 'multipart/form-data', 'multipart/form-data; boundary=x', 'application/octet-stream'],
	...['application/x-www-form-urlencoded', '', '/', 'a'.repeat(500)],
];
const text = latin1(0x20, 40);
const bearer = fc.constantFrom(
	'Bearer',
	'Bearer ',
	'Basic eDp5',
	'Bearer a.b.c',
	'Bearer ..',
	`Bearer ${'x'.repeat(5_000)}`,
);
const HEADERS: [names: string, values: fc.Arbitrary<string>][] = [
	['Content-Type', fc.constantFrom(...CONTENT_TYPES)],
	['trpc-accept Accept', words('application/jsonl text/event-stream */* x')],
	['Authorization', fc.oneof(bearer, text)],
	['Host', fc.oneof(fc.constantFrom('', 'a:b@x', 'x y', '[', 'x:99999', 'x/y', 'x?y', 'x#y', 'é'), text)],
	['Content-Length', words('0 1 -1 x 99 1e3 18446744073709551616')],
	['Transfer-Encoding', fc.constantFrom('chunked', 'gzip', 'gzip, chunked', 'x')],
	['Content-Encoding', words('gzip br x')],
	['Expect', words('100-continue x')],
	['Upgrade', words('websocket h2c x')],
	['Origin', words('null https://elsewhere.example x')],
	['X-Request-Id', fc.oneof(fc.constantFrom('abc', 'x'.repeat(65), 'a b'), text)],
	['X-Forwarded-For Forwarded Fly-Client-IP Cookie Range If-None-Match X-HTTP-Method-Override Connection', text],
	[`${'x'.repeat(300)} __proto__ constructor a_b é`, text],
];
const header: fc.Arbitrary<[string, string]> = fc.oneof(
	...HEADERS.map(([names, values]) => fc.tuple(words(names), values)),
	fc.tuple(fc.constant('x y'), text),
);
const body = fc.option(
	fc.oneof(
		hostile.map((value) => JSON.stringify(value) ?? ''),
		words('{ [] "" null {"json": {"0":{"json":{}}} ffffffffff\r\n 5\r\nhello\r\n0\r\n\r\n'),
		fc.constantFrom(
			'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1\r\n--x--',
			`{"json":"${'x'.repeat(100_000)}"}`,
			`${'['.repeat(20_000)}`,
			`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
		),
		fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
	),
	{ nil: undefined },
);

/** Anything that can be written to a socket. */
const raw: fc.Arbitrary<FuzzRequest> = fc.record({
	method: weighted([2, fc.constantFrom('GET', 'POST')], [1, method]),
	target: weighted([12, path], [1, elsewhere]),
	link: fc.constantFrom(...LINKS),
	headers: fc.array(header, { maxLength: 4 }),
	body,
});

export const request: fc.Arbitrary<FuzzRequest> = weighted([6, someProcedure.chain(callOf)], [2, batch], [4, raw]);

/** Does it say how long it is, or how it goes on, in a way of its own? Then the server may wait for more, rightly. */
export const mayBeCut = ({ method, headers }: FuzzRequest): boolean =>
	method === 'CONNECT' ||
	headers.some(([name]) => /^(content-length|transfer-encoding|expect|upgrade|connection)$/i.test(name));

/** Unlike encodeURIComponent it takes halves of surrogate pairs, as their bytes would be. */
function encode(text: string): string {
	return encodeURIComponent(text.toWellFormed());
}

/** The bytes of a request, links and ids put in. */
export function bytesOf(
	{ method, target: written, link, headers, body: content }: FuzzRequest,
	{ links, known }: Scene,
): Buffer {
	const fill = (text: string) =>
		Object.entries(known)
			.reduce((filled, [placeholder, value]) => filled.replaceAll(placeholder, value), text)
			.replace(/CURSOR(\[.*?\])CURSOR/g, (_, position: string) =>
				Buffer.from(position.replaceAll('\\"', '"')).toString('base64url'),
			)
			.replace(/CURSOR(%5B.*?%5D)CURSOR/g, (_, position: string) =>
				Buffer.from(decodeURIComponent(position).replaceAll('\\"', '"')).toString('base64url'),
			);
	const has = (name: string) => headers.some(([given]) => given.toLowerCase() === name);
	const bytes = content === undefined ? undefined : Buffer.from(fill(content), 'utf8');
	const lines = [
		`${method} ${fill(written)} HTTP/1.1`,
		...(has('host') ? [] : ['Host: 127.0.0.1']),
		...(has('connection') ? [] : ['Connection: close']),
		...(links[link] && !has('authorization') ? [`Authorization: Bearer ${links[link]}`] : []),
		...(bytes && !has('content-length') && !has('transfer-encoding') ? [`Content-Length: ${bytes.length}`] : []),
		...headers.map(([name, value]) => `${name}: ${value}`),
	];
	// Not UTF-8: a header is bytes.
	return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), bytes ?? Buffer.alloc(0)]);
}
