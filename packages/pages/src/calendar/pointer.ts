/** What a mouse or a finger does over the days, besides tapping them. */
import type { Day } from '@betzenstein/shared';

/** What is told. */
export interface PointerMoves {
	dayAt: (target: EventTarget | null) => Day | undefined;
	/** A mouse or pen is drawn from one day to another with its button pressed. */
	drag: (from: Day, to: Day) => void;
	/** It was let go. */
	dragged: () => void;
	/** A finger went sideways over the days: 1 to what comes, -1 to what was. */
	swipe: (count: 1 | -1) => void;
}

/** How far a finger has to go, in CSS pixels. */
const SWIPE = 60;

/** Watches what happens inside the element. A finger that goes up or down scrolls, as everywhere. */
export function followPointer(element: HTMLElement, { dayAt, drag, dragged, swipe }: PointerMoves): void {
	let from: Day | undefined;
	let last: Day | undefined;
	let touch: { x: number; y: number } | undefined;

	element.addEventListener('pointerdown', (event) => {
		last = undefined;
		from = event.pointerType !== 'touch' && event.button === 0 ? dayAt(event.target) : undefined;
	});
	element.addEventListener('pointerover', (event) => {
		const to = dayAt(event.target);
		if (from === undefined || to === undefined || to === (last ?? from)) return;
		last = to;
		drag(from, to);
	});
	addEventListener('pointerup', () => {
		if (last !== undefined) dragged();
		from = undefined;
		setTimeout(() => {
			last = undefined;
		});
	});
	// A drag that ends where it began is followed by a click, which would choose once more.
	element.addEventListener('click', (event) => last !== undefined && event.stopImmediatePropagation(), {
		capture: true,
	});

	element.addEventListener(
		'touchstart',
		({ touches, target }) => {
			const [only, ...others] = touches;
			const isOverDays = (target as Element).closest('table, .year') !== null;
			touch = only && others.length === 0 && isOverDays ? { x: only.clientX, y: only.clientY } : undefined;
		},
		{ passive: true },
	);
	element.addEventListener(
		'touchend',
		({ changedTouches: [end] }) => {
			if (!touch || !end) return;
			const [across, along] = [end.clientX - touch.x, end.clientY - touch.y];
			if (Math.abs(across) > SWIPE && Math.abs(across) > 2 * Math.abs(along)) swipe(across < 0 ? 1 : -1);
			touch = undefined;
		},
		{ passive: true },
	);
}
