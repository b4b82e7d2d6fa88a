/** What is stored about oneself: to read, and as a file. */
import type { ExportedData } from '@betzenstein/client';
import type { Session } from '../api.ts';
import { type Child, fill, focusOn, h, heading } from '../dom.ts';
import { failureOf } from '../failure.ts';
import { type StoredLine, type StoredList, storedLists } from '../text/storedData.ts';
import { approvalList, card, glance, timeline } from './bookingFacts.ts';
import { notice } from './notice.ts';

/** Read when it is unfolded. */
export function storedData({ client, house }: Session): HTMLElement {
	const body = h('div');
	const element = h('details', { toggle: () => void read() }, h('summary', {}, 'Meine Daten ansehen'), body);

	async function read(): Promise<void> {
		if (!element.open) return;
		try {
			show(await client.access.exportData.query());
		} catch (error) {
			fill(body, h('p', { role: 'alert' }, failureOf(error).message));
		}
	}

	function show(data: ExportedData): void {
		const { person, others } = storedLists(data, house.timeZone);
		const bookings = data.bookings.map((booking) =>
			card(booking, house, glance(booking, 4), approvalList(booking, house), timeline(booking, house)),
		);
		fill(
			body,
			h('p', {}, 'Das ist alles, was wir über dich gespeichert haben.'),
			listView(person),
			bookings.length > 0 && [heading(3, 'Was du angefragt hast'), bookings],
			others.map(listView),
			fileOf(data),
		);
	}

	return element;
}

const listView = ({ title, lines }: StoredList): Child => [
	heading(3, title),
	h('ul', {}, ...lines.map((line) => h('li', {}, lineView(line)))),
];

const lineView = (line: StoredLine): Child =>
	typeof line === 'string' ? line : h('details', {}, h('summary', {}, line.line), h('blockquote', {}, line.text));

/** The same for programs. */
function fileOf(data: ExportedData): HTMLElement {
	const done = h('div');
	const save = () => {
		download('meine-daten.json', JSON.stringify(data, undefined, 2));
		const box = notice('good', 'Die Datei „meine-daten.json“ liegt jetzt bei deinen Downloads.');
		fill(done, box);
		focusOn(box);
	};
	return h(
		'div',
		{},
		h('p', { class: 'hint' }, 'Als Datei können andere Programme sie lesen (JSON).'),
		h('div', { class: 'buttons' }, h('button', { type: 'button', click: save }, 'Als Datei herunterladen')),
		done,
	);
}

function download(name: string, json: string): void {
	const url = URL.createObjectURL(new Blob([json], { type: 'application/json' }));
	h('a', { href: url, download: name }).click();
	URL.revokeObjectURL(url);
}
