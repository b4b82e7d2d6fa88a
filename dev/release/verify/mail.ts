/**
 * Links in mails must arrive as they were sent: click tracking would replace them, and with them the token behind `#`.
 */
import { readFileSync } from 'node:fs';
import { createClient } from '@betzenstein/client';
import { LINK_PATHS } from '@betzenstein/shared';
import PostalMime from 'postal-mime';
import { Resend } from 'resend';
import { type Check, must } from './check.ts';

export interface MailTarget {
	url: string;
	webUrl: string;
	/** The source of a mail that arrived. */
	emlFile?: string | undefined;
	/** Somebody whom the house knows; they are sent their link. */
	mailTo?: string | undefined;
	/** May read domains, which a key for sending only may not. */
	resendKey?: string | undefined;
	resendUrl?: string | undefined;
	/** The sender's domain. */
	mailDomain?: string | undefined;
}

export const mailChecks = (target: MailTarget): Check[] => [
	{
		name: 'click tracking',
		advice:
			'At Resend → Domains, turn click and open tracking off. To check it here: RESEND_API_KEY (full access) and --mail-domain.',
		run: () => tracking(target),
	},
	{
		name: 'a mail is asked for',
		advice:
			'With --mail-to <address of an approver> their link is mailed. Save its source as a file and check that with --eml.',
		run: async () => {
			if (target.mailTo === undefined) return undefined;
			await createClient({ url: target.url }).access.requestLink.mutate({ email: target.mailTo });
			return 'accepted; save the source of what arrives and run this again with --eml <file>';
		},
	},
	{
		name: 'links in a mail',
		advice:
			'With --eml <file>: the source of a mail that arrived. Links elsewhere mean click tracking: turn it off at Resend → Domains.',
		run: async () => {
			if (target.emlFile === undefined) return undefined;
			return linksIn(readFileSync(target.emlFile), target.webUrl);
		},
	},
];

async function tracking({ resendKey, resendUrl, mailDomain }: MailTarget): Promise<string | undefined> {
	if (resendKey === undefined || mailDomain === undefined) return undefined;
	const resend = new Resend(resendKey, resendUrl === undefined ? {} : { baseUrl: resendUrl });
	const { data: list, error } = await resend.domains.list();
	must(!error, `Resend answers ${error?.name}: ${error?.message}`);
	const listed = list?.data.find(({ name }) => name === mailDomain);
	must(listed !== undefined, `Resend does not know ${mailDomain}`);
	const { data: domain } = await resend.domains.get(listed.id);
	must(
		domain?.click_tracking === false,
		`click tracking of ${mailDomain} is ${domain?.click_tracking ? 'on' : 'unknown'}`,
	);
	must(domain.open_tracking === false, `open tracking of ${mailDomain} is ${domain.open_tracking ? 'on' : 'unknown'}`);
	return `off for ${mailDomain}`;
}

/** Behind it may stand the days that the form is filled with. */
const TOKEN = /^#[\w-]+\.[\w-]+\.[\w-]+(\/\d{4}-\d{2}-\d{2}){0,2}$/;

/**
 * A digest that is too long also leads to the personal page without the link that opens it.
 * @throws Wrong if a link leads elsewhere, or has lost its token
 */
export async function linksIn(source: Uint8Array, webUrl: string): Promise<string> {
	const { html = '', text = '' } = await PostalMime.parse(source);
	const hrefs = [...html.matchAll(/href="(https?:[^"]+)"/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'));
	const inText = text.match(/https?:\/\/[^\s<>")]+/g) ?? [];
	must(hrefs.length > 0, 'the mail has no link');
	const links = [...hrefs, ...inText].map((link) => new URL(link));
	for (const { origin, pathname, hash } of links) {
		must(`${origin}${pathname}`.startsWith(`${webUrl}/`), `a link leads to ${origin}${pathname.slice(0, 20)}`);
		const isBare = hash === '' && pathname === LINK_PATHS.person;
		must(isBare || TOKEN.test(hash), `a link to ${pathname} has no token behind #`);
	}
	must(
		links.some(({ hash }) => hash !== ''),
		'no link has a token behind #',
	);
	return `${links.length} links lead to ${webUrl}, with their tokens`;
}
