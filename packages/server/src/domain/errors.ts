import { germanMessage, type Refusal } from '@betzenstein/shared';

/** Carries a refusal out of a service; the tRPC edge turns it into its answer. */
export class RefusedError extends Error {
	readonly refusal: Refusal;

	constructor(refusal: Refusal, options?: ErrorOptions) {
		super(germanMessage(refusal), options);
		this.name = 'RefusedError';
		this.refusal = refusal;
	}
}
