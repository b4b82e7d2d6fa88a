/**
 * Prints how many tests passed and how many did not, by the JSON report of vitest that is given: `node
 * dev/ci/countTests.ts <file>`.
 */
import { readFileSync } from 'node:fs';

/** What is read of vitest's JSON report. */
export interface TestReport {
	numTotalTests: number;
	numPassedTests: number;
	testResults: { status: string; assertionResults: unknown[] }[];
}

/** A skipped test has shown nothing, and a file that did not load has hidden its tests: both count as failed. */
export function countTests(report: TestReport): { passed: number; failed: number } {
	const passed = report.numPassedTests;
	const unloaded = report.testResults.filter(
		({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
	);
	return { passed, failed: report.numTotalTests - passed + unloaded.length };
}

if (import.meta.main) {
	const { passed, failed } = countTests(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
	console.log(`${passed} ${failed}`);
}
