/** The index of `docs/mails`. */
import type { MailExample } from '../test/mailExamples.ts';

interface Entry extends Pick<MailExample, 'name' | 'occasion' | 'mail'> {
	subject: string;
}

const INTRODUCTION = `# The mails

Every mail that Betzenstein sends, as the tests know them: light, dark, and on a phone 375 px wide. Who gets which, and
when, is in \`docs/domain.md\` ("Who is told"). The texts are made in \`packages/server/src/mail/content/\`.

- Pictures and this page: \`pnpm pictures\`, after a text or a style has changed. It needs Debian's packages
  \`chromium\`, \`fonts-liberation\` and \`fonts-noto-color-emoji\`. It fails if in any of these views a mail scrolls
  sideways, a link is smaller than 44 px, or a rule of axe-core is broken (contrast, language, tables).
- Plain texts: \`pnpm test packages/server/src/mail -u\` writes what differs. The tests compare them.
- \`unquoted\` is the same mail to somebody who has never used their personal link: nothing that was typed into the form is
  in it.
- Links are placeholders here, as in the database; working ones are put in when a mail is sent.
`;

/** The page, with each mail's subject, picture and plain text. */
export const readmeOf = (entries: readonly Entry[]): string => [INTRODUCTION, ...entries.map(section)].join('\n');

function section({ name, occasion, mail, subject }: Entry): string {
	const roles = mail.facts.roles.join(' and ');
	const texts = [`[plain text](${name}.txt)`];
	if (mail.mayQuote && (mail.facts.booking ?? mail.facts.waiting ?? mail.facts.free))
		texts.push(`[unquoted](unquoted/${name}.txt)`);
	if (mail.facts.booking && /^(confirmed|.*-confirmed)-/.test(name)) texts.push('with a calendar file');
	return `## ${name}\n\n${occasion}${roles && ` (to the ${roles})`}: **${subject}**  \n${texts.join(' · ')}\n\n![${subject}](${name}.webp)\n`;
}
