/** `pnpm proof fuzz`: throws made-up requests at a server process and prints how many, and what came of them. */
import { WITHOUT_LIMITS } from '@betzenstein/testing/house/environment';
import { withServers } from '@betzenstein/testing/house/inProcesses';
import { fuzz } from './fuzz/run.ts';
import { anySeed, runProof } from './runProof.ts';

const HELP = `pnpm proof fuzz [--seconds N] [--seed N]

For N seconds (60) throws requests at a server process, on an embedded PostgreSQL of its own: every procedure with inputs
made after its schema, with hostile values and with every kind of link, and raw HTTP. Exits with 1 if an answer has a status
of 500 or above, holds a stack, SQL or a path, or an error without one of the known reasons, or if the server is gone.`;

const table = (counts: Record<string, number>): string =>
	Object.entries(counts)
		.toSorted(([, a], [, b]) => b - a)
		.map(([name, count]) => `  ${String(count).padStart(7)}  ${name}`)
		.join('\n');

await runProof(HELP, { seconds: 60, seed: anySeed() }, ({ seconds, seed }, signal) =>
	withServers({ env: WITHOUT_LIMITS }, async (house) => {
		console.log(`Fuzzing for ${seconds} s, seed ${seed} …`);
		const end = Date.now() + seconds * 1_000;
		const { tried, outcomes, answered, failures } = await fuzz(house, {
			seed,
			goOn: () => Date.now() < end && !signal.aborted,
		});
		console.log(
			`\n${tried} inputs tried. What came of them:\n${table(outcomes)}\n\nProcedures that answered ok:\n${table(answered)}\n`,
		);
		for (const failure of failures) console.log(`BROKEN: ${failure}\n`);
		console.log(failures.length === 0 ? 'Everything held.' : `${failures.length} things broke.`);
		return failures.length === 0 && !signal.aborted;
	}),
);
