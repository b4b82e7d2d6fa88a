import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '@betzenstein/testing/machine/project';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { STEPS } from './steps.ts';

interface Job {
	needs?: string[];
	strategy?: { matrix: { steps?: string[] } };
	steps: { run?: string; env?: Record<string, unknown> }[];
}

const { jobs }: { jobs: Record<string, Job> } = parse(
	readFileSync(join(projectRoot, '.github/workflows/ci.yml'), 'utf8'),
);

test('GitHub runs each step once, and no other', () => {
	const named = Object.values(jobs).flatMap(({ steps, strategy }) =>
		steps.flatMap(({ run }) => {
			const [, names] = /^\.ci\/run (.+)$/.exec(run ?? '') ?? [];
			return names?.replace(`\${{ matrix.steps }}`, strategy?.matrix.steps?.join(' ') ?? '').split(' ') ?? [];
		}),
	);
	expect(named.toSorted()).toEqual(Object.keys(STEPS).toSorted());
});

test('GitHub drills the restore on the PostgreSQL that the runbook makes', () => {
	const runbook = readFileSync(join(projectRoot, 'docs/runbook.md'), 'utf8');
	const [, version] = /--pg-major-version (\d+)/.exec(runbook) ?? [];
	const steps = jobs['check']?.steps ?? [];
	expect(steps.flatMap(({ env }) => env?.['DRILL_POSTGRES'] ?? [])).toEqual([Number(version)]);
	expect(steps.some(({ run }) => run?.includes(`install --yes postgresql-${version}\n`))).toBe(true);
	expect(STEPS['drill']?.run).toContain(`pg_virtualenv \${DRILL_POSTGRES:+-v $DRILL_POSTGRES} `);
});

test('GitHub asks for every job before a change may land', () => {
	const { required, ...others } = jobs;
	expect(required?.needs).toEqual(Object.keys(others));
});
