/**
 * Prints what the image adds to its base, and fails above the goal.
 * @example node dev/release/image/size.ts betzenstein-api docker images --format '{{.Repository}}:{{.Tag}} {{.Size}}'
 */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';

const GOAL_MB = 40;

const [image, program, ...args] = process.argv.slice(2);
if (!image || !program) throw new Error('Name the image and a command that lists images with their sizes.');

const base = /^FROM (\S+)$/m.exec(readFileSync(join(projectRoot, 'Dockerfile'), 'utf8'))?.[1] ?? '';
const sizes = execFileSync(program, args, { cwd: projectRoot, encoding: 'utf8' });

function megabytes(name: string): number {
	const line = sizes.split('\n').find((text) => text.includes(name)) ?? '';
	const [, amount, unit] = / ([\d.]+) ?(MB|GB)$/.exec(line.trim()) ?? [];
	if (!amount) throw new Error(`The command lists no size of ${name}:\n${sizes}`);
	return Number(amount) * (unit === 'GB' ? 1_000 : 1);
}

const added = megabytes(`${image}:`) - megabytes(base);
console.log(`${image} adds ${added.toFixed(0)} MB to ${base} (goal: ${GOAL_MB} MB at most).`);
process.exitCode = added <= GOAL_MB ? 0 : 1;
