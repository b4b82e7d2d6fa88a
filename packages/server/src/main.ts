/** The process that Fly runs: `node dist/main.js`. */
import { ConfigError, loadConfig } from './config.ts';
import { createLog, describeError } from './log.ts';
import { startServer } from './server.ts';

try {
	const config = loadConfig(process.env);
	const log = createLog(config.logLevel);
	process.on('uncaughtException', (error) => {
		log.fatal({ error: describeError(error) }, 'crashed');
		process.exit(1);
	});
	const server = await startServer(config, log);
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => void server.stop(config.drainNoticeMs).then(() => process.exit(0)));
	}
} catch (error) {
	console.error(error instanceof ConfigError ? error.message : describeError(error));
	process.exit(1);
}
