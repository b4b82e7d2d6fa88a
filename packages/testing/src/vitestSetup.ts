import { mkdirSync, mkdtempSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { migrate } from '@betzenstein/server';
import type { TestProject } from 'vitest/node';
import { findProcess } from './machine/processes.ts';
import { projectRoot } from './machine/project.ts';
import { ensureDatabase } from './postgres/ensureDatabase.ts';
import { dataDirFor, deleteDataDir, startPostgres } from './postgres/start.ts';
import { dropTemplate, sealTemplate, TEMPLATE } from './postgres/testDatabase.ts';

/**
 * Vitest's global setup: a PostgreSQL of the test run's own, with a migrated template; returns the teardown.
 * TEST_POSTGRES_URL names another server instead, whose superuser may do anything there: how CI tests other versions.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const given = process.env['TEST_POSTGRES_URL'];
	return given ? useServer(project, given) : startServer(project);
}

async function useServer(project: TestProject, adminUrl: string): Promise<() => Promise<void>> {
	await dropTemplate(adminUrl);
	await prepareTemplate(adminUrl, Object.assign(new URL(adminUrl), { pathname: `/${TEMPLATE}` }).href);
	project.provide('postgresUrl', adminUrl);
	return () => dropTemplate(adminUrl);
}

async function startServer(project: TestProject): Promise<() => Promise<void>> {
	const prefix = dataDirFor(projectRoot, `test-${process.pid}-`);
	mkdirSync(dirname(prefix), { recursive: true });
	const dataDir = mkdtempSync(prefix);
	await deleteAbandoned(dirname(prefix));
	const server = await startPostgres({ dataDir, durable: false });
	const teardown = async () => {
		await server.stop();
		await deleteDataDir(dataDir);
	};
	try {
		await prepareTemplate(server.url('postgres'), server.url(TEMPLATE));
	} catch (error) {
		await teardown();
		throw error;
	}
	project.provide('postgresUrl', server.url('postgres'));
	return teardown;
}

async function prepareTemplate(adminUrl: string, templateUrl: string): Promise<void> {
	await ensureDatabase(adminUrl, TEMPLATE);
	await migrate(templateUrl, () => {});
	await sealTemplate(adminUrl);
}

/** A killed test run cannot delete its data folder; the next one does, going by the process number in the name. */
async function deleteAbandoned(folder: string): Promise<void> {
	for (const name of readdirSync(folder)) {
		const [, pid] = /^test-(\d+)-/.exec(name) ?? [];
		if (pid && !findProcess(Number(pid))) await deleteDataDir(join(folder, name));
	}
}
