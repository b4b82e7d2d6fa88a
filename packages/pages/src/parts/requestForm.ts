import type { CreatedBooking, Day, DayRange } from '@betzenstein/shared';
import type { Session } from '../api.ts';
import type { Calendar } from '../calendar/calendar.tsx';
import type { StayDraft, TypedDates } from '../model/stayDraft.ts';
import { textField } from './field.ts';
import { form } from './form.ts';
import { stayFields } from './stayFields.ts';
import { watchOffer } from './watches.ts';

/** What is typed into the form. */
export interface RequestDraft extends StayDraft {
	/** Empty for the holder of a personal link, whose address is known. */
	email: string;
}

/** How the form starts and ends. */
export interface RequestFormOptions {
	session: Session;
	draft: RequestDraft;
	/** Follows the days that are typed, and knows who is in their way. */
	calendar: Calendar;
	/** @param email the address that was typed, if one was */
	asked: (created: CreatedBooking, email: string) => void;
}

/** A form that asks for days. */
export interface RequestForm {
	element: HTMLElement;
	/** Fills in the days, or those of them that are chosen. */
	setDates(dates: TypedDates): void;
}

/** Asks for days. */
export function requestForm({ session, draft, calendar, asked }: RequestFormOptions): RequestForm {
	const { client, house, who } = session;
	// The same for every press of this form's button, so that no press books twice.
	let requestKey = crypto.randomUUID();
	const email = textField(
		{
			name: 'email',
			label: 'Deine E-Mail-Adresse',
			hint: 'Dorthin kommt die Antwort. Niemand sonst sieht sie.',
			isRequired: true,
		},
		{ type: 'email', autocomplete: 'email', autocapitalize: 'none', spellcheck: 'false' },
		draft.email,
	);
	// The address of a personal link's holder is known.
	const isKnown = who.kind === 'person';
	const stay = stayFields({
		house,
		draft,
		confirmsUnchanged: true,
		...(!isKnown && { extra: email }),
		inTheWay: calendar.inTheWay,
		offer: (days) => watchOffer(session, days, isKnown ? undefined : email),
		typed: calendar.choose,
	});
	const element = form({
		fields: stay.fields,
		content: stay.content,
		button: 'Tage anfragen',
		// A link that brings days is not opened for others that were typed before.
		draft: `request ${session.days?.startDate ?? ''}`,
		dates: stay.draft,
		send: async () => {
			// A day that is missing is the server's to refuse.
			const days = stay.draft() as StayDraft & DayRange;
			const input = { requestKey, ...days, confirmLongStay: stay.confirmLongStay() };
			asked(await client.booking.create.mutate(isKnown ? input : { ...input, email: email.value() }), email.value());
		},
		onRefused: ({ reason }) => {
			if (reason === 'LONG_STAY_UNCONFIRMED') stay.askToConfirm();
			if (reason === 'DATES_TAKEN' || reason === 'ID_REUSED') calendar.turnTo(stay.draft().startDate as Day);
			if (reason !== 'ID_REUSED') return undefined;
			// An earlier press had arrived, and only its answer was lost: the next press is another request.
			requestKey = crypto.randomUUID();
			return 'Deine erste Anfrage ist angekommen: Sieh im Kalender und in deinen Mails nach. Wenn du noch einmal drückst, fragst du zusätzlich an.';
		},
	});
	return { element, setDates: stay.setDates };
}
