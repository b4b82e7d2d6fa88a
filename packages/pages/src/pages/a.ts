/** `/a`: one decision, from a mail. Opening it changes nothing; the button decides. */
import type { ActionPreview, Booking, HouseInfo, PerformActionInput } from '@betzenstein/shared';
import { ahead, type Session } from '../api.ts';
import { type Child, fill, focusOn, h, heading } from '../dom.ts';
import { startPage } from '../page.ts';
import { approveForm } from '../parts/approveForm.ts';
import { besideView } from '../parts/besideView.ts';
import { card, glance, movedDates, proposalNote } from '../parts/bookingFacts.ts';
import { denyForm } from '../parts/denyForm.ts';
import { announce } from '../parts/notice.ts';
import { recovery } from '../parts/problem.ts';
import { type ActionView, previewView, resultView } from '../text/action.ts';

startPage<ActionPreview, Promise<ActionPreview>>({
	title: 'Anfrage',
	kinds: ['action'],
	early: ({ action }) => ahead(action.preview.query()),
	load: (_, preview) => preview,
	show: decisionPage,
});

/** Follows what others do until the reader has decided; what they are typing stays. */
function decisionPage(session: Session, first: ActionPreview): HTMLElement {
	const { client, house } = session;
	const said = h('div');
	const question = h('div');
	const page = h('div', { changed: () => void look() }, said, question);
	let preview = first;
	let view = previewView(first, house.timeZone);
	let isDecided = false;

	function show(next: ActionView, booking: Booking | null): void {
		fill(said, content(next, booking));
		if (!next.ask) fill(question, ending(next, booking));
		view = next;
	}

	async function look(): Promise<void> {
		const next = await client.action.preview.query().catch(() => undefined);
		if (isDecided || !next || JSON.stringify(next) === JSON.stringify(preview)) return;
		preview = next;
		show(previewView(next, house.timeZone), next.booking);
		announce([view.title, ...view.lines].join(' '));
	}

	async function perform(input: PerformActionInput): Promise<void> {
		// What changes from now on is told by the answer.
		isDecided = true;
		const shown = preview.booking as Booking;
		const result = await client.action.perform.mutate(input).catch((error: unknown) => {
			isDecided = false;
			throw error;
		});
		show(resultView(preview.action, result, shown, house.timeZone), result.booking);
		const title = said.querySelector('h1');
		if (title) focusOn(title);
	}

	const content = ({ title, lines, moved, ask }: ActionView, booking: Booking | null): Child => [
		heading(1, title),
		...lines.map((line) => h('p', {}, line)),
		moved && movedDates(moved),
		booking && card(booking, house, glance(booking, 2), proposalNote(booking), ask && besideView(booking, house)),
	];

	const ending = ({ isOutdated }: ActionView, booking: Booking | null): Child => [
		booking && !isOutdated && h('p', { class: 'hint' }, 'Du kannst diese Seite jetzt schließen.'),
		isOutdated && recovery(client),
	];

	show(view, first.booking);
	if (view.ask && first.booking) fill(question, questionOf(house, first.action, first.booking, perform));
	return page;
}

/** What the reader is asked. */
function questionOf(
	house: HouseInfo,
	action: 'approve' | 'deny',
	booking: Booking,
	perform: (input: PerformActionInput) => Promise<void>,
): Child {
	if (action === 'deny') return denyForm({ house, booking, deny: perform });
	return [
		approveForm({ house, booking, approve: perform }),
		h('p', { class: 'hint' }, 'Passt es nicht? Dann nimm den Link „Ablehnen“ aus derselben Mail.'),
	];
}
