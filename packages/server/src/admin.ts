/** The operator's tool: `node dist/admin.js help` over `fly ssh console`, `pnpm admin help` in development. */
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { formatRange, LINK_PATHS } from '@betzenstein/shared';
import { ConfigError, loadConfig } from './config.ts';
import type { Services } from './deps.ts';
import { describeError } from './log.ts';
import { failedMails, sendAgain } from './outbox/failed.ts';
import { createServices } from './server.ts';
import {
	calendarLink,
	cancelBookings,
	madeWithCalendarLink,
	OperatorError,
	operations,
	replaceApprover,
	rotateCalendarLink,
	rotatePerson,
	setBlocked,
} from './services/operator.ts';

interface AdminCommand {
	/** Its arguments, as the help shows them. */
	usage: string;
	about: string;
	changes: boolean;
	run(services: Services, args: string[], options: { webUrl: string; all: boolean }): Promise<string>;
}

const COMMANDS: Record<string, AdminCommand> = {
	'calendar-link': {
		usage: '',
		about: 'prints the calendar link',
		changes: false,
		run: async (services, _, { webUrl }) => describeCalendarLink(await calendarLink(services), webUrl),
	},
	'rotate-calendar-link': {
		usage: '',
		about: 'ends the calendar link at once and prints the new one',
		changes: true,
		run: async (services, _, { webUrl }) => describeCalendarLink(await rotateCalendarLink(services), webUrl),
	},
	'rotate-person': {
		usage: '<address>',
		about: 'ends every link of a person and mails them a new one',
		changes: true,
		run: async (services, [email = '']) => {
			await rotatePerson(services, email);
			return 'Their links have ended; the new one is in the mail.';
		},
	},
	block: {
		usage: '<address>',
		about: 'makes the links of a person dead, and mails them nothing more',
		changes: true,
		run: async (services, [email = '']) => {
			await setBlocked(services, email, true);
			return 'Blocked.';
		},
	},
	unblock: {
		usage: '<address>',
		about: 'takes a block back',
		changes: true,
		run: async (services, [email = '']) => {
			await setBlocked(services, email, false);
			return 'No longer blocked.';
		},
	},
	'replace-approver': {
		usage: '<name> <address>',
		about: 'gives a party to another person, open bookings included',
		changes: true,
		run: async (services, [name = '', email = '']) => {
			await replaceApprover(services, name, email);
			return 'Done, for good. Change the address in APPROVERS too, if it names the party: until then each start warns.';
		},
	},
	'failed-mails': {
		usage: '',
		about: 'lists the mails that finally failed, and why',
		changes: false,
		run: async (services) => {
			const failed = await failedMails(services);
			const lines = failed.map(
				({ id, kind, failure, createdAt }) => `${id}  ${kind.padEnd(12)}  ${failure}  (${createdAt.toISOString()})`,
			);
			return lines.length > 0 ? lines.join('\n') : 'None.';
		},
	},
	'send-again': {
		usage: '[mail id …] [--all]',
		about: 'sends failed mails again; with --all every one that no newer mail about the same booking has overtaken',
		changes: true,
		run: async (services, ids, { all }) => {
			if (all === ids.length > 0)
				throw new OperatorError('Usage: admin send-again <mail id …>, or admin send-again --all');
			const failed = await failedMails(services);
			return `Queued ${await sendAgain(services, all ? 'all' : ids)} of ${all ? failed.length : ids.length}.`;
		},
	},
	log: {
		usage: '',
		about: 'lists the last hundred changes made with this tool, the newest first',
		changes: false,
		run: async (services) => {
			const lines = (await operations(services)).map(({ at, command, email, detail }) =>
				[at.toISOString(), command.padEnd(20), email, detail].filter((part) => part !== null).join('  '),
			);
			return lines.length > 0 ? lines.join('\n') : 'Nothing.';
		},
	},
	leaked: {
		usage: '<generation>',
		about: 'lists what was asked for with that generation of the calendar link',
		changes: false,
		run: async (services, [generation = '']) => {
			const made = await madeWithCalendarLink(services, counter(generation));
			const lines = made.map(
				(row) =>
					`${row.id}  ${row.status.padEnd(9)}  ${formatRange(row)}  ${row.firstName}  (asked ${row.createdAt.toISOString()})`,
			);
			return lines.length > 0 ? lines.join('\n') : 'Nothing.';
		},
	},
	'cancel-leaked': {
		usage: '<generation> [booking id …]',
		about: 'cancels those of them that are not over, or only the named ones; everybody concerned is told',
		changes: true,
		run: async (services, [generation = '', ...only]) => {
			const made = (await madeWithCalendarLink(services, counter(generation))).map(({ id }) => id);
			const unknown = only.filter((id) => !made.includes(id));
			if (unknown.length > 0) throw new OperatorError(`Not made with that link: ${unknown.join(', ')}`);
			return `Canceled ${await cancelBookings(services, only.length > 0 ? only : made)}.`;
		},
	},
};

const SEE_HELP = '`admin help` lists what there is.';

await main().catch((error: unknown) => {
	console.error(error instanceof ConfigError || error instanceof OperatorError ? error.message : describeError(error));
	process.exitCode = 1;
});

async function main(): Promise<void> {
	const { positionals, values } = readArgs();
	const [name = 'help', ...args] = positionals;
	const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (values.help || name === 'help') return console.log(help());
	if (!command) throw new OperatorError(`There is no command ${name}. ${SEE_HELP}`);
	const needed = command.usage.split(' ').filter((word) => word.startsWith('<')).length;
	const most = command.usage.includes('[') ? Number.POSITIVE_INFINITY : needed;
	const isMeant = args.length >= needed && args.length <= most && (!values.all || command.usage.includes('--all'));
	if (!isMeant) throw new OperatorError(`Usage: admin ${name} ${command.usage}`.trim());
	const config = loadConfig(process.env);
	if (command.changes && !values.yes) await confirm(name, args, config.databaseUrl);
	const services = await createServices(config);
	try {
		console.log(await command.run(services, args, { ...config, all: values.all }));
	} finally {
		await services.db.close();
	}
}

function readArgs() {
	const flag = { type: 'boolean', default: false } as const;
	try {
		return parseArgs({ allowPositionals: true, options: { yes: flag, all: flag, help: flag } });
	} catch (error) {
		// What Node says after that is about arguments that begin with a dash.
		const [what] = (error as Error).message.split('. ');
		throw new OperatorError(`${what}. ${SEE_HELP}`);
	}
}

/** Asks before a change, on this machine too: behind `localhost` may be the real database, by a tunnel. */
async function confirm(name: string, args: string[], databaseUrl: string): Promise<void> {
	const { hostname, pathname } = new URL(databaseUrl);
	const change = `${[name, ...args].join(' ')} changes the database ${hostname}${pathname}`;
	if (!process.stdin.isTTY) throw new OperatorError(`${change}: add --yes.`);
	const prompt = createInterface({ input: process.stdin, output: process.stderr });
	const answer = await prompt.question(`${change}. Type yes to go on: `);
	prompt.close();
	if (answer.trim() !== 'yes') throw new OperatorError('Nothing was changed.');
}

function describeCalendarLink({ token, generation }: { token: string; generation: number }, webUrl: string): string {
	return `${webUrl}${LINK_PATHS.viewer}#${token}\n(generation ${generation})`;
}

function counter(text: string): number {
	if (!/^[1-9]\d{0,8}$/.test(text)) throw new OperatorError(`${text} is not a generation.`);
	return Number(text);
}

function help(): string {
	const lines = Object.entries(COMMANDS).map(
		([name, { usage, about }]) => `  ${`${name} ${usage}`.padEnd(46)} ${about}`,
	);
	return `admin <command> [--yes]\n\n${lines.join('\n')}\n\nWhatever changes something asks first; --yes answers it, where there is no terminal.`;
}
