import { defineConfig } from 'vitest/config';

/** A database cluster of their own; loops of races and processes take longer than the default on two shared cores. */
const withDatabase = { globalSetup: ['packages/testing/src/vitestSetup.ts'], testTimeout: 60_000, hookTimeout: 60_000 };

export default defineConfig({
	test: {
		// Most of a test is waiting for the database: as many files at once as there are cores, not one less.
		maxWorkers: '100%',
		projects: [
			// No database, no process: seconds. `pnpm check`.
			{
				test: {
					name: 'rules',
					include: [
						'packages/*/src/**/*.test.ts',
						'dev/{ci,docs,proof/chaos,release/workflows}/**/*.test.ts',
						'dev/openapi/document.test.ts',
					],
					testTimeout: 60_000,
				},
			},
			{
				test: {
					name: 'node',
					include: ['packages/*/test/**/*.test.ts', 'packages/client/gate/**/*.test.ts', 'dev/**/*.test.ts'],
					exclude: [
						'**/node_modules/**',
						'dev/{ci,docs,proof/chaos,release/workflows}/**',
						'dev/openapi/document.test.ts',
						'**/*.browser.test.ts',
						'**/*.pooler.test.ts',
						'**/*.haproxy.test.ts',
						'**/*.debian.test.ts',
					],
					...withDatabase,
				},
			},
			// These need what Debian has and npm has not: Chromium; PgBouncer, HAProxy, Python and curl.
			{
				test: {
					name: 'browser',
					include: ['packages/*/test/**/*.browser.test.ts'],
					globalSetup: [...withDatabase.globalSetup, 'packages/pages/test/buildOnce.ts'],
					testTimeout: 120_000,
					hookTimeout: 120_000,
				},
			},
			{
				test: {
					name: 'pooler',
					include: ['packages/server/test/*.pooler.test.ts', 'dev/**/*.{haproxy,debian}.test.ts'],
					...withDatabase,
				},
			},
		],
	},
});
