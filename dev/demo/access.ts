import { readFileSync } from 'node:fs';
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { devFile, projectRoot } from '@betzenstein/testing/machine/project';
import type { Access } from '../start/access.ts';

/**
 * How to get into the server at `url`, whose tokens the environment holds; without a URL, into the one of `pnpm start`.
 */
export function findAccess(url: string | undefined, env: Record<string, string | undefined>): Access {
	return url === undefined ? readAccess() : accessFrom(url, env);
}

/** What to do when there is nobody to play with. */
export function noServer(where: string): ExplainedError {
	return new ExplainedError(`No server running ${where}: start one with \`pnpm start\`.`);
}

function readAccess(): Access {
	try {
		return JSON.parse(readFileSync(devFile(projectRoot, 'access.json'), 'utf8')) as Access;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw noServer('here yet');
		throw error;
	}
}

function accessFrom(apiUrl: string, env: Record<string, string | undefined>): Access {
	const { BETZENSTEIN_CALENDAR_TOKEN: calendarToken, BETZENSTEIN_APPROVERS: approvers } = env;
	if (calendarToken && approvers) return { apiUrl, calendarToken, approvers: parseApprovers(approvers) };
	throw new ExplainedError(
		'With --url the tokens come from the environment: BETZENSTEIN_CALENDAR_TOKEN, and BETZENSTEIN_APPROVERS as {"<name>":"<person token>"}.',
	);
}

function parseApprovers(json: string): Record<string, string> {
	try {
		return JSON.parse(json) as Record<string, string>;
	} catch (error) {
		// Not the parser's words: they repeat what may be a token.
		throw new ExplainedError('BETZENSTEIN_APPROVERS is not JSON: {"<name>":"<person token>"}.', { cause: error });
	}
}
