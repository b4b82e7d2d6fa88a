/** Vitest's global setup for the tests in a browser: the pages are built once, for all of them. */
import { buildPages } from '../build.ts';

export const setup = (): Promise<void> => buildPages();
