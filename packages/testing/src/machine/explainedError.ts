/** A failure whose message already tells the developer what to do; it is shown without a stack trace. */
export class ExplainedError extends Error {
	override name = 'ExplainedError';
}
