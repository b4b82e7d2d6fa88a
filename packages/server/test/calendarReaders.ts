/** What programs that know nothing of each other make of a calendar file. */
import ICAL from 'ical.js';
import nodeIcal from 'node-ical';
import { convertIcsCalendar, type IcsDateObject } from 'ts-ics';

/** An entry, as far as all of them tell. */
export interface Read {
	uid: string;
	sequence: number;
	/** The first day, and the one after the last. */
	days: [string, string];
	/** ISO 8601. */
	modified: string | undefined;
	status: string;
	summary: string;
	location: string | undefined;
	description: string | undefined;
	isFree: boolean;
}

/** The entries of a file, in its order. */
export type Reader = (content: string) => Read[];

/** As Thunderbird reads it. */
const icalJs: Reader = (content) =>
	new ICAL.Component(ICAL.parse(content)).getAllSubcomponents('vevent').map((component) => {
		const event = new ICAL.Event(component);
		const text = (name: string): string | undefined => component.getFirstPropertyValue(name)?.toString();
		const modified = text('last-modified');
		return {
			uid: event.uid,
			sequence: event.sequence,
			days: [event.startDate.toString(), event.endDate.toString()],
			modified: modified && new Date(modified).toISOString(),
			status: text('status') ?? '',
			summary: event.summary,
			location: text('location'),
			description: text('description'),
			isFree: text('transp') === 'TRANSPARENT',
		};
	});

const nodeIcalReader: Reader = (content) =>
	Object.values(nodeIcal.sync.parseICS(content)).flatMap((event): Read[] => {
		if (event?.type !== 'VEVENT') return [];
		const day = (date: Date): string =>
			[date.getFullYear(), date.getMonth() + 1, date.getDate()].map((n) => `${n}`.padStart(2, '0')).join('-');
		if (event.datetype !== 'date' || !event.end) throw new Error('These are no whole days.');
		const text = (value: unknown): string | undefined => (value === undefined ? undefined : `${value}`);
		return [
			{
				uid: event.uid,
				sequence: Number(event.sequence),
				days: [day(event.start), day(event.end)],
				modified: event.lastmodified?.toISOString(),
				status: event.status ?? '',
				summary: `${event.summary}`,
				location: text(event.location),
				description: text(event.description),
				isFree: event.transparency === 'TRANSPARENT',
			},
		];
	});

const tsIcs: Reader = (content) =>
	(convertIcsCalendar(undefined, content).events ?? []).map((event) => {
		const day = (moment: IcsDateObject | null | undefined): string => {
			if (moment?.type !== 'DATE') throw new Error('These are no whole days.');
			return moment.date.toISOString().slice(0, 10);
		};
		return {
			uid: event.uid,
			sequence: event.sequence ?? 0,
			days: [day(event.start), day(event.end)],
			modified: event.lastModified?.date.toISOString(),
			status: event.status ?? '',
			summary: event.summary,
			location: event.location,
			description: event.description,
			isFree: event.timeTransparent === 'TRANSPARENT',
		};
	});

export const READERS: Record<string, Reader> = { 'ical.js': icalJs, 'node-ical': nodeIcalReader, 'ts-ics': tsIcs };
