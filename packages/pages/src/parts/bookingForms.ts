/** The forms that a booking's panel opens. */
import type { BookingError } from '@betzenstein/client';
import type { Booking, BookingAction, Decision, EditBookingInput } from '@betzenstein/shared';
import type { Session } from '../api.ts';
import { type Child, fill, h } from '../dom.ts';
import { failureOf } from '../failure.ts';
import { termsOf } from '../model/choice.ts';
import type { Schedule } from '../model/schedule.ts';
import { changesBetween, draftOf, proposedDraftOf, rebase } from '../model/stayDraft.ts';
import { readSchedule } from '../readSchedule.ts';
import { decisionOutcome } from '../text/action.ts';
import { inTheWay } from '../text/calendarWords.ts';
import { canceledOutcome, editedOutcome, type Outcome, reopenedOutcome } from '../text/outcome.ts';
import { approveForm } from './approveForm.ts';
import { denyForm } from './denyForm.ts';
import type { Desk } from './desk.ts';
import { textArea, textField } from './field.ts';
import { form } from './form.ts';
import { stayFields } from './stayFields.ts';

/** Changes a Pending booking (BR-005). */
export const editForm = (desk: Desk): HTMLElement =>
	stayForm(desk, {
		action: 'edit',
		button: 'Speichern',
		save: async ({ client }, before, input) => {
			const after = await client.booking.edit.mutate(input);
			return [after, editedOutcome(before, after)];
		},
	});

/** Asks again after a denial, with changes if wanted (BR-018); it starts with the days proposed, if there are any. */
export const reopenForm = (desk: Desk): HTMLElement =>
	stayForm(desk, {
		action: 'reopen',
		button: 'Noch einmal anfragen',
		save: async ({ client }, _, input) => {
			const after = await client.booking.reopen.mutate(input);
			return [after, reopenedOutcome(after)];
		},
	});

interface StayFormOptions {
	action: 'edit' | 'reopen';
	button: string;
	/** @param before the booking that was changed in the form */
	save: (session: Session, before: Booking, input: EditBookingInput) => Promise<[Booking, Outcome]>;
}

function stayForm(desk: Desk, { action, button, save }: StayFormOptions): HTMLElement {
	const { session } = desk;
	// `desk.booking()` may be newer, when sending, than what the form was filled with.
	let before = desk.booking();
	let schedule: Schedule | undefined;
	const stay = stayFields({
		house: session.house,
		draft: action === 'reopen' ? proposedDraftOf(before) : draftOf(before),
		current: before,
		confirmsUnchanged: action === 'reopen',
		inTheWay: (dates) => schedule && inTheWay(termsOf(session.house, schedule), dates, before.id),
	});
	const look = async () => {
		schedule = await readSchedule(session.client, session.house).catch(() => undefined);
		stay.setDates(stay.draft());
	};
	// A booking's own link may not read the calendar; then the server says who is in the way, once the form is sent.
	if (session.who.kind === 'person') void look();
	const keepTyped = () => {
		const fresh = desk.booking();
		stay.set(rebase(draftOf(before), stay.draft(), draftOf(fresh)), fresh);
		before = fresh;
	};
	return form({
		fields: stay.fields,
		content: stay.content,
		button,
		draft: `${action} ${before.id}`,
		dates: stay.draft,
		others: [desk.back],
		send: async () => {
			const { id, revision } = before;
			const changes = changesBetween(draftOf(before), stay.draft());
			desk.done(...(await save(session, before, { id, revision, changes, confirmLongStay: stay.confirmLongStay() })));
		},
		onRefused: (refused, dismiss) => {
			if (refused.reason === 'LONG_STAY_UNCONFIRMED') stay.askToConfirm();
			return reloadOffer(refused, desk, action, () => {
				keepTyped();
				dismiss();
			});
		},
	});
}

/** Changes the first name, the only field of a Confirmed booking that its requester may edit (BR-025). */
export function nameForm(desk: Desk): HTMLElement {
	let before = desk.booking();
	const name = textField(
		{ name: 'firstName', label: 'Dein Vorname', isRequired: true },
		{ autocomplete: 'given-name', dir: 'auto' },
		before.firstName,
	);
	return form({
		fields: [name],
		content: [name.element],
		button: 'Speichern',
		draft: `editFirstName ${before.id}`,
		others: [desk.back],
		send: async () => {
			const { id, revision } = before;
			const after = await desk.session.client.booking.edit.mutate({
				id,
				revision,
				changes: { firstName: name.value() },
			});
			desk.done(after, editedOutcome(before, after));
		},
		onRefused: (refused, dismiss) =>
			reloadOffer(refused, desk, 'editFirstName', () => {
				before = desk.booking();
				dismiss();
			}),
	});
}

/** Ends the booking for good; a Confirmed one with a reason (BR-006, BR-007). */
export function cancelForm(desk: Desk): HTMLElement {
	const { id, status } = desk.booking();
	const comment = textArea(
		{
			name: 'comment',
			label: 'Warum stornierst du?',
			hint: 'Wer zugestimmt hat, liest deine Begründung.',
			isRequired: true,
		},
		{ most: desk.session.house.limits.maxDescription },
	);
	comment.element.hidden = status !== 'Confirmed';
	const freed = status === 'Denied' ? '' : 'Die Tage werden wieder frei. ';
	return form({
		fields: [comment],
		content: [h('p', {}, `${freed}Das lässt sich nicht zurücknehmen.`), comment.element],
		button: 'Ja, stornieren',
		draft: `cancel ${id}`,
		isDangerous: true,
		others: [desk.back],
		send: async () => {
			const isAsked = !comment.element.hidden;
			const input = { id, ...(isAsked && { comment: comment.value() }) };
			const result = await desk.session.client.booking.cancel.mutate(input);
			desk.done(result.booking, canceledOutcome(result));
		},
		onRefused: (refused, dismiss) => {
			// It was confirmed while this form was open.
			if (refused.reason === 'COMMENT_REQUIRED') comment.element.hidden = false;
			return reloadOffer(refused, desk, 'cancel', dismiss);
		},
	});
}

/** Refuses somebody's days. */
export const panelDenyForm = (desk: Desk): HTMLElement =>
	denyForm({
		house: desk.session.house,
		booking: desk.booking(),
		others: [desk.back],
		deny: async (input) => {
			const { id: bookingId, round } = desk.booking();
			finishDecision(desk, 'deny', await desk.session.client.approval.deny.mutate({ bookingId, round, ...input }));
		},
	});

/** Agrees to somebody's days. */
export const panelApproveForm = (desk: Desk, about: HTMLElement, others: readonly Child[]): HTMLElement =>
	approveForm({
		house: desk.session.house,
		booking: desk.booking(),
		about,
		others,
		approve: async (input) => {
			const { id: bookingId, round } = desk.booking();
			const decision = await desk.session.client.approval.approve.mutate({ bookingId, round, ...input });
			finishDecision(desk, 'approve', decision);
		},
	});

function finishDecision(desk: Desk, action: 'approve' | 'deny', decision: Decision): void {
	desk.done(decision.booking, decisionOutcome(action, decision, desk.session.house.timeZone));
}

/**
 * For a booking that has changed since it was read: reads it again, and then calls `reloaded` if the form is still of
 * use.
 */
export function reloadOffer({ reason }: BookingError, desk: Desk, action: BookingAction, reloaded: () => void): Child {
	if (reason !== 'STALE_REVISION' && reason !== 'NOT_ALLOWED_NOW') return undefined;
	const failed = h('p', {});
	return [
		h('div', { class: 'buttons' }, h('button', { type: 'button', click: () => void reload() }, 'Neu laden')),
		failed,
	];

	async function reload(): Promise<void> {
		try {
			if (await desk.reload(action)) reloaded();
		} catch (error) {
			fill(failed, failureOf(error).message);
		}
	}
}
