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
