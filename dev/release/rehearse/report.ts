import { figuresOf } from '../../proof/chaos/figures.ts';
import { gapsIn, judge } from '../../proof/chaos/judge.ts';
import { MOST_PENDING } from '../../proof/chaos/players.ts';
import { type FlyToml, timingFlaws } from './fly.ts';
import type { Played } from './play.ts';

/** The whole rehearsal. */
export interface Rehearsal extends Played {
	old: string;
	new: string;
	toml: FlyToml;
}

/** What went wrong in it; nothing if all is well. */
export function flawsOf({ toml, acts, history }: Rehearsal): string[] {
	return [
		...timingFlaws(toml),
		...acts.flatMap(({ title, wrong }) => wrong.map((flaw) => `${title}: ${flaw}`)),
		...judge(history, MOST_PENDING),
		...gapsIn(history),
	];
}

/** More of them say nothing new. */
const FLAWS_SHOWN = 20;

/** As Markdown. */
export function describeRehearsal({ acts, history, toml, ...rehearsal }: Rehearsal, flaws: readonly string[]): string {
	const [{ path, interval, timeout }] = toml.http_service.checks;
	const listed = (lines: readonly string[]) => lines.map((line) => `- ${line}`).join('\n');
	const verdict =
		flaws.length === 0
			? '**All is well:** each request got a good answer, and no booking, mail or live update was lost or doubled.'
			: `**${flaws.length} flaws**, and these the first:\n\n${listed(flaws.slice(0, FLAWS_SHOWN))}`;
	return `# A rehearsed deploy

\`pnpm rehearse\` wrote this page; [deploy.md](deploy.md#rehearsing-a-deploy) says how it works and what it cannot show.

- Old release: ${rehearsal.old}
- New release: ${rehearsal.new}
- HAProxy in the place of Fly's proxy, asking \`${path}\` every ${interval}, for ${timeout} at most; \`DRAIN_SECONDS\` ${toml.env['DRAIN_SECONDS'] ?? 0}, \`kill_timeout\` ${toml.kill_timeout}

${verdict}

${acts.map(({ title, story, wrong }) => `## ${title}\n\n${listed([...story, ...wrong])}`).join('\n\n')}

## All of it

${listed(figuresOf(history))}
`;
}
