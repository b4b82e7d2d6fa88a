/** The fields of a form: each with its label, its hint and its error, tied together for screen readers. */
import { type Attributes, type Child, h, uniqueId } from '../dom.ts';
import type { FieldName } from '../text/fieldErrors.ts';

/** One field of a form. */
export interface Field<T = unknown> {
	name: FieldName;
	label: string;
	element: HTMLElement;
	/** What is typed or chosen now. */
	value(): T;
	/** Sets the value, as if it had been typed. */
	set(value: T): void;
	/** Shows what is wrong with it; undefined removes that. */
	setError(text: string | undefined): void;
	focus(): void;
}

/** A field with a control of its own. */
export interface TextField<Text extends string = string> extends Field<Text> {
	/** Sets attributes of the control, such as the days that it offers. */
	assign(attributes: Record<string, string | undefined>): void;
}

/** What a field says about itself. */
export interface FieldLabel {
	name: FieldName;
	label: string;
	hint?: string | undefined;
	/** Is nothing sent without it? */
	isRequired?: boolean;
}

/** A line of text, a date or an address. */
export function textField(about: FieldLabel, attributes: Attributes, value = ''): TextField {
	const input = h('input', { ...attributes, name: about.name });
	input.value = value;
	return labelled(about, input);
}

/** How a field for several lines of text looks. */
interface TextAreaOptions {
	value?: string;
	rows?: number;
	/** The most characters that it takes. */
	most?: number;
}

/** Several lines of text. */
export function textArea(about: FieldLabel, { value = '', rows = 3, most }: TextAreaOptions = {}): Field<string> {
	const area = h('textarea', { name: about.name, rows, dir: 'auto' });
	area.value = value;
	const field = labelled(about, area);
	if (most !== undefined) {
		const counter = h('p', { class: 'hint', 'aria-live': 'polite' });
		area.addEventListener('input', () => {
			counter.textContent = roomText(area.value, most);
		});
		area.after(counter);
	}
	return field;
}

/** Told only once it gets tight, since a screen reader says every change of it. */
const TIGHT = 50;

/** How many characters may still be typed, counted as the server does. */
function roomText(text: string, most: number): string {
	const room = most - [...text.trim()].length;
	if (room > TIGHT) return '';
	return room < 0 ? `${-room} Zeichen zu viel` : `noch ${room} Zeichen`;
}

/** A choice from a drop-down list. */
export function selectField(
	about: FieldLabel,
	options: readonly { value: string; text: string }[],
	value: string,
): Field<string> {
	const select = h(
		'select',
		{ name: about.name },
		...options.map((option) => h('option', { value: option.value }, option.text)),
	);
	select.value = value;
	return labelled(about, select);
}

function labelled(about: FieldLabel, control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement): TextField {
	const { id, hint, error, setError } = explained(about, (attributes) => assign(control, attributes));
	control.id = id;
	control.required = about.isRequired ?? false;
	return {
		name: about.name,
		label: about.label,
		element: h('div', { class: 'field' }, h('label', { for: id }, about.label), hint, control, error),
		value: () => control.value,
		set: (value) => {
			control.value = value;
		},
		setError,
		assign: (attributes) => assign(control, attributes),
		focus: () => control.focus(),
	};
}

/** A choice of a few options, all visible. */
export function radioField(
	about: FieldLabel,
	options: readonly { value: string; content: Child }[],
	value: string,
): Field<string> {
	const group = h('fieldset', { class: 'field' });
	const { id, hint, error, setError } = explained(about, (attributes) => assign(group, attributes));
	const radios = options.map((option) =>
		h('input', { type: 'radio', name: `${about.name}-${id}`, value: option.value, required: about.isRequired }),
	);
	const choose = (wanted: string) => {
		for (const radio of radios) radio.checked = radio.value === wanted;
	};
	choose(value);
	const rows = radios.map((radio, index) => h('label', { class: 'choice' }, radio, options[index]?.content));
	group.append(h('legend', {}, about.label), ...(hint ? [hint] : []), h('div', { class: 'choices' }, ...rows), error);
	return {
		name: about.name,
		label: about.label,
		element: group,
		value: () => radios.find((radio) => radio.checked)?.value ?? '',
		set: choose,
		setError,
		focus: () => (radios.find((radio) => radio.checked) ?? radios[0])?.focus(),
	};
}

/** A checkbox. */
export function checkField(about: FieldLabel): Field<boolean> {
	const box = h('input', { type: 'checkbox', name: about.name, required: about.isRequired });
	const { hint, error, setError } = explained(about, (attributes) => assign(box, attributes));
	return {
		name: about.name,
		label: about.label,
		element: h(
			'div',
			{ class: 'field' },
			h('label', { class: 'choice' }, box, h('span', {}, about.label)),
			hint,
			error,
		),
		value: () => box.checked,
		set: (value) => {
			box.checked = value;
		},
		setError,
		focus: () => box.focus(),
	};
}

/** Hint and error of a field, and the attributes that tie them to what is focused. */
function explained({ hint }: FieldLabel, assignTo: (attributes: Record<string, string | undefined>) => void) {
	const id = uniqueId();
	const hintId = hint === undefined ? undefined : `${id}-hint`;
	const error = h('p', { class: 'error', id: `${id}-error`, hidden: true });
	const describe = (isWrong: boolean) =>
		assignTo({
			'aria-describedby': [hintId, isWrong && error.id].filter(Boolean).join(' ') || undefined,
			// Said outright: otherwise an empty field that is required counts as wrong from the start.
			'aria-invalid': `${isWrong}`,
		});
	describe(false);
	return {
		id,
		hint: hintId === undefined ? undefined : h('p', { class: 'hint', id: hintId }, hint),
		error,
		setError(text: string | undefined) {
			error.textContent = text ?? '';
			error.hidden = text === undefined;
			describe(text !== undefined);
		},
	};
}

function assign(element: HTMLElement, attributes: Record<string, string | undefined>): void {
	for (const [name, value] of Object.entries(attributes)) {
		if (value === undefined) element.removeAttribute(name);
		else element.setAttribute(name, value);
	}
}
