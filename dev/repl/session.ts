import type { Completion } from './completion.ts';
import { procedurePaths } from './procedures.ts';

/** What one works with. */
export interface Session {
	/** On what, in a few words. */
	title: string;
	/** The names that are there. */
	scope: object;
	/** What they are for, a line each. */
	guide: string[];
	/** Candidates that Node's own completion does not find. */
	complete?(line: string): Completion | undefined;
	/** Ends whatever was opened or started for it. */
	close(): Promise<void>;
}

/** What is there, in a screenful. */
export function bannerOf({ title, guide }: Session): string {
	return ['', `Betzenstein, ${title}`, '', ...guide.map((line) => line && `  ${line}`), ''].join('\n');
}

/** Makes the names global, where what is typed or run finds them, and `help()` with them. */
export function publish(session: Session): void {
	const help = () => console.log(`${bannerOf(session)}\n  Procedures: ${procedurePaths().join(', ')}\n`);
	Object.defineProperties(globalThis, {
		...Object.getOwnPropertyDescriptors(session.scope),
		help: { value: help, configurable: true },
	});
}
