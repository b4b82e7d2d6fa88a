import { defineConfig } from 'vitest/config';

// Needs Debian's pgbouncer and haproxy, so it is not part of `pnpm test`: `pnpm test:pooler`.
export default defineConfig({
	test: {
		include: ['dev/**/*.pooler.test.ts', 'dev/**/*.haproxy.test.ts'],
		globalSetup: ['dev/testDatabase.ts'],
		testTimeout: 60_000,
		hookTimeout: 60_000,
	},
});
