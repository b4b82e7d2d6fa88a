/**
 * The release command: `node dist/migrate.js` (`pnpm db:migrate`). When it fails, it exits non-zero and has changed
 * nothing.
 */
import { parseArgs } from 'node:util';
import { ConfigError, loadMigration } from './config.ts';
import { explainFailure, migrate } from './db/migrate.ts';
import { codeOf } from './db/pgErrors.ts';
import { differenceOf } from './db/sameDatabase.ts';

try {
	requireNoArguments();
	const { address, others } = loadMigration(process.env);
	console.log('Migrating …');
	for (const other of others) {
		const difference = await differenceOf(address, other).catch((error) =>
			console.log(`Whether ${other.name} leads to the same database is not known: ${codeOf(error) || 'no code'}.`),
		);
		if (difference) throw new ConfigError(difference);
	}
	await migrate(address, console.log);
} catch (error) {
	console.error(error instanceof ConfigError ? error.message : explainFailure(error));
	process.exit(1);
}

/** It changes a database, so nothing may stand there that was meant to prevent or change that. */
function requireNoArguments(): void {
	try {
		parseArgs();
	} catch {
		throw new ConfigError(
			'migrate takes no arguments: it applies all migrations that are missing. Nothing was changed.',
		);
	}
}
