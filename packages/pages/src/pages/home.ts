/** `/`, and every address where nothing is: what this is, and how to get in. */
import { h, heading } from '../dom.ts';
import { rememberedToken } from '../kept.ts';
import { startPage } from '../page.ts';
import { pasteForm } from '../parts/pasteForm.ts';
import { recovery } from '../parts/problem.ts';

const isHome = location.pathname === '/';

startPage({
	title: isHome ? 'Willkommen' : 'Nicht gefunden',
	// Whatever the link is for, its own page is elsewhere.
	kinds: [],
	load: async () => undefined,
	show: () => undefined,
	showWithout: (client) => [
		heading(1, isHome ? 'Willkommen' : 'Diese Seite gibt es nicht'),
		h(
			'p',
			{},
			'Hier spricht die Familie ab, wer wann im Haus ist. Hinein kommst du mit dem Link, den du bekommen hast.',
		),
		h(
			'div',
			{ class: 'buttons' },
			rememberedToken('/c') && h('a', { class: 'button', href: '/c' }, 'Zum Kalender'),
			rememberedToken('/p') && h('a', { class: 'button', href: '/p' }, 'Zu deiner Seite'),
		),
		pasteForm(),
		recovery(client),
	],
});
