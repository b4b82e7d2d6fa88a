import { type Booking, type BookingAction, formatRange, isolated } from '@betzenstein/shared';
import type { Session } from '../api.ts';
import { fill, focusOn, h, heading, type Level, spoken } from '../dom.ts';
import { failureOf } from '../failure.ts';
import { keepInTab, keptInTab } from '../kept.ts';
import type { Outcome } from '../text/outcome.ts';
import { freeSentence } from '../text/proposal.ts';
import { standingSentence } from '../text/standing.ts';
import { acceptForm } from './acceptForm.ts';
import { besideView } from './besideView.ts';
import { approvalList, glance, proposalNote, timeline } from './bookingFacts.ts';
import { cancelForm, editForm, nameForm, panelApproveForm, panelDenyForm, reopenForm } from './bookingForms.ts';
import type { Desk } from './desk.ts';
import { stayNotes } from './notes.ts';
import { announce, notice } from './notice.ts';
import { tint } from './party.ts';
import { otherDaysHint, shortenForm } from './shortenForm.ts';

/** One booking and everything that may be done with it. */
export interface Panel {
	element: HTMLElement;
	id: string;
	/** Shows the booking as it is now; a form that is open stays. */
	show(booking: Booking): void;
}

/** Where and how a booking is shown. */
export interface PanelOptions {
	session: Session;
	booking: Booking;
	level: Level;
	/** Show answers and history unfolded. */
	isWhole: boolean;
	/** Called after every change that was made here. */
	changed?: (booking: Booking) => void;
}

/** The actions with a form; approving needs none, its button acts at once. */
type FormAction = Exclude<BookingAction, 'approve'>;

/** How each of these actions is offered, in this order. */
const OFFERS: Record<FormAction, { label: string; title: string; form: (desk: Desk) => HTMLElement }> = {
	edit: { label: 'Ändern …', title: 'Buchung ändern', form: editForm },
	shorten: { label: 'Kürzer bleiben …', title: 'Früher abreisen oder später kommen', form: shortenForm },
	editFirstName: { label: 'Vornamen ändern …', title: 'Vornamen ändern', form: nameForm },
	reopen: { label: 'Noch einmal anfragen …', title: 'Noch einmal anfragen', form: reopenForm },
	cancel: { label: 'Stornieren …', title: 'Wirklich stornieren?', form: cancelForm },
	deny: { label: 'Ablehnen …', title: 'Anfrage ablehnen', form: panelDenyForm },
};

/** A booking to read and to act on; it offers exactly what `availableActions` allows. */
export function bookingPanel({ session, booking: first, level, isWhole, changed = () => {} }: PanelOptions): Panel {
	const { client, house } = session;
	const inner = (level + 1) as Level;
	const facts = h('div');
	const beside = h('div');
	const notes = h('div');
	const result = h('div');
	const work = h('div');
	const record = h('div');
	const element = h(
		'article',
		{ class: 'card', changed: () => void look() },
		facts,
		beside,
		notes,
		result,
		work,
		isWhole ? record : folded('Antworten und Verlauf', about(first), record),
	);
	let booking = first;
	/** Under this name the tab keeps which form is open. */
	const open = `open ${first.id}`;
	let openForm: FormAction | undefined;
	let looks = 0;
	let isGone = false;

	function showFacts(next: Booking): void {
		booking = next;
		tint(element, booking.affiliation, house);
		fill(facts, glance(booking, level), h('p', {}, standingSentence(booking)), proposalNote(booking));
		showBeside(booking);
		if (!isOwnStay(booking)) fill(notes);
		else if (!notes.firstChild) fill(notes, stayNotes(session, isWhole));
		fill(
			record,
			heading(inner, 'Wer schon geantwortet hat'),
			approvalList(booking, house),
			heading(inner, 'Was bisher geschah'),
			timeline(booking, house),
		);
	}

	/** Only for a question: whoever looks a booking up knows what they look for. */
	function showBeside(next: Booking): void {
		fill(beside, next.availableActions.includes('approve') && besideView(next, house));
	}

	function showOffers(): void {
		openForm = undefined;
		keepInTab(open, undefined);
		const actions = Object.keys(OFFERS) as FormAction[];
		const others = actions.filter((action) => booking.availableActions.includes(action)).map(offerOf);
		fill(work, firstOffer(others) ?? h('div', { class: 'buttons' }, ...others), isOwnStay(booking) && otherDaysHint());
	}

	/** What most readers are here for: one button, with the others beside it. */
	function firstOffer(others: readonly HTMLElement[]): HTMLElement | undefined {
		const { availableActions, proposal } = booking;
		if (availableActions.includes('approve')) return panelApproveForm(desk, about(booking), others);
		if (availableActions.includes('reopen') && proposal?.isFree)
			return acceptForm(desk, proposal, about(booking), others);
		return undefined;
	}

	function offerOf(action: FormAction): HTMLElement {
		return h(
			'button',
			{ type: 'button', class: action, click: () => focusOn(showForm(action)) },
			OFFERS[action].label,
			about(booking),
		);
	}

	function showForm(action: FormAction): HTMLElement {
		openForm = action;
		keepInTab(open, action);
		const title = heading(inner, OFFERS[action].title);
		fill(result);
		fill(work, title, OFFERS[action].form(desk));
		return title;
	}

	function leaveForm(): void {
		const left = openForm;
		showOffers();
		const button = work.querySelector<HTMLElement>(`.${left}`);
		if (button) focusOn(button);
	}

	function report({ title, lines, isBad }: Outcome): void {
		const box = notice(isBad ? 'info' : 'good', h('strong', {}, title), ...lines.map((line) => h('p', {}, line)));
		fill(result, box);
		focusOn(box);
	}

	const desk: Desk = {
		session,
		booking: () => booking,
		done(next, outcome) {
			showFacts(next);
			showOffers();
			report(outcome);
			changed(next);
		},
		async reload(action) {
			showFacts(await client.booking.get.query({ id: booking.id }));
			changed(booking);
			const isAllowed = booking.availableActions.includes(action);
			if (isAllowed)
				report({
					title: 'Neu geladen',
					lines: ['Hier steht der neue Stand. Was du getippt hast, steht noch im Formular.'],
				});
			else {
				showOffers();
				report({ title: 'Das geht jetzt nicht mehr', lines: [standingSentence(booking)], isBad: true });
			}
			return isAllowed;
		},
		get back() {
			return h('button', { type: 'button', click: leaveForm }, 'Zurück');
		},
	};

	function show(next: Booking): void {
		showFacts(next);
		if (!openForm) showOffers();
	}

	/** To approvers a canceled booking is not there any more. */
	function showGone(): void {
		isGone = true;
		const text = `${isolated(booking.firstName)}: Diese Buchung gibt es nicht mehr.`;
		fill(element, heading(level, formatRange(booking)), h('p', {}, text));
		announce(`${formatRange(booking)}, ${text}`);
	}

	/** Shows what others did meanwhile. Without an answer, the next change or the reader asks again. */
	async function look(): Promise<void> {
		if (isGone) return;
		const turn = ++looks;
		const next = await client.booking.get.query({ id: booking.id }).catch((error: unknown) => {
			if (turn === looks && failureOf(error).refused?.reason === 'NOT_FOUND') showGone();
		});
		if (!next || turn !== looks) return;
		if (!isNews(next, booking)) {
			if (next.revision === booking.revision) showBeside(next);
			return;
		}
		show(next);
		const free = next.proposal ? ` ${freeSentence(next.proposal)}` : '';
		announce(`${isolated(next.firstName)}, ${formatRange(next)}: ${standingSentence(next)}${free}`);
	}

	showFacts(first);
	// The page was loaded anew, or the list was read again.
	const left = first.availableActions.find((action) => action === keptInTab(open));
	if (left !== undefined && left in OFFERS) showForm(left as FormAction);
	else showOffers();
	return { id: first.id, element, show };
}

/** Only its requester may cancel a booking, until it is over. */
const isOwnStay = ({ status, availableActions }: Booking): boolean =>
	status === 'Confirmed' && availableActions.includes('cancel');

/** Has the booking changed, or the calendar around the days that are proposed? */
const isNews = (next: Booking, shown: Booking): boolean =>
	next.revision > shown.revision ||
	(next.revision === shown.revision && next.proposal?.isFree !== shown.proposal?.isFree);

/** Tells buttons of the same name on one page apart. */
const about = (booking: Booking): HTMLElement => spoken(`: ${isolated(booking.firstName)}, ${formatRange(booking)}`);

const folded = (title: string, whose: HTMLElement, content: HTMLElement): HTMLElement =>
	h('details', {}, h('summary', {}, title, whose), content);
