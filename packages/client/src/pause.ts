/** Waits so many milliseconds, or for the end that the signal gives. */
export const pause = (milliseconds: number | undefined, end: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		if (end.aborted) return resolve();
		const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds);
		end.addEventListener('abort', done);
		function done() {
			clearTimeout(timer);
			end.removeEventListener('abort', done);
			resolve();
		}
	});
