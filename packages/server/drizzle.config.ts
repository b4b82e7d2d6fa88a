import { defineConfig } from 'drizzle-kit';

// Migrations are written to the project's root and never edited after they landed.
export default defineConfig({
	dialect: 'postgresql',
	casing: 'snake_case',
	schema: './src/db/schema/index.ts',
	out: '../../drizzle',
});
