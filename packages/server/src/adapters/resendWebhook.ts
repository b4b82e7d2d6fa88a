/** Resend's delivery events. Signed on the raw body; an event that comes again is ignored. */
import express, { Router } from 'express';
import { type DeliveryEvent, noteDelivery } from '../services/outbox.ts';
import type { Services } from '../services/services.ts';

/** What the events mean to us; the others (opened, clicked, …) mean nothing. */
const EVENTS: Record<string, DeliveryEvent> = {
	'email.delivered': { kind: 'delivered' },
	'email.bounced': { kind: 'failed', why: 'bounced' },
	'email.failed': { kind: 'failed', why: 'failed' },
	'email.suppressed': { kind: 'failed', why: 'suppressed' },
};

/** `POST /webhooks/resend`; 404 without a secret. */
export function resendWebhook(services: Services, secret: string | undefined): Router {
	const router = Router();
	if (secret === undefined) return router;

	router.post('/', express.raw({ type: () => true, limit: '256kb' }), async (request, response) => {
		const id = request.get('svix-id') ?? '';
		try {
			const { Resend } = await import('resend');
			const { webhooks } = new Resend('unused: verifying asks nobody');
			const payload = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '';
			const headers = { id, timestamp: request.get('svix-timestamp') ?? '', signature: request.get('svix-signature') ?? '' };
			const { type, data } = webhooks.verify({ payload, headers, webhookSecret: secret });
			const event = EVENTS[type];
			if (event && 'email_id' in data) await noteDelivery(services, { eventId: id, providerId: data.email_id, event });
			response.json({ received: true });
		} catch (error) {
			if (!(error instanceof Error && error.name === 'WebhookVerificationError')) throw error;
			response.status(401).json({ error: 'bad signature' });
		}
	});
	return router;
}
