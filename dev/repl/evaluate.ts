import { type Runtime, Session } from 'node:inspector/promises';

const HAND_OVER = Symbol.for('betzenstein.repl.handOver');

/**
 * Runs statements as a browser's console does: `await` anywhere, and the last expression is the result. The script runs
 * as a whole, unlike one that is typed into `node:repl` line by line.
 * @param name stands in errors: `name:line:column`
 */
export async function evaluate(code: string, name: string): Promise<unknown> {
	const session = new Session();
	session.connect();
	try {
		const { result, exceptionDetails } = await session.post('Runtime.evaluate', {
			expression: `${code}\n//# sourceURL=${name}`,
			awaitPromise: true,
			// Missing in the type.
			replMode: true,
		} as Runtime.EvaluateParameterType);
		if (exceptionDetails) throw located(await handedOver(session, exceptionDetails.exception), exceptionDetails, name);
		// One who forgot to await wants the answer all the same.
		return await handedOver(session, result);
	} finally {
		session.disconnect();
	}
}

/** The inspector speaks of values from outside; a function of ours is called with the value itself. */
async function handedOver(session: Session, remote: Runtime.RemoteObject | undefined): Promise<unknown> {
	const box: { value?: unknown } = {};
	const taker = (value: unknown) => {
		box.value = value;
	};
	Object.defineProperty(globalThis, HAND_OVER, { value: taker, configurable: true });
	const { result: target } = await session.post('Runtime.evaluate', {
		expression: `globalThis[Symbol.for('${HAND_OVER.description}')]`,
	});
	await session.post('Runtime.callFunctionOn', {
		...(target.objectId !== undefined && { objectId: target.objectId }),
		functionDeclaration: 'function (value) { this(value); }',
		arguments: [argumentOf(remote)],
	});
	return box.value;
}

function argumentOf(remote: Runtime.RemoteObject | undefined): Runtime.CallArgument {
	if (remote?.objectId !== undefined) return { objectId: remote.objectId };
	if (remote?.unserializableValue !== undefined) return { unserializableValue: remote.unserializableValue };
	return remote?.type === 'undefined' ? {} : { value: remote?.value };
}

/** A syntax error has no stack that says where it is. */
function located(thrown: unknown, { lineNumber, columnNumber }: Runtime.ExceptionDetails, name: string): unknown {
	if (thrown instanceof SyntaxError && !thrown.stack?.includes(`${name}:`)) {
		thrown.stack = `${thrown.name}: ${thrown.message}\n    at ${name}:${lineNumber + 1}:${columnNumber + 1}`;
	}
	return thrown;
}
