import { expect, test } from 'vitest';
import { countTests } from './countTests.ts';

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }) });

test.each([
	[
		'a test that passed',
		{ numTotalTests: 1, numPassedTests: 1, testResults: [file('passed', 1)] },
		{ passed: 1, failed: 0 },
	],
	[
		'a test that was skipped',
		{ numTotalTests: 2, numPassedTests: 1, testResults: [file('passed', 2)] },
		{ passed: 1, failed: 1 },
	],
	[
		'a file that did not load',
		{ numTotalTests: 0, numPassedTests: 0, testResults: [file('failed', 0)] },
		{ passed: 0, failed: 1 },
	],
	[
		'tests that did not run for a hook',
		{ numTotalTests: 2, numPassedTests: 0, testResults: [file('failed', 2)] },
		{ passed: 0, failed: 2 },
	],
])('counts %s', (_, report, counts) => {
	expect(countTests(report)).toEqual(counts);
});
