import { defineConfig } from 'vitest/config';

export default defineConfig({
	test: {
		include: ['packages/*/src/**/*.test.ts', 'packages/*/test/**/*.test.ts', 'dev/**/*.test.ts'],
		// These need what Debian has and npm has not: pnpm test:browser, pnpm test:pooler.
		exclude: ['**/node_modules/**', '**/*.browser.test.ts', '**/*.pooler.test.ts', '**/*.haproxy.test.ts'],
		globalSetup: ['dev/testDatabase.ts'],
		// Most of a test is waiting for the database: as many files at once as there are cores, not one less.
		maxWorkers: '100%',
		// Loops of races and processes take longer than the default on two shared cores.
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
