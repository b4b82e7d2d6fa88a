import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePrivateFile } from '@betzenstein/testing/machine/project';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRunningStart, takeStartLock } from './lock.ts';

let root: string;
let file: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'betzenstein-'));
	file = join(root, '.dev/running.json');
});
afterEach(() => rmSync(root, { recursive: true }));

test('the second taker is told where the first one runs', () => {
	const lock = takeStartLock(root);
	expect(() => takeStartLock(root)).toThrow('not ready yet');
	lock.publish({ apiUrl: 'http://localhost:8080', databaseUrl: 'postgres://127.0.0.1/b' });
	expect(() => takeStartLock(root)).toThrow('http://localhost:8080');
	expect(findRunningStart(root)).toMatchObject({ pid: process.pid, databaseUrl: 'postgres://127.0.0.1/b' });
});

test('a released lock can be taken again', () => {
	takeStartLock(root).release();
	expect(findRunningStart(root)).toBeUndefined();
	takeStartLock(root).release();
	expect(existsSync(file)).toBe(false);
});

test('the lock of an ended process whose number another one has now is void', () => {
	writePrivateFile(file, JSON.stringify({ pid: process.ppid, started: 'long ago', apiUrl: 'http://localhost:1' }));
	expect(findRunningStart(root)).toBeUndefined();
	takeStartLock(root);
	expect(findRunningStart(root)?.pid).toBe(process.pid);
});

test('a lock that cannot be read is left alone and named', () => {
	takeStartLock(root).release();
	writeFileSync(file, '{');
	expect(() => takeStartLock(root)).toThrow(file);
});
