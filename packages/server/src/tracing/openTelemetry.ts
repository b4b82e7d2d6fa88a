/** Traces by OTLP, to whatever collects them. Loaded only if somebody does. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Attributes, ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { AlwaysOnSampler, BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { DescribedError } from '../log.ts';
import type { Facts, Step, Tracing } from './tracing.ts';

const KINDS: Record<Step['kind'], SpanKind> = {
	request: SpanKind.SERVER,
	procedure: SpanKind.INTERNAL,
	sql: SpanKind.CLIENT,
	mail: SpanKind.CLIENT,
	duty: SpanKind.INTERNAL,
};
const STOP_MS = 1_000;

export interface TracingOptions {
	/**
	 * Of the collector; `/v1/traces` is added. Further variables named `OTEL_EXPORTER_OTLP_…` are read by the exporter.
	 */
	endpoint: string;
	release: string | undefined;
	/** What may be told of an error: the reason of a refusal, or what the log says of anything else. */
	explain(error: unknown): { outcome: string } | { unexpected: DescribedError };
}

export function startTracing({ endpoint, release, explain }: TracingOptions): Tracing {
	const provider = new TracerProvider({
		resource: resourceFromAttributes({ 'service.name': 'betzenstein', 'service.version': release ?? 'unknown' }),
		// A caller's `traceparent` may not keep a request out of the traces.
		sampler: new AlwaysOnSampler(),
		spanProcessors: [
			new BatchSpanProcessor({
				exporter: new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }),
				maxQueueSize: 2_000,
			}),
		],
	});
	const tracer = provider.getTracer('betzenstein');
	const around = new AsyncLocalStorage<Span>();

	function contextOf(parent: Step['parent']) {
		const remote = parent ? parseTraceParent(parent) : null;
		if (remote) return trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true });
		const local = around.getStore();
		return local ? trace.setSpan(ROOT_CONTEXT, local) : ROOT_CONTEXT;
	}

	function tell(span: Span, { error, ...facts }: Facts): void {
		span.setAttributes(facts satisfies Attributes);
		if (error === undefined) return;
		const told = explain(error);
		if ('outcome' in told) span.setAttributes(told);
		else tellUnexpected(span, told.unexpected);
	}

	return {
		follow: async ({ kind, name, parent }, work) => {
			// What only looks whether there is anything to do, every few seconds.
			if (kind === 'sql' && !around.getStore()) return work(() => {});
			const span = tracer.startSpan(`${kind} ${name}`, { kind: KINDS[kind] }, contextOf(parent));
			try {
				return await around.run(span, work, (facts) => tell(span, facts));
			} catch (error) {
				// A failing statement fails the step around it, which tells of the error.
				if (kind === 'sql') span.setStatus({ code: SpanStatusCode.ERROR });
				else tell(span, { error });
				throw error;
			} finally {
				span.end();
			}
		},
		here: () => {
			const context = around.getStore()?.spanContext();
			return context && `00-${context.traceId}-${context.spanId}-01`;
		},
		stop: async () => {
			const late = new Promise<void>((resolve) => setTimeout(resolve, STOP_MS).unref());
			await Promise.race([provider.shutdown().catch(() => {}), late]);
		},
	};
}

function tellUnexpected(span: Span, { type, code = '', at, cause }: DescribedError): void {
	const frames = [...at, ...(cause ? [`caused by ${cause.type} ${cause.code ?? ''}`, ...cause.at] : [])];
	const exception = { 'exception.type': `${type} ${code}`.trim(), 'exception.stacktrace': frames.join('\n') };
	span.addEvent('exception', exception);
	// Some collectors drop events.
	span.setAttributes(exception);
	span.setStatus({ code: SpanStatusCode.ERROR });
}
