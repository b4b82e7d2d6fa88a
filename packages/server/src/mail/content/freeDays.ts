/** The mail to whoever watches days (domain.md, Watching days). It holds nothing that anybody else typed. */
import { type DayRange, formatRange } from '@betzenstein/shared';
import { lengthOf, listed } from '@betzenstein/shared/german';
import type { FreeDays } from '../../domain/mail.ts';
import { placeholderOf } from '../links.ts';
import type { Block, MailToRender } from '../model.ts';
import { type Draft, note, paragraph } from './pieces.ts';

/** One mail for all the days that became free together. */
export function daysFree({ facts, mayQuote }: MailToRender): Draft {
	const { ranges, calendarGeneration } = facts.free as FreeDays;
	const offer = (range: DayRange): Block[] => [
		{ type: 'heading', text: formatRange(range) },
		paragraph(`${lengthOf(range)}.`),
		{
			type: 'buttons',
			primary: {
				label: 'Diese Tage anfragen',
				href: placeholderOf({ to: 'calendar', generation: calendarGeneration, ...range }),
				about: formatRange(range),
			},
		},
	];
	// Anybody with the calendar link can type any address.
	const why = mayQuote
		? 'Du wolltest Bescheid wissen, wenn diese Tage frei werden: Jetzt hat sie niemand mehr.'
		: 'Mit deiner Adresse wollte jemand Bescheid wissen, wenn diese Tage frei werden, wahrscheinlich du selbst: Jetzt hat sie niemand mehr.';
	const dates = ranges.map(formatRange);
	const inSubject = dates.length <= 2 ? dates : [...dates.slice(0, 1), `${dates.length - 1} weitere Zeiträume`];
	return {
		subject: `Jetzt frei: ${listed(inSubject)}`,
		preview: 'Wer sie zuerst anfragt, bekommt sie.',
		title: 'Die Tage sind frei',
		blocks: [
			paragraph(why),
			...ranges.flatMap(offer),
			note(
				'Im Formular stehen die Tage schon drin. Zurückgehalten sind sie nicht, und vielleicht wissen auch andere Bescheid: Wer sie zuerst anfragt, bekommt sie.',
			),
			paragraph(
				'Diese Tage beobachten wir jetzt nicht mehr für dich. Was du sonst noch beobachtest, kannst du hier beenden:',
			),
			{ type: 'link', link: { label: 'Nicht mehr beobachten', href: placeholderOf({ to: 'watches' }) } },
		],
	};
}
