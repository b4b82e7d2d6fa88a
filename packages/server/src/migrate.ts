/**
 * The release command: `node dist/migrate.js` (`pnpm db:migrate`). When it fails, it exits non-zero and has changed
 * nothing.
 */
import { explainFailure, migrate } from './db/migrate.ts';

const variable = process.env['DIRECT_DATABASE_URL'] ? 'DIRECT_DATABASE_URL' : 'DATABASE_URL';
const url = process.env[variable];
if (!url) fail('Set DIRECT_DATABASE_URL (past any pooler) or DATABASE_URL.');
if (!/^postgres(ql)?:/.test(url) || !URL.canParse(url)) fail(`${variable} is not a postgres:// URL.`);
console.log('Migrating …');
await migrate(url, console.log).catch((error: unknown) => fail(explainFailure(error)));

function fail(why: string): never {
	console.error(why);
	process.exit(1);
}
