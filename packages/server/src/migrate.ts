/** The release command: `node dist/migrate.js` (`pnpm db:migrate`). Exits non-zero, with nothing half done, when it fails. */
import { migrate } from './db/migrate.ts';

const url = process.env['DIRECT_DATABASE_URL'] || process.env['DATABASE_URL'];
if (!url) {
	console.error('Set DIRECT_DATABASE_URL (past any pooler) or DATABASE_URL.');
	process.exit(1);
}
console.log('Migrating …');
await migrate(url, console.log);
