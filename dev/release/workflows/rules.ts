/** What a workflow of ours may do, by allow-list; actionlint looks at none of it. */
import { isMap, isScalar, parseDocument, visit } from 'yaml';

/** The events each may run on; another workflow, or `pull_request_target`, has to be added here first. */
const EVENTS: Record<string, string[]> = {
	'ci.yml': ['push', 'pull_request'],
	'deploy.yml': ['workflow_run'],
	'release.yml': ['workflow_run'],
};
/** By workflow and job. */
const WRITES: Record<string, string[]> = {
	'release.yml version': ['contents', 'pull-requests'],
	'release.yml publish': ['id-token'],
	'release.yml tag': ['contents'],
};
const ENVIRONMENTS: Record<string, string> = { 'deploy.yml fly': 'production', 'release.yml publish': 'npm' };
const SECRETS: Record<string, string[]> = { 'deploy.yml': ['FLY_API_TOKEN'] };
/** Whose actions we trust, each by a commit. */
const OWNERS = ['actions', 'anchore', 'changesets', 'superfly'];
/** What a job that follows another workflow asks for: a check of our own main that passed, not of a fork's branch. */
const AFTER_CI = ["workflow_run.conclusion == 'success'", "workflow_run.event == 'push'", 'head_sha == github.sha'];

interface Step {
	uses?: string;
	with?: Record<string, unknown>;
}
interface Job {
	if?: string;
	needs?: string | string[];
	environment?: string | { name: string };
	permissions?: string | Record<string, string>;
	secrets?: unknown;
	uses?: string;
	steps?: Step[];
}
interface Workflow {
	on?: string | string[] | Record<string, unknown>;
	permissions?: string | Record<string, string>;
	jobs?: Record<string, Job>;
	runs?: { steps?: Step[] };
}

/** One sentence for each flaw; `name` is the file's. */
export function flawsByRule(name: string, text: string): string[] {
	const document = parseDocument(text);
	if (document.errors.length > 0) return document.errors.map(({ message }) => message);
	const flaws: string[] = [];
	visit(document, {
		Collection: (_, node) => {
			// actionlint dies of a step in braces.
			if (isMap(node) && node.flow && node.items.length > 0) flaws.push('a map stands in braces instead of lines');
		},
		Pair: (_, { key, value }) => {
			if (isScalar(key) && key.value === 'uses' && isScalar(value)) flaws.push(...flawsOfUse(value));
		},
		Alias: () => void flaws.push('an alias hides what it stands for'),
	});
	const workflow = document.toJS() as Workflow;
	const { jobs = {}, runs } = workflow;
	if (!runs) flaws.push(...flawsOfWorkflow(name, workflow));
	for (const step of [...Object.values(jobs).flatMap(({ steps = [] }) => steps), ...(runs?.steps ?? [])])
		flaws.push(...flawsOfStep(step));
	for (const [, expression = ''] of text.matchAll(/\$\{\{(.*?)\}\}/gs)) {
		const named = [...expression.matchAll(/\bsecrets\.(\w+)/g)].map(([, secret = '']) => secret);
		const isWhole = expression.replaceAll(/\bsecrets\.\w+/g, '').includes('secrets');
		if (isWhole) flaws.push('reads all secrets at once');
		for (const secret of named)
			if (!SECRETS[name]?.includes(secret)) flaws.push(`the secret ${secret} is not for ${name}`);
	}
	return flaws;
}

function flawsOfWorkflow(name: string, { on = {}, permissions, jobs = {} }: Workflow): string[] {
	const events = typeof on === 'string' ? [on] : Array.isArray(on) ? on : Object.keys(on);
	const flaws = events.filter((event) => !EVENTS[name]?.includes(event)).map((event) => `${event} is not for ${name}`);
	if (permissions === undefined) flaws.push('says no permissions, so it has those of the repository');
	flaws.push(...writesIn(permissions).map((what) => `${what}: write is not for a whole workflow`));
	for (const [key, job] of Object.entries(jobs)) {
		const here = `${name} ${key}`;
		for (const what of writesIn(job.permissions))
			if (!WRITES[here]?.includes(what)) flaws.push(`${what}: write is not for ${here}`);
		const environment = typeof job.environment === 'object' ? job.environment.name : job.environment;
		if (environment !== ENVIRONMENTS[here]) flaws.push(`${here} must have the environment ${ENVIRONMENTS[here]}`);
		if (job.uses !== undefined || job.secrets !== undefined) flaws.push(`${here} hands over to another workflow`);
		if (events.includes('workflow_run') && job.needs === undefined)
			for (const asked of AFTER_CI) if (!job.if?.includes(asked)) flaws.push(`${here} must ask for ${asked}`);
	}
	const { required } = jobs;
	if (name === 'ci.yml') {
		const others = Object.keys(jobs).filter((key) => key !== 'required');
		const needs = [required?.needs ?? []].flat();
		if (required?.if !== 'always()') flaws.push('required must run always()');
		for (const other of others) if (!needs.includes(other)) flaws.push(`required does not need ${other}`);
	}
	return flaws;
}

function writesIn(permissions: Workflow['permissions']): string[] {
	if (typeof permissions === 'string') return permissions === 'read-all' ? [] : [permissions];
	return Object.entries(permissions ?? {}).flatMap(([what, level]) => (level === 'write' ? [what] : []));
}

function flawsOfUse({ value, comment }: { value: unknown; comment?: string | null | undefined }): string[] {
	const [action = '', commit = ''] = `${value}`.split('@');
	if (action.startsWith('./')) return [];
	return [
		...(OWNERS.includes(action.split('/')[0] ?? '') ? [] : [`${action} is not of anybody we know`]),
		...(/^[0-9a-f]{40}$/.test(commit) && /^ v\d+(\.\d+)*$/.test(comment ?? '')
			? []
			: [`${action} is not pinned by a commit with its version behind it`]),
	];
}

const flawsOfStep = ({ uses = '', with: inputs = {} }: Step): string[] =>
	uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false
		? ['a checkout keeps the token for every later step']
		: [];
