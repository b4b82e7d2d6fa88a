import { isolated, type Proposal } from '@betzenstein/shared';
import { type Child, h } from '../dom.ts';
import { isLong } from '../model/stayDraft.ts';
import { reopenedOutcome } from '../text/outcome.ts';
import { reloadOffer } from './bookingForms.ts';
import type { Desk } from './desk.ts';
import { checkField } from './field.ts';
import { form } from './form.ts';
import { longStayLabel } from './stayFields.ts';

/** Asks again for exactly the days that are proposed: one button. */
export function acceptForm(desk: Desk, proposal: Proposal, about: HTMLElement, others: readonly Child[]): HTMLElement {
	const { client, house } = desk.session;
	const { startDate, endDate, party } = proposal;
	const long = checkField({ name: 'confirmLongStay', label: longStayLabel });
	long.element.hidden = !isLong(proposal, house.limits);
	return form({
		fields: [long],
		content: [h('p', {}, `Fragst du genau diese Tage an, ist ${isolated(party)} schon einverstanden.`), long.element],
		button: 'Diese Tage anfragen',
		about,
		others,
		send: async () => {
			const { id, revision } = desk.booking();
			const after = await client.booking.reopen.mutate({
				id,
				revision,
				changes: { startDate, endDate },
				confirmLongStay: long.value(),
			});
			desk.done(after, reopenedOutcome(after));
		},
		onRefused: (refused, dismiss) => {
			if (refused.reason === 'LONG_STAY_UNCONFIRMED') long.element.hidden = false;
			return reloadOffer(refused, desk, 'reopen', dismiss);
		},
	});
}
