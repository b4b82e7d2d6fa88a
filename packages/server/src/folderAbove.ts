import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The nearest folder of this name above the program: migrations and pages lie beside `dist/` in the image, further up
 * in the workspace.
 */
export function folderAbove(name: string): string | undefined {
	for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
		const candidate = join(folder, name);
		if (existsSync(candidate)) return candidate;
	}
	return undefined;
}
