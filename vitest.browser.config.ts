import { defineConfig } from 'vitest/config';

// Needs Debian's chromium, so it is not part of `pnpm test`: `pnpm test:browser`.
export default defineConfig({
	test: {
		include: ['packages/*/test/**/*.browser.test.ts'],
		globalSetup: ['dev/testDatabase.ts'],
		testTimeout: 120_000,
		hookTimeout: 120_000,
		// One browser at a time is enough for two cores.
		fileParallelism: false,
	},
});
