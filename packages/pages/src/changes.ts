/** What others do while a page is open: at each change, every element of the page gets a `changed` event. */
import { listen } from '@betzenstein/client/live';
import { attended } from './api.ts';
import { tellPage } from './dom.ts';

let stop = () => {};

/** Learns of changes with this link from now on, and of another one's no more. */
export function followChanges(token: string): void {
	stop();
	// When the link ends, the next thing that is read or done says so.
	stop = listen({ url: location.origin, token, fetch: attended, onChange: () => tellPage('changed') });
}

/** Instead of listening: every time the page comes back into sight, it may have changed. */
export function lookAgainInSight(): void {
	document.addEventListener('visibilitychange', () => {
		if (document.visibilityState === 'visible') tellPage('changed');
	});
}
