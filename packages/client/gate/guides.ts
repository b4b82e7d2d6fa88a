/** The projects of docs/guides, as a stranger has them who follows a guide: outside the workspace, with the tarball. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { projectRoot } from '@betzenstein/testing/machine/project';
import type { Packed } from './package.ts';
import { run } from './run.ts';

/** A guide's page is `docs/guides/<name>.md`; what a project has besides, as its tool makes it, `guides/<name>`. */
export const GUIDES = ['node', 'edge', 'tests', 'vite', 'sveltekit', 'next'] as const;
export type Guide = (typeof GUIDES)[number];

/** Installs the projects of these guides; answers the folder that holds them. */
export async function installGuides({ work, tarball }: Packed, guides: readonly Guide[]): Promise<string> {
	const folder = join(work, 'guides');
	const from = join(import.meta.dirname, 'guides');
	for (const name of ['pnpm-workspace.yaml', 'pnpm-lock.yaml', ...guides])
		cpSync(join(from, name), join(folder, name), { recursive: true });
	for (const guide of guides) {
		const manifest = join(folder, guide, 'package.json');
		const { dependencies, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
		const all = { ...dependencies, '@betzenstein/client': `file:${tarball}` };
		writeFileSync(manifest, JSON.stringify({ ...rest, dependencies: all }));
		writeFilesOf(guide, join(folder, guide));
	}
	await run('pnpm', ['install', '--prefer-offline', '--no-frozen-lockfile'], { cwd: folder, seconds: 300 });
	return folder;
}

/** Writes the files that stand in a guide, each with its path in the first line. */
export function writeFilesOf(guide: Guide, project: string): void {
	const markdown = readFileSync(join(projectRoot, 'docs/guides', `${guide}.md`), 'utf8');
	for (const [, path = '', code = ''] of markdown.matchAll(FILE)) {
		const file = join(project, path);
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, code);
	}
}
const FILE = /^```\w+\n(?:\/\/|<!--) (\S+\.\w+)(?: -->)?\n([\s\S]*?)^```$/gm;

/** Longest until a server answers: one of them installs what it needs first. */
const START_S = 180;

/** Starts a server with this program and waits until it answers at this address. @throws if it ends before */
export async function startWeb(
	url: string,
	[program, ...args]: [string, ...string[]],
	{ cwd, env }: { cwd: string; env: Record<string, string> },
): Promise<{ stop(): Promise<void> }> {
	const child = spawn(program, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'ignore', 'inherit'] });
	const ended = once(child, 'exit');
	const stop = async () => {
		child.kill();
		await ended;
	};
	for (const deadline = Date.now() + START_S * 1_000; !(await isAnswered(url)); await sleep(100)) {
		if (child.exitCode === null && Date.now() < deadline) continue;
		await stop();
		throw new Error(`${program} ${args.join(' ')} does not answer; it ended with ${child.exitCode}.`);
	}
	return { stop };
}

const isAnswered = (url: string): Promise<boolean> =>
	fetch(url, { signal: AbortSignal.timeout(10_000) }).then(
		() => true,
		() => false,
	);
