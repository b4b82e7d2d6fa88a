import type { BookingError } from '@betzenstein/client';
import { type Child, fill, focusOn, h } from '../dom.ts';
import { failureOf } from '../failure.ts';
import type { TypedDates } from '../model/stayDraft.ts';
import type { FieldErrors } from '../text/fieldErrors.ts';
import { keepDraft } from './draft.ts';
import type { Field } from './field.ts';
import { announce } from './notice.ts';

/** What a form is made of and does. */
export interface FormOptions {
	fields: readonly Field[];
	/** The fields and what stands between them, in order. */
	content: readonly Child[];
	button: string;
	/** What the button is about, for screen readers, where there are several with the same label. */
	about?: Child;
	/** Whether it ends something that cannot be undone. */
	isDangerous?: boolean;
	/** Further buttons beside it: other ways to go on, or the way out. */
	others?: readonly Child[] | undefined;
	/** Under this name the tab keeps what is typed, until it is sent. */
	draft?: string;
	/** What the form itself can find wrong; the server checks everything else. */
	check?: () => FieldErrors;
	/** The days that it asks for: they tell which of them a refusal is about. */
	dates?: () => TypedDates;
	send: () => Promise<void>;
	/** What to add to the message of a refusal; `dismiss` removes the message. */
	onRefused?: (refused: BookingError, dismiss: () => void) => Child;
}

/** A form that sends once, however often its button is pressed, and takes the reader to what went wrong. */
export function form(options: FormOptions): HTMLFormElement {
	const {
		fields,
		content,
		button,
		about,
		isDangerous,
		others = [],
		check = () => ({}),
		dates,
		send,
		onRefused = () => undefined,
	} = options;
	const problem = h('div', { class: 'notice bad', role: 'alert', tabindex: -1, hidden: true });
	const caption = h('span', {}, button);
	const submit = h('button', { type: 'submit', class: isDangerous ? 'danger' : 'primary' }, caption, about);
	let isSending = false;

	function setSending(now: boolean): void {
		isSending = now;
		// Not `disabled`, which would take the focus away.
		submit.setAttribute('aria-disabled', `${now}`);
		caption.textContent = now ? 'Einen Moment …' : button;
		if (now) announce('Einen Moment …');
	}

	function showProblem(message: string, errors: FieldErrors, more?: Child): void {
		for (const field of fields) field.setError(errors[field.name]);
		const wrong = fields.filter(({ name }) => errors[name]);
		const [only, ...others] = wrong;
		const areSeveral = others.length > 0;
		// Said once: by the field, unless it is about none or several, or there is something to offer.
		problem.hidden = only !== undefined && !areSeveral && !more;
		fill(
			problem,
			h('p', {}, areSeveral ? `${wrong.length} Angaben fehlen oder stimmen nicht:` : message),
			areSeveral && h('ul', {}, ...wrong.map((field) => wayTo(field, errors[field.name]))),
			more,
		);
		if (only && !areSeveral) only.focus();
		else focusOn(problem);
	}

	const wayTo = ({ label, focus }: Field, error: string | undefined) =>
		h('li', {}, h('button', { type: 'button', class: 'way', click: focus }, `${label}: ${error}`));

	function dismiss(): void {
		problem.hidden = true;
	}

	async function onSubmit(event: Event): Promise<void> {
		event.preventDefault();
		if (isSending) return;
		const errors = check();
		if (Object.keys(errors).length > 0) return showProblem('Bitte prüfe deine Angaben.', errors);
		dismiss();
		for (const field of fields) field.setError(undefined);
		setSending(true);
		try {
			await send();
			typed?.sent();
			announce('');
		} catch (error) {
			const { message, fields: wrong, refused } = failureOf(error, dates?.());
			announce('');
			showProblem(message, wrong, refused && onRefused(refused, dismiss));
		} finally {
			setSending(false);
		}
	}

	// The server's messages are better than the browser's, and in German.
	const element = h(
		'form',
		{ novalidate: true, submit: (event) => void onSubmit(event) },
		...content,
		problem,
		h('div', { class: 'buttons' }, submit, ...others),
	);
	const typed = options.draft === undefined ? undefined : keepDraft(element, fields, () => options.draft ?? '');
	return element;
}
