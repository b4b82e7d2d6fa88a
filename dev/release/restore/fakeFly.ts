/**
 * As much of `fly` as the runbook's restore uses, refusing what the real one refuses. Commands, flags, messages and
 * what happens to stopped machines are those of flyctl's sources at ad0172f (August 2026), in `internal/command/`.
 */
import { parseArgs } from 'node:util';

/** What lies behind the commands. */
export interface Platform {
	/** Makes the database of a new cluster. */
	restore(from: string, to: string, moment: string): Promise<void>;
	/** What `psql` does with this input. */
	psql(cluster: string, input: string): Promise<string>;
	start(machine: string, secrets: Record<string, string>): Promise<void>;
	stop(machine: string): Promise<void>;
	/** Runs a command in a machine. */
	ssh(command: string, secrets: Record<string, string>): Promise<string>;
}

interface Machine {
	id: string;
	state: 'started' | 'stopped';
	/** Those it was last deployed with. */
	secrets: Record<string, string>;
}

interface Cluster {
	id: string;
	/** How often its status must be asked for until it is ready. */
	waits: number;
}

interface Answer {
	code: number;
	stdout: string;
	stderr: string;
}

type Flags = Record<string, { type: 'string' | 'boolean'; short?: string }>;
interface Call {
	args: string[];
	flags: Record<string, string | boolean | undefined>;
	input: string;
}
interface Command {
	flags: Flags;
	/** Arguments beside flags at most. */
	most?: number;
	needsApp?: boolean;
	run(call: Call): Promise<string> | string;
}

class Refusal extends Error {}
function refuse(message: string): never {
	throw new Refusal(message);
}

const APP: Flags = { app: { type: 'string', short: 'a' } };
const JSON_FLAG: Flags = { json: { type: 'boolean', short: 'j' } };
const SECRETS: Flags = { ...APP, stage: { type: 'boolean' }, detach: { type: 'boolean' } };

/** The addresses as Fly's Managed Postgres names them. */
export const pooledAddress = (cluster: string): string =>
	`postgresql://fly-user:secret@pgbouncer.${cluster}.flympg.net/fly-db`;

/** One app and its clusters; the first cluster is there from the beginning. */
export class FakeFly {
	readonly machines: Machine[];
	readonly clusters: Cluster[];
	/** What was called, in order. */
	readonly calls: string[] = [];
	secrets: Record<string, string>;
	private readonly app: string;
	private readonly platform: Platform;

	constructor(app: string, cluster: string, secrets: Record<string, string>, platform: Platform) {
		this.app = app;
		this.platform = platform;
		this.secrets = secrets;
		this.clusters = [{ id: cluster, waits: 0 }];
		this.machines = ['machine1', 'machine2'].map((id) => ({ id, state: 'stopped', secrets }));
	}

	async call(words: string[], input = ''): Promise<Answer> {
		this.calls.push(words.join(' '));
		const name = Object.keys(this.commands).find((one) => words.join(' ').startsWith(one));
		try {
			if (name === undefined) refuse(`unknown command "${words[0]}" for "flyctl"`);
			const { flags, most = Number.POSITIVE_INFINITY, needsApp = false, run } = this.commands[name] as Command;
			const parsed = parse(words.slice(name.split(' ').length), flags);
			if (parsed.args.length > most) refuse(`accepts at most ${most} arg(s), received ${parsed.args.length}`);
			if (needsApp && parsed.flags['app'] === undefined)
				refuse(
					'the config for your app is missing an app name, add an app field to the fly.toml file or specify with the -a flag',
				);
			if (needsApp && parsed.flags['app'] !== this.app) refuse(`Could not find App "${parsed.flags['app']}"`);
			return { code: 0, stdout: await run({ ...parsed, input }), stderr: '' };
		} catch (error) {
			if (!(error instanceof Refusal)) throw error;
			return { code: 1, stdout: '', stderr: `Error: ${error.message}\n` };
		}
	}

	private readonly commands: Record<string, Command> = {
		'machine list': {
			flags: { ...APP, ...JSON_FLAG, quiet: { type: 'boolean', short: 'q' } },
			needsApp: true,
			run: ({ flags }) => {
				const shown = this.machines.map(({ id, state }) => ({ id, state }));
				return flags['json'] ? JSON.stringify(shown) : `${shown.map(({ id }) => id).join('\n')}\n`;
			},
		},
		'machine stop': {
			flags: { ...APP, signal: { type: 'string', short: 's' }, 'wait-timeout': { type: 'string', short: 'w' } },
			run: async ({ args }) => {
				for (const machine of this.selected(args)) {
					if (machine.state === 'started') await this.platform.stop(machine.id);
					machine.state = 'stopped';
				}
				return '';
			},
		},
		'machine start': {
			flags: APP,
			run: async ({ args }) => {
				for (const machine of this.selected(args)) await this.start(machine);
				return '';
			},
		},
		'mpg restore': {
			flags: { 'backup-id': { type: 'string' }, 'pitr-time': { type: 'string' }, name: { type: 'string', short: 'n' } },
			most: 1,
			run: async ({ args, flags }) => {
				const { 'backup-id': backup, 'pitr-time': moment } = flags;
				if (!backup && !moment) refuse('one of --backup-id or --pitr-time is required');
				if (backup && moment) refuse('--backup-id and --pitr-time are mutually exclusive');
				if (moment && !RFC3339.test(`${moment}`))
					refuse('--pitr-time must be an RFC3339 timestamp with an explicit offset (e.g. 2026-06-01T12:00:00Z)');
				const from = this.cluster(args[0]);
				const made = { id: `${from.id}restored`, waits: 2 };
				this.clusters.push(made);
				await this.platform.restore(from.id, made.id, `${moment ?? backup}`);
				return `Restore initiated successfully!\n  Cluster ID: ${made.id}\n  Cluster Name: restored\n`;
			},
		},
		'mpg status': {
			flags: JSON_FLAG,
			most: 1,
			run: ({ args, flags }) => {
				const cluster = this.cluster(args[0]);
				const status = cluster.waits > 0 ? 'initializing' : 'ready';
				cluster.waits = Math.max(0, cluster.waits - 1);
				if (!flags['json']) return `Cluster Status\n  Status = ${status}\n`;
				const credentials = { status, user: 'fly-user', dbname: 'fly-db', pgbouncer_uri: pooledAddress(cluster.id) };
				return JSON.stringify({ data: { id: cluster.id, status }, credentials });
			},
		},
		'mpg connect': {
			flags: { database: { type: 'string', short: 'd' }, username: { type: 'string', short: 'u' } },
			most: 1,
			run: ({ args, input }) => {
				const cluster = this.cluster(args[0]);
				if (cluster.waits > 0) refuse('cluster is still initializing, wait a bit more');
				return this.platform.psql(cluster.id, input);
			},
		},
		'mpg attach': {
			flags: { ...APP, 'variable-name': { type: 'string' } },
			most: 1,
			needsApp: true,
			run: ({ args, flags }) => {
				const cluster = this.cluster(args[0]);
				const name = `${flags['variable-name'] ?? 'DATABASE_URL'}`;
				if (name in this.secrets)
					refuse(`app ${this.app} already has ${name} set. Use 'fly secrets unset ${name}' to remove it first`);
				this.secrets = { ...this.secrets, [name]: pooledAddress(cluster.id) };
				return '';
			},
		},
		'secrets set': {
			flags: SECRETS,
			needsApp: true,
			run: async ({ args, flags }) => {
				if (args.length === 0) refuse('requires at least 1 arg(s), only received 0');
				const wrong = args.find((one) => !one.includes('='));
				if (wrong !== undefined) refuse(`could not parse secrets: '${wrong}': must be in the format NAME=VALUE`);
				const split = args.map((one): [string, string] => [
					one.slice(0, one.indexOf('=')),
					one.slice(one.indexOf('=') + 1),
				]);
				this.secrets = { ...this.secrets, ...Object.fromEntries(split) };
				if (!flags['stage']) await this.deploySecrets();
				return flags['stage'] ? 'Secrets have been staged, but not set on VMs.\n' : '';
			},
		},
		'secrets deploy': {
			flags: { ...APP, detach: { type: 'boolean' } },
			needsApp: true,
			run: async () => {
				if (this.machines.length === 0) refuse('no machines available to deploy');
				await this.deploySecrets();
				return '';
			},
		},
		'ssh console': {
			flags: { ...APP, command: { type: 'string', short: 'C' } },
			needsApp: true,
			run: ({ flags }) => {
				const machine = this.machines.find(({ state }) => state === 'started');
				if (machine === undefined) refuse(`app ${this.app} has no started VMs`);
				return this.platform.ssh(`${flags['command'] ?? ''}`, machine.secrets);
			},
		},
	};

	/** Every machine gets the new secrets, but one that is stopped is not started (`shouldSkipLaunch`). */
	private async deploySecrets(): Promise<void> {
		for (const machine of this.machines) {
			machine.secrets = this.secrets;
			if (machine.state === 'stopped') continue;
			await this.platform.stop(machine.id);
			await this.platform.start(machine.id, machine.secrets);
		}
	}

	private async start(machine: Machine): Promise<void> {
		if (machine.state === 'stopped') await this.platform.start(machine.id, machine.secrets);
		machine.state = 'started';
	}

	private selected(ids: string[]): Machine[] {
		if (ids.length === 0) refuse('a machine ID must be specified when not running interactively');
		return ids.map((id) => this.machines.find((one) => one.id === id) ?? refuse(`could not get machine ${id}`));
	}

	private cluster(id = ''): Cluster {
		return this.clusters.find((one) => one.id === id) ?? refuse(`managed postgres cluster "${id}" not found`);
	}
}

const RFC3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

function parse(words: string[], options: Flags): Omit<Call, 'input'> {
	try {
		const { values, positionals } = parseArgs({ args: words, options, allowPositionals: true });
		return { args: positionals, flags: values };
	} catch (error) {
		return refuse(`unknown flag: ${(error as Error).message}`);
	}
}
