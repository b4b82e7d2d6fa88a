/** What can be seen of a deploy from outside, without any secret. */
import { createClient } from '@betzenstein/client';
import { type Check, must } from './check.ts';

export interface DeployTarget {
	/** The server as callers reach it, without a slash at the end. */
	url: string;
	/** The same without TLS. */
	httpUrl: string;
	/** Where links in mails point. */
	webUrl: string;
	/** The release that must run; without it any. */
	release?: string | undefined;
}

/** More than there are machines, so that each of them answers. */
const TRIES = 8;
const TIMEOUT_MS = 10_000;

export const httpChecks = (target: DeployTarget): Check[] => [
	{
		name: 'health',
		advice:
			'`fly status` shows the machines, `fly logs` why one is not ready; DATABASE_URL may be wrong or the release command not run.',
		run: async () => {
			const response = await get(`${target.url}/health`);
			const text = await response.text();
			must(
				response.status === 200 && statusIn(text) === 'ok',
				`/health answered ${response.status} ${text.slice(0, 200)}`,
			);
			return '/health says ok';
		},
	},
	{
		name: 'readiness and release',
		advice:
			'What `missing` names is in docs/runbook.md, "Something is wrong". The release is what RELEASE says (`fly deploy --env RELEASE=…`), else the image. Two of them: a deploy is under way, or stopped halfway.',
		run: () => release(target),
	},
	{
		name: 'links and callers',
		advice:
			'WEB_URL of the server is where its mails lead (--web-url, if that is another host). CLIENT_IP_HEADER is the header in which the proxy writes the caller’s address (fly-client-ip); without it all callers share one limit.',
		run: async () => {
			const { webUrl, callersBy } = (await (await get(`${target.url}/ready`)).json()) as Record<string, unknown>;
			must(webUrl === target.webUrl, `mailed links lead to ${webUrl} instead of ${target.webUrl}`);
			must(callersBy === 'header', `callers are told apart by their ${callersBy}, which is the proxy’s`);
			return `mailed links lead to ${webUrl}, and callers are told apart`;
		},
	},
	{
		name: 'TLS redirect',
		advice: 'Set `force_https = true` in fly.toml; for a domain of your own, `fly certs check <domain>`.',
		run: async () => {
			const response = await get(`${target.httpUrl}/health`, { redirect: 'manual' });
			const location = response.headers.get('location') ?? '';
			must(
				response.status >= 300 && response.status < 400,
				`${target.httpUrl} answered ${response.status} instead of a redirect`,
			);
			must(location.startsWith('https://'), `${target.httpUrl} leads to ${location || 'nowhere'}`);
			return `${response.status} to ${location}`;
		},
	},
	{
		name: 'headers',
		advice:
			'They are set in packages/server/src/adapters/headers.ts: something between here and the server takes them out or puts others in.',
		run: () => headers(target.url),
	},
	{
		name: 'metrics',
		advice: 'Metrics belong to their own port, which no [http_service] may name.',
		run: async () => {
			const { status } = await get(`${target.url}/metrics`);
			must(status === 404, `/metrics answered ${status} in public`);
			return 'not public';
		},
	},
	{
		name: 'a call',
		advice: '`fly logs` shows the call by its request id.',
		run: async () => {
			const { name, today, parties } = await createClient({ url: target.url }).house.info.query();
			must(parties.length > 0, 'the house has no approvers');
			return `${name}, ${today}, ${parties.length} approvers`;
		},
	},
	{
		name: 'pages for mailed links',
		advice: 'WEB_URL must be where the pages are: the server itself, or the frontend that took over.',
		run: async () => {
			const response = await get(`${target.webUrl}/a`);
			const type = response.headers.get('content-type') ?? '';
			must(
				response.status === 200 && type.startsWith('text/html'),
				`${target.webUrl}/a answered ${response.status} ${type}`,
			);
			return `${target.webUrl}/a is there`;
		},
	},
];

const get = (url: string, init: RequestInit = {}): Promise<Response> =>
	fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });

function statusIn(text: string): unknown {
	try {
		return (JSON.parse(text) as { status?: unknown }).status;
	} catch {
		return undefined;
	}
}

async function release({ url, release: wanted }: DeployTarget): Promise<string> {
	const found = new Set<string>();
	for (let tries = 0; tries < TRIES; tries++) {
		// On a connection of its own, or the proxy would ask the same machine again.
		const response = await get(`${url}/ready`, { headers: { connection: 'close' } });
		const text = await response.text();
		must(
			response.status === 200 && statusIn(text) === 'ok',
			`/ready answered ${response.status} ${text.slice(0, 200)}`,
		);
		found.add((JSON.parse(text) as { release?: string }).release ?? 'a release without a name');
	}
	const [first, ...others] = found;
	must(others.length === 0, `several releases answer: ${[...found].join(', ')}`);
	must(wanted === undefined || first === wanted, `${first} runs instead of ${wanted}`);
	return `nothing is missing; ${first} runs`;
}

async function headers(url: string): Promise<string> {
	const id = `verify-${Date.now()}`;
	const { headers: found } = await get(`${url}/trpc/house.info`, { headers: { 'x-request-id': id } });
	const seconds = Number(/max-age=(\d+)/.exec(found.get('strict-transport-security') ?? '')?.[1] ?? 0);
	const wrong = [
		seconds < 15_552_000 && `strict-transport-security lasts ${seconds} s`,
		!found.get('content-security-policy')?.includes("default-src 'none'") && 'content-security-policy allows something',
		found.get('x-content-type-options') !== 'nosniff' && 'x-content-type-options is not nosniff',
		found.has('x-powered-by') && 'x-powered-by tells what runs there',
		found.get('x-request-id') !== id && 'x-request-id is not the one that was sent',
	].filter(Boolean);
	must(wrong.length === 0, wrong.join('; '));
	return 'HSTS, CSP, nosniff, request id, nothing about the server';
}
