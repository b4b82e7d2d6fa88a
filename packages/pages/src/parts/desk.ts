import type { Booking, BookingAction } from '@betzenstein/shared';
import type { Session } from '../api.ts';
import type { Child } from '../dom.ts';
import type { Outcome } from '../text/outcome.ts';

/** What a form works with that acts on one booking. */
export interface Desk {
	session: Session;
	/** As last read. */
	booking(): Booking;
	/** Shows the booking after the call was answered, and what came of it. */
	done(booking: Booking, outcome: Outcome): void;
	/** Reads the booking again and shows it. False if the action is not allowed any more; then the form is gone. */
	reload(action: BookingAction): Promise<boolean>;
	/** The button that leaves the form. */
	back: Child;
}
