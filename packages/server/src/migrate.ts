/**
 * The release command: `node dist/migrate.js` (`pnpm db:migrate`). When it fails, it exits non-zero and has changed
 * nothing.
 */
import { ConfigError, loadMigration } from './config.ts';
import { explainFailure, migrate } from './db/migrate.ts';
import { codeOf } from './db/pgErrors.ts';
import { differenceOf } from './db/sameDatabase.ts';

try {
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
