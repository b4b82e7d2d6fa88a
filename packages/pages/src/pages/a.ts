/** `/a`: one decision, from a mail. Opening it changes nothing; the button decides. */
import type { ActionPreview, Booking, PerformActionInput } from '@betzenstein/shared';
import type { Session } from '../api.ts';
import { type Child, fill, focusOn, h, heading } from '../dom.ts';
import { startPage } from '../page.ts';
import { approveForm } from '../parts/approveForm.ts';
import { card, glance, movedDates, proposalNote } from '../parts/bookingFacts.ts';
import { denyForm } from '../parts/denyForm.ts';
import { recovery } from '../parts/problem.ts';
import { type ActionView, previewView, resultView } from '../text/action.ts';

startPage({
	title: 'Anfrage',
	kinds: ['action'],
	load: ({ client }) => client.action.preview.query(),
	show: (session, preview) => {
		const page = h('div');
		fill(
			page,
			pageOf(
				session,
				previewView(preview, session.house.timeZone),
				preview.booking,
				questionOf(session, preview, page),
			),
		);
		return page;
	},
});

function pageOf(session: Session, view: ActionView, booking: Booking | null, question: Child): Child {
	const { title, lines, moved, isOutdated, ask } = view;
	return [
		heading(1, title),
		...lines.map((line) => h('p', {}, line)),
		moved && movedDates(moved),
		booking && card(booking, session.house, glance(booking, 2), proposalNote(booking)),
		ask ? question : booking && !isOutdated && h('p', { class: 'hint' }, 'Du kannst diese Seite jetzt schließen.'),
		isOutdated && recovery(session.client),
	];
}

/** What the reader is asked; its answer takes the place of the whole page. */
function questionOf(session: Session, { action, booking }: ActionPreview, page: HTMLElement): Child {
	if (!booking) return undefined;
	const perform = async (input: PerformActionInput) => {
		const result = await session.client.action.perform.mutate(input);
		const view = resultView(action, result, booking, session.house.timeZone);
		fill(page, pageOf(session, view, result.booking, undefined));
		const title = page.querySelector('h1');
		if (title) focusOn(title);
	};
	if (action === 'deny')
		return denyForm({
			house: session.house,
			firstName: booking.firstName,
			isConfirmed: booking.status === 'Confirmed',
			deny: perform,
		});
	return [
		approveForm({ firstName: booking.firstName, approve: perform }),
		h('p', { class: 'hint' }, 'Passt es nicht? Dann nimm den Link „Ablehnen“ aus derselben Mail.'),
	];
}
