import { type Booking, type HouseInfo, outstanding } from '@betzenstein/shared';
import { answersSoFar, beginsIn, contextFacts } from '@betzenstein/shared/german';
import { type Child, fill, h } from '../dom.ts';

/** What an approver who is asked should know besides: when it begins, who has answered, what lies around it. */
export function besideView(booking: Booking, house: HouseInfo): Child {
	const { context, startDate, approvals } = booking;
	if (!context) return undefined;
	const begin = h('dd', {
		newday: () => fill(begin, beginsIn(startDate, house.today)),
	});
	fill(begin, beginsIn(startDate, house.today));
	const answers = answersSoFar(
		approvals.filter(({ decision }) => decision === 'Approved').map(({ party }) => party),
		booking.availableActions.includes('approve') && outstanding(approvals).length === 1,
	);
	return h(
		'dl',
		{ class: 'beside' },
		h('div', {}, h('dt', {}, 'Beginn'), begin),
		answers && row('Antworten', answers),
		contextFacts(context).map(({ label, text }) => row(label, text)),
	);
}

const row = (label: string, text: string): HTMLElement => h('div', {}, h('dt', {}, label), h('dd', {}, text));
