/** A stream of server-sent events as it comes over the wire, for those who listen without a client. */

export interface ServerEvent {
	/** `message` where the server names none. */
	event: string;
	data: string;
	id: string | undefined;
}

export interface EventStream {
	status: number;
	headers: Headers;
	/** The next event but pings; nothing once the stream has ended. */
	next(): Promise<ServerEvent | undefined>;
	/** The version in the next event, which must be one; takes as long as that takes. */
	version(): Promise<number>;
	/** Every event that is left, once the stream has ended. */
	rest(): Promise<ServerEvent[]>;
	/** Leaves. */
	close(): void;
}

/** Listens to `live.changes` of the server at this address. */
export async function listenAt(
	url: string,
	token: string | undefined,
	{
		input,
		lastEventId,
		headers = {},
	}: { input?: unknown; lastEventId?: string; headers?: Record<string, string> } = {},
): Promise<EventStream> {
	const leaving = new AbortController();
	const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify({ json: input }))}`;
	const response = await fetch(`${url}/trpc/live.changes${query}`, {
		signal: leaving.signal,
		headers: {
			accept: 'text/event-stream',
			...(token !== undefined && { authorization: `Bearer ${token}` }),
			...(lastEventId !== undefined && { 'last-event-id': lastEventId }),
			...headers,
		},
	});
	const events = eventsOf(response, leaving.signal);
	const next = async () => {
		for (;;) {
			const { value } = await events.next();
			if (!value || (value.event !== 'ping' && value.event !== 'connected')) return value ?? undefined;
		}
	};
	return {
		status: response.status,
		headers: response.headers,
		next,
		version: async () => {
			const event = await next();
			const version = event?.event === 'message' && JSON.parse(event.data).json.version;
			if (typeof version !== 'number' || event?.id !== `${version}`)
				throw new Error(`Expected a version, got ${JSON.stringify(event)}`);
			return version;
		},
		rest: async () => {
			const left: ServerEvent[] = [];
			for (let event = await next(); event; event = await next()) left.push(event);
			return left;
		},
		close: () => {
			leaving.abort();
		},
	};
}

async function* eventsOf({ body }: Response, leaving: AbortSignal): AsyncGenerator<ServerEvent, undefined> {
	let text = '';
	try {
		for await (const chunk of body?.pipeThrough(new TextDecoderStream()) ?? []) {
			text += chunk;
			const whole = text.split('\n\n');
			text = whole.pop() ?? '';
			for (const block of whole) {
				const event = eventIn(block);
				if (event) yield event;
			}
		}
	} catch (error) {
		// Whoever leaves has nothing more to read.
		if (!leaving.aborted) throw error;
	}
}

function eventIn(block: string): ServerEvent | undefined {
	const fields = new Map(
		block.split('\n').map((line) => [line.split(':', 1)[0], line.replace(/^\w*: ?/, '')] as const),
	);
	const data = fields.get('data');
	return data === undefined ? undefined : { event: fields.get('event') ?? 'message', data, id: fields.get('id') };
}
