import type { Booking, BookingAction } from '@betzenstein/shared';
import type { Session } from '../api.ts';
import type { Child } from '../dom.ts';
import type { Outcome } from '../text/outcome.ts';

/** What a form works with that acts on one booking. */
export interface Desk {
	session: Session;
	/** As last read. */
	booking(): Booking;
	/** The call was answered: shows the booking and what came of it. */
	done(booking: Booking, outcome: Outcome): void;
	/** Reads the booking anew and shows it. False if the action is not allowed any more; the form is gone then. */
	reload(action: BookingAction): Promise<boolean>;
	/** The button that leaves the form. */
	back: Child;
}
