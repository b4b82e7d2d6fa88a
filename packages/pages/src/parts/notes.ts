/** The notes of the house: to read with a stay, and to write. */
import type { HouseNotes } from '@betzenstein/client';
import { isolated, NOTES_MAX } from '@betzenstein/shared';
import type { Session } from '../api.ts';
import { fill, focusOn, h } from '../dom.ts';
import { linked } from '../text/linked.ts';
import { instant } from '../text/words.ts';
import { textArea } from './field.ts';
import { form } from './form.ts';
import { notice } from './notice.ts';

const TITLE = 'Hinweise für das Haus';

/** For whoever has a Confirmed stay. Hidden as long as nobody has written any. */
export function stayNotes({ client }: Session, isOpen: boolean): HTMLElement {
	const text = h('div');
	let shown = '';
	const element = h(
		'details',
		{ open: isOpen, hidden: true, changed: () => void read() },
		h('summary', {}, TITLE),
		text,
	);

	async function read(): Promise<void> {
		const notes = await client.house.notes.query().catch(() => undefined);
		// What has not changed keeps the focus.
		if (!notes || notes.text === shown) return;
		shown = notes.text;
		fill(text, typed(notes.text));
		element.hidden = notes.text === '';
	}

	void read();
	return element;
}

/** Set apart like everything that somebody typed. Links open beside this page. */
const typed = (text: string): HTMLElement =>
	h(
		'blockquote',
		{ dir: 'auto' },
		linked(text).map((piece) =>
			piece.href === undefined
				? piece.text
				: h('a', { href: piece.href, target: '_blank', rel: 'noreferrer' }, piece.text),
		),
	);

/** For approvers; read when it is unfolded. */
export function notesEditor(session: Session): HTMLElement {
	const { client } = session;
	const body = h('div');
	let editor: { follow(notes: HouseNotes): void } | undefined;
	const element = h(
		'details',
		{ toggle: () => void read(), changed: () => void read() },
		h('summary', {}, TITLE),
		body,
	);

	async function read(): Promise<void> {
		if (!element.open) return;
		const notes = await client.house.notes.query().catch(() => undefined);
		if (!notes) return;
		if (editor) return editor.follow(notes);
		const made = notesForm(session, notes);
		editor = made;
		fill(body, made.element);
	}

	return element;
}

function notesForm({ client, house }: Session, first: HouseNotes) {
	let notes = first;
	const field = textArea(
		{
			name: 'text',
			label: 'Was muss man im Haus wissen?',
			hint: 'Schlüssel, Heizung, Müll, WLAN, gern mit Links. Wer kommt, liest das bei der bestätigten Buchung und in einer Mail drei Tage vorher.',
		},
		{ value: first.text, rows: 12, most: NOTES_MAX },
	);
	const standing = h('p', { class: 'hint' });
	const result = h('div');
	const show = (next: HouseNotes) => {
		notes = next;
		fill(standing, standingOf(notes, house.timeZone));
	};
	show(first);

	const element = h(
		'div',
		{},
		form({
			fields: [field],
			content: [field.element, standing],
			button: 'Speichern',
			// Over what others have written meanwhile, nothing is typed again.
			get draft() {
				return `notes ${notes.revision}`;
			},
			send: async () => {
				fill(result);
				const sent = field.value();
				show(await client.house.setNotes.mutate({ text: sent, revision: notes.revision }));
				// Somebody may have gone on typing.
				if (field.value() === sent) field.set(notes.text);
				const done = notice('good', notes.text === '' ? 'Gespeichert: Es gibt jetzt keine Hinweise.' : 'Gespeichert.');
				fill(result, done);
				focusOn(done);
			},
			onRefused: ({ reason }, dismiss) => reason === 'STALE_REVISION' && [reloadButton(dismiss)],
		}),
		result,
	);

	/** Somebody else has written meanwhile: shows what, and keeps what was typed. */
	const reloadButton = (dismiss: () => void) => {
		const reload = async () => {
			const now = await client.house.notes.query().catch(() => undefined);
			if (!now) return;
			show(now);
			dismiss();
			const box = notice(
				'info',
				h('p', {}, 'So steht es jetzt da. Dein Text steht noch im Formular: Speichern ersetzt diesen hier.'),
				typed(now.text),
			);
			fill(result, box);
			focusOn(box);
		};
		return h(
			'div',
			{ class: 'buttons' },
			h('button', { type: 'button', click: () => void reload() }, 'Neuen Stand zeigen'),
		);
	};

	return {
		element,
		/** Shows what others did meanwhile, but never over something that was typed. */
		follow(next: HouseNotes) {
			if (next.revision <= notes.revision || field.value() !== notes.text) return;
			show(next);
			field.set(next.text);
		},
	};
}

const standingOf = ({ updatedAt, updatedBy }: HouseNotes, timeZone: string): string =>
	updatedAt === null || updatedBy === null
		? 'Noch hat niemand etwas aufgeschrieben.'
		: `Zuletzt geändert von ${isolated(updatedBy)} am ${instant(updatedAt, timeZone)}.`;
