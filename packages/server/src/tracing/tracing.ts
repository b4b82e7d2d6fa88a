/** What is done for whom, step by step: a request, its procedures, their SQL, and later the mails that came of it. */

/** One step, from its beginning to its end. */
export interface Step {
	kind: 'request' | 'procedure' | 'sql' | 'mail' | 'duty';
	/** Never what somebody typed or sent: a procedure's path, the kind of a mail. */
	name: string;
	/** The step that this one belongs to, if that is not the one around it: `traceparent` of W3C Trace Context. */
	parent?: string | null | undefined;
}

/** All that is said of a step: ids and codes, and errors without their messages. */
export interface Facts {
	/** Finds the request in the log. */
	requestId?: string;
	status?: number | 'aborted';
	/** `ok`, the reason of a refusal, or what became of a mail. */
	outcome?: string;
	mailId?: string;
	/** An unexpected one. */
	error?: unknown;
}

export interface Tracing {
	/** Does `work` as a step of the one around it; what it throws is told of the step. */
	follow<T>(step: Step, work: (tell: (facts: Facts) => void) => Promise<T>): Promise<T>;
	/** The step that is under way, for those that another process goes on with: `traceparent` of W3C Trace Context. */
	here(): string | undefined;
	/** Hands over what is left, or gives up after a second. */
	stop(): Promise<void>;
}

const tellNobody = () => {};

/** When nobody wants to know. */
export const untraced: Tracing = {
	follow: (_, work) => work(tellNobody),
	here: () => undefined,
	stop: async () => {},
};
