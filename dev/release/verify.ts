/** `pnpm verify:deploy <url>`: looks at a deploy from outside; each check says what to do when it fails. */
import { ExplainedError } from '@betzenstein/testing/machine/explainedError';
import { readWords } from '@betzenstein/testing/machine/flags';
import { exitBy } from '../proof/runProof.ts';
import { runChecks } from './verify/check.ts';
import { httpChecks } from './verify/http.ts';
import { mailChecks } from './verify/mail.ts';

const HELP = `pnpm verify:deploy https://<host> [--release NAME] [--web-url URL] [--http-url URL]
         [--eml FILE] [--mail-to ADDRESS] [--mail-domain DOMAIN, with RESEND_API_KEY]

Changes nothing, but --mail-to sends a mail. A certificate of one's own is trusted with NODE_EXTRA_CA_CERTS=<file>.`;

async function verify(args: string[]): Promise<boolean> {
	const options = {
		release: { type: 'string' },
		'http-url': { type: 'string' },
		'web-url': { type: 'string' },
		eml: { type: 'string' },
		'mail-to': { type: 'string' },
		'mail-domain': { type: 'string' },
		help: { type: 'boolean' },
	} as const;
	const { values, positionals } = readWords(args, options, HELP);
	if (values.help) {
		console.log(HELP);
		return true;
	}
	const [given, ...more] = positionals;
	if (given === undefined || !URL.canParse(given) || more.length > 0) throw new ExplainedError(HELP);
	const url = given.replace(/\/+$/, '');
	const webUrl = (values['web-url'] ?? url).replace(/\/+$/, '');
	const outcomes = await runChecks(
		[
			...httpChecks({
				url,
				webUrl,
				httpUrl: values['http-url'] ?? url.replace(/^https:/, 'http:'),
				release: values.release,
			}),
			...mailChecks({
				url,
				webUrl,
				emlFile: values.eml,
				mailTo: values['mail-to'],
				mailDomain: values['mail-domain'],
				resendKey: process.env['RESEND_API_KEY'],
				resendUrl: process.env['RESEND_BASE_URL'],
			}),
		],
		console.log,
	);
	const count = (wanted: string) => outcomes.filter(({ state }) => state === wanted).length;
	console.log(`${count('ok')} ok, ${count('FAILED')} failed, ${count('not checked')} not checked`);
	return count('FAILED') === 0;
}

await exitBy(() => verify(process.argv.slice(2)));
