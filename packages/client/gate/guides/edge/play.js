/** Runs the bundled worker in Vercel's edge runtime, with the settings of the environment; prints its answer. */
import { readFileSync } from 'node:fs';
import { EdgeRuntime } from 'edge-runtime';

const runtime = new EdgeRuntime();
runtime.evaluate(readFileSync('worker.js', 'utf8'));
const env = JSON.stringify(process.env);
console.log(
	await runtime.evaluate(`worker.fetch(new Request('http://worker.example'), ${env}).then((answer) => answer.text())`),
);
process.exit();
