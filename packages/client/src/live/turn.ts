/** One try at listening. A page begins another when it is hidden or shown, and when its network is back. */
import { pause } from '../pause.ts';

const isPage = typeof document === 'object';

/** Over when it is aborted, which the caller does in the end; or by itself, when things have changed. */
export function beginTurn(stopped: AbortSignal): AbortController {
	const turn = new AbortController();
	const end = () => turn.abort();
	const whileItLasts = { signal: turn.signal };
	stopped.addEventListener('abort', end, whileItLasts);
	if (isPage) {
		document.addEventListener('visibilitychange', end, whileItLasts);
		addEventListener('online', end, whileItLasts);
	}
	return turn;
}

/** Nobody looks at this page. */
export const isHidden = (): boolean => isPage && document.hidden;

/** Waits for the end of the turn. */
export const ended = (turn: AbortSignal): Promise<void> => pause(undefined, turn);
