/** What is due now. Every instance may ask at any time: each thing happens once, because its row says so. */
import { describeError, type Log } from '../../log.ts';
import { answerLinkRequests } from '../access/link.ts';
import { wakeWaitingMails } from '../outbox.ts';
import type { Services } from '../services.ts';
import { expireBookings } from './expire.ts';
import { sendDigests, sendReminders } from './reminders.ts';
import { forgetOldThings } from './retention.ts';

const DUTIES = { answerLinkRequests, expireBookings, sendDigests, sendReminders, forgetOldThings, wakeWaitingMails };

/** Does all that is due; one failing duty keeps no other from its turn. */
export async function doWhatIsDue(services: Services, log: Log): Promise<void> {
	for (const [duty, run] of Object.entries(DUTIES)) {
		try {
			await run(services);
		} catch (error) {
			log.error({ duty, error: describeError(error) }, 'a duty failed');
		}
	}
}
