/**
 * fly.toml as Fly reads it, with all keys that it knows (flyctl's `internal/appconfig`, August 2026): any other it
 * ignores.
 */
import { readFileSync } from 'node:fs';
import { parse } from 'smol-toml';
import { z } from 'zod';

const table = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape).partial();
const text = z.string();
const count = z.number().int().positive();
const size = z.union([count, text.regex(/^\d+(mb|gb)$/)]);
const processes = z.array(text);

const UNIT_SECONDS = { ms: 0.001, s: 1, m: 60 };

/**
 * Fly quietly takes the nearest allowed duration instead of one outside; a bare number would mean milliseconds here and
 * seconds there.
 */
const duration = (least: number, most: number) =>
	text.regex(/^\d+(ms|s|m)$/).refine((value) => {
		const [, amount, unit] = /^(\d+)(\D+)$/.exec(value) ?? [];
		const seconds = Number(amount) * UNIT_SECONDS[unit as keyof typeof UNIT_SECONDS];
		return seconds >= least && seconds <= most;
	}, `is not between ${least} and ${most} seconds`);

const check = table({
	interval: duration(1, 60),
	timeout: duration(1, 60),
	grace_period: duration(0, 60),
	method: text,
	path: text.startsWith('/'),
	protocol: z.enum(['http', 'https']),
	tls_skip_verify: z.boolean(),
	tls_server_name: text,
	headers: z.record(text, text),
});

const httpService = table({
	internal_port: count,
	force_https: z.boolean(),
	auto_stop_machines: z.enum(['off', 'stop', 'suspend']),
	auto_start_machines: z.boolean(),
	min_machines_running: z.number().int(),
	processes,
	concurrency: table({ type: z.enum(['connections', 'requests']), soft_limit: count, hard_limit: count }),
	checks: z.array(check),
	machine_checks: z.array(
		table({ image: text, entrypoint: text, command: text, kill_signal: text, kill_timeout: text }),
	),
	tls_options: table({ alpn: z.array(text), versions: z.array(text), default_self_signed: z.boolean() }),
	http_options: table({
		compress: z.boolean(),
		idle_timeout: count,
		headers_read_timeout: count,
		h2_backend: z.boolean(),
		response: table({ pristine: z.boolean(), headers: z.record(text, z.unknown()) }),
		replay_cache: z.array(z.unknown()),
	}),
});

const deploy = table({
	strategy: z.enum(['rolling', 'immediate', 'canary', 'bluegreen']),
	max_unavailable: z.number().positive(),
	wait_timeout: duration(1, 3600),
	release_command: text,
	release_command_timeout: duration(1, 3600),
	release_command_vm: table({ size: text, memory: size }),
	seed_command: text,
});

const vm = table({
	size: text,
	memory: size,
	cpus: count,
	cpu_kind: z.enum(['shared', 'performance']),
	kernel_args: z.array(text),
	host_dedication_id: text,
	persist_rootfs: z.enum(['never', 'restart', 'always']),
	processes,
});

const metrics = table({ port: count, path: text.startsWith('/'), processes, https: z.boolean() });

export const FLY_TOML = table({
	app: text,
	primary_region: text,
	kill_signal: z.enum(['SIGINT', 'SIGTERM', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2', 'SIGKILL', 'SIGSTOP']),
	kill_timeout: duration(1, 300),
	swap_size_mb: count,
	console_command: text,
	build: table({
		dockerfile: text,
		ignorefile: text,
		'build-target': text,
		args: z.record(text, text),
		image: text,
		builder: text,
		compression: z.enum(['gzip', 'zstd']),
		compression_level: count,
	}),
	deploy,
	env: z.record(text.regex(/^(?!FLY_)[A-Z][A-Z0-9_]*$/), text),
	processes: z.record(text, text),
	http_service: httpService,
	checks: z.record(
		text,
		check.extend({ type: z.enum(['http', 'tcp']), port: count.optional(), processes: processes.optional() }),
	),
	vm: z.array(vm),
	metrics: z.union([metrics, z.array(metrics)]),
	restart: z.array(table({ policy: z.enum(['always', 'never', 'on-failure']), retries: count, processes })),
	// Not of use to us, so not described any further.
	statics: z.array(z.unknown()),
	files: z.array(z.unknown()),
	mounts: z.unknown(),
});

export const readToml = (file: string): unknown => parse(readFileSync(file, 'utf8'));
