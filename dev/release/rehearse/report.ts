import type { MailVerdict } from '@betzenstein/testing/mail/mailVerdict';
import { tableOf } from '../../report.ts';
import type { ActReport } from './acts.ts';
import { type FlyToml, timingFlaws } from './fly.ts';
import type { ListenersVerdict } from './listeners.ts';
import type { Tally } from './traffic.ts';
import type { BookingVerdict } from './verdict.ts';

/** The whole rehearsal. */
export interface Rehearsal {
	old: string;
	new: string;
	toml: FlyToml;
	acts: ActReport[];
	tally: Tally;
	bookings: BookingVerdict;
	mails: MailVerdict;
	listeners: ListenersVerdict;
}

/** What went wrong in it; nothing if all is well. */
export function flawsOf({ toml, acts, bookings, mails, tally, listeners }: Rehearsal): string[] {
	const { overlaps, lost, unfounded, doubled } = bookings;
	return [
		...timingFlaws(toml),
		...acts.flatMap(({ title, wrong, failed, failedRequests }) =>
			[
				...wrong,
				...failed.map((call) => `call failed: ${call}`),
				...failedRequests.map((request) => `request failed: ${request}`),
			].map((flaw) => `${title}: ${flaw}`),
		),
		...Object.entries({ overlaps, lost, unfounded, doubled }).flatMap(([name, count]) =>
			count > 0 ? `bookings ${name}: ${count}` : [],
		),
		...(mails.lost + mails.doubled + mails.unfounded > 0 || mails.accepted !== mails.committed
			? [`mails: ${JSON.stringify(mails)}`]
			: []),
		...(listeners.missed + listeners.doubled + listeners.dead.length > 0
			? [`listeners: ${JSON.stringify(listeners)}`]
			: []),
		...(listeners.heard === 0 || bookings.bookings === 0 || mails.committed === 0 || tally.answered.approved.size === 0
			? ['nothing happened']
			: []),
	];
}

/** As Markdown. */
export function describeRehearsal(rehearsal: Rehearsal): string {
	const { acts, tally, bookings, mails, listeners, toml } = rehearsal;
	const [{ path, interval, timeout }] = toml.http_service.checks;
	const flaws = flawsOf(rehearsal);
	const calls = [...tally.calls].sort().map(([procedure, count]) => `\`${procedure}\` ${count}`);
	return `# A rehearsed deploy

\`pnpm rehearse\` wrote this page; [deploy.md](deploy.md#rehearsing-a-deploy) says how it works and what it cannot show.

- Old release: ${rehearsal.old}
- New release: ${rehearsal.new}
- HAProxy in the place of Fly's proxy, asking \`${path}\` every ${interval}, for ${timeout} at most; \`DRAIN_SECONDS\` ${toml.env['DRAIN_SECONDS'] ?? 0}, \`kill_timeout\` ${toml.kill_timeout}

${flaws.length === 0 ? '**All is well:** no call failed, no request failed, no booking, no mail and no live update was lost or doubled.' : `**Flaws:**\n\n${flaws.map((flaw) => `- ${flaw}`).join('\n')}`}

${acts.map((act) => `## ${act.title}\n\n${[...figuresOf(act), ...act.story, ...act.wrong.map((what) => `**WRONG**: ${what}`)].map((line) => `- ${line}`).join('\n')}`).join('\n\n')}

## What the tables say

${tableOf(
	['bookings', `${bookings.bookings}`],
	[
		['answered creates', `${tally.answered.created.size}`],
		[
			'answered edits, cancellations, approvals',
			`${tally.answered.revisions.size}, ${tally.answered.canceled.size}, ${tally.answered.approved.size}`,
		],
		['overlapping pairs', `${bookings.overlaps}`],
		['answered, but not in the tables', `${bookings.lost}`],
		['in the tables, but not answered', `${bookings.unfounded}`],
		['written twice', `${bookings.doubled}`],
		['mails in the outbox', `${mails.committed}`],
		['mails the provider accepted', `${mails.accepted}`],
		['mails lost, doubled, unfounded', `${mails.lost}, ${mails.doubled}, ${mails.unfounded}`],
	],
)}

## What was heard

${listeners.listeners} people listened to \`live.changes\` through all of it. Their ${listeners.streams} streams told ${listeners.heard} versions, p50 ${ms(listeners.p50)} and
p99 ${ms(listeners.p99)} after the commit. ${listeners.missed} missed the last one, ${listeners.doubled} versions came twice, and ${listeners.dead.length} streams ended for good.

## What was called

Calls, ${tally.refused} of them refused by the rules, as they must be when people want the same days:

${calls.map((call) => `- ${call}`).join('\n')}
`;
}

const ms = (time: number): string => `${time.toFixed(0)} ms`;

function figuresOf({ seconds, requests, failed, failedRequests, proxy }: ActReport): string[] {
	return [
		`${seconds} s, ${requests} requests; ${failed.length} calls failed, and ${failedRequests.length} requests before a retry.`,
		`At the proxy: ${proxy.serverErrors} answers of 500 or more, ${proxy.cutOff} cut off, ${proxy.refused} refused connections, ${proxy.redispatched} sent to the other machine.`,
	];
}
