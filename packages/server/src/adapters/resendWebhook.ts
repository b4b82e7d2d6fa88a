/** Resend's delivery events. The signature covers the raw body; repeated events are ignored. */
import express, { Router } from 'express';
import { z } from 'zod';
import type { Services } from '../deps.ts';
import { RefusedError } from '../domain/errors.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics/metrics.ts';
import { type DeliveryEvent, noteDelivery } from '../outbox/news.ts';

/** What the events mean here; others (opened, clicked, …) are ignored. */
const EVENTS: Record<string, DeliveryEvent> = {
	'email.delivered': { kind: 'delivered' },
	'email.bounced': { kind: 'failed', why: 'bounced' },
	'email.failed': { kind: 'failed', why: 'failed' },
	'email.suppressed': { kind: 'failed', why: 'suppressed' },
};

/** The part of an event that is read; an id of any other form does not belong to a mail of ours. */
const EVENT = z.object({
	type: z.enum(Object.keys(EVENTS)),
	created_at: z.coerce.date().catch(new Date(0)),
	data: z.object({ email_id: z.string().regex(/^[\x20-\x7e]{1,200}$/) }),
});

/**
 * How long an event about a mail not known yet is refused, so that Resend sends it again: after 5 s, 5 min and half an
 * hour.
 */
const YOUNG_MS = 3_600_000;

export interface WebhookDeps {
	services: Services;
	log: Log;
	observe: Metrics['observe'];
	/** Without one the route answers 404. */
	secret: string | undefined;
}

/** `POST /webhooks/resend`; 404 without a secret. */
export function resendWebhook({ services, log, observe, secret }: WebhookDeps): Router {
	const router = Router();
	if (secret === undefined) return router;

	router.post('/', express.raw({ type: () => true, limit: '256kb' }), async (request, response) => {
		const eventId = request.get('svix-id') ?? '';
		const payload = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
		const headers = {
			id: eventId,
			timestamp: request.get('svix-timestamp') ?? '',
			signature: request.get('svix-signature') ?? '',
		};
		const { Resend } = await import('resend');
		const { webhooks } = new Resend('unused: verifying asks nobody');
		let said: unknown;
		try {
			said = webhooks.verify({ payload, headers, webhookSecret: secret });
		} catch (error) {
			// Signed, but not JSON.
			if (error instanceof SyntaxError) return void response.status(400).json({ error: 'bad request' });
			return void response.status(401).json({ error: 'bad signature' });
		}
		const { success, data } = EVENT.safeParse(said);
		const event = success && EVENTS[data.type];
		if (!event) return void response.json({ received: true });
		try {
			const noted = await noteDelivery(services, { eventId, providerId: data.data.email_id, event });
			if (noted === 'noted' && event.kind === 'failed') {
				log.warn({ code: event.why }, 'a mail did not arrive');
				observe({ kind: 'mail', outcome: 'undelivered' });
			}
			const mayBeOurs = noted === 'unknown' && services.clock().getTime() - data.created_at.getTime() < YOUNG_MS;
			response.status(mayBeOurs ? 503 : 200).json({ received: !mayBeOurs });
		} catch (error) {
			if (!(error instanceof RefusedError && error.refusal.reason === 'UNAVAILABLE')) throw error;
			response.status(503).json({ received: false });
		}
	});
	return router;
}
