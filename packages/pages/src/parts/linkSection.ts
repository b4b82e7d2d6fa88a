import type { Session } from '../api.ts';
import { type Child, fill, h, heading } from '../dom.ts';
import { forgetToken, rememberedToken, rememberToken } from '../kept.ts';
import { linkTo } from '../token.ts';
import { copyField } from './copyField.ts';

/** Having the link at hand: on this device, if its holder wants that; and the calendar's, to hand on in the family. */
export function linkSection({ token, who }: Session): HTMLElement {
	return h(
		'section',
		{},
		heading(2, who.kind === 'viewer' ? 'Der Link zum Kalender' : 'Dein Link auf diesem Gerät'),
		memory(token),
		// Whoever has a personal link is its owner, for all that the pages know.
		who.kind === 'viewer' && sharing(`${location.origin}${linkTo('viewer', token)}`),
	);
}

function memory(token: string): Child {
	const state = h('p', { role: 'status' });
	const button = h('button', { type: 'button', click: turn });
	const isRemembered = () => rememberedToken() === token;

	function show(): void {
		button.textContent = isRemembered() ? 'Vergessen' : 'Auf diesem Gerät merken';
	}
	function turn(): void {
		if (isRemembered()) {
			forgetToken(token);
			fill(state, 'Vergessen: Hier öffnet sich die Seite nur noch mit dem Link.');
		} else fill(state, rememberToken(token) ? REMEMBERED : 'Dieser Browser merkt sich nichts.');
		show();
	}

	fill(state, isRemembered() && REMEMBERED);
	show();
	return [
		h(
			'p',
			{},
			'Merkt ihn sich dieses Gerät, öffnet sich die Seite hier auch ohne ihn, zum Beispiel vom Startbildschirm. Bitte nur auf deinem eigenen Gerät!',
		),
		state,
		h('div', { class: 'buttons' }, button),
	];
}

const REMEMBERED = 'Dieses Gerät merkt sich den Link.';

function sharing(url: string): Child {
	const who = h('p', {}, 'Wer ihn hat, sieht den Kalender und darf Tage anfragen. Gib ihn nur in der Familie weiter.');
	if (!('share' in navigator))
		return h('details', {}, h('summary', {}, 'Link teilen'), who, copyField('Link zum Kalender', 'Link kopieren', url));
	// Closed again without sharing is no error.
	const share = () => void navigator.share({ title: document.title, url }).catch(() => {});
	return [who, h('div', { class: 'buttons' }, h('button', { type: 'button', click: share }, 'Link teilen'))];
}
