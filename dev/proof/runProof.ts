import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { StopRequested } from '@betzenstein/testing/machine/stopRequest';

/**
 * Runs a proof with the command's arguments; the process exits with 0 if it held, with 1 if not, if it broke or was
 * stopped.
 */
export async function runProof(proof: (args: string[]) => Promise<boolean>): Promise<never> {
	const held = await proof(process.argv.slice(2)).catch((error: unknown) => {
		if (!(error instanceof StopRequested)) console.error(error instanceof ExplainedError ? error.message : error);
		return false;
	});
	process.exit(held ? 0 : 1);
}
