import { migrate } from '@betzenstein/server';
import type { TestProject } from 'vitest/node';
import { ensureDatabase } from './postgres/ensureDatabase.ts';
import { startTemporaryPostgres } from './postgres/temporary.ts';
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
	const server = await startTemporaryPostgres();
	try {
		await prepareTemplate(server.url('postgres'), server.url(TEMPLATE));
	} catch (error) {
		await server.stop();
		throw error;
	}
	project.provide('postgresUrl', server.url('postgres'));
	return server.stop;
}

async function prepareTemplate(adminUrl: string, templateUrl: string): Promise<void> {
	await ensureDatabase(adminUrl, TEMPLATE);
	await migrate({ url: templateUrl }, () => {});
	await sealTemplate(adminUrl);
}
