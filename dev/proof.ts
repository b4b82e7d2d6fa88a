/** `pnpm proof <name> [options]`: one of the long proofs; `pnpm test` plays some of them in short. */

const PROOFS: Record<string, string> = {
	chaos: 'faults under load, and what was answered held against the rules; needs `pnpm build`',
	year: 'fifteen people for 400 days: every mail was due, and every due one arrived',
	timing: 'no answer takes longer when there is something that it must not tell',
	fuzz: 'made-up and hostile requests get a proper answer',
	start: 'what a start costs, beside a bare Express; needs `pnpm build`',
	memory: 'the built server under load in 256 MiB; needs `pnpm build`, Linux and root',
};

const list = Object.entries(PROOFS).map(([proof, what]) => `  ${proof.padEnd(8)}${what}`);
const usage = `pnpm proof <name> [options]\n\n${list.join('\n')}`;

const [name = '--help'] = process.argv.splice(2, 1);
if (Object.hasOwn(PROOFS, name)) await import(`./proof/${name}.ts`);
else if (name === '--help') console.log(usage);
else {
	console.error(`There is no proof ${name}.\n\n${usage}`);
	process.exitCode = 1;
}
