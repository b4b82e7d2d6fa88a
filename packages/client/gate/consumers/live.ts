/** Uses the packed client as a program on Node would; exits with 1 if anything is not as it should be. */
import assert from 'node:assert/strict';
import { addDays, bookingError, createClient, describe, today } from '@betzenstein/client';
import { listen } from '@betzenstein/client/live';

const url = process.env['SERVER'] ?? '';
const token = process.env['CALENDAR_TOKEN'];

const house = createClient({ url, token: () => token });
const { parties, limits, timeZone } = await house.house.info.query();
const start = addDays(today(timeZone), Number(process.env['IN_DAYS']));
const request = {
	firstName: 'Anna',
	email: 'anna@example.com',
	startDate: start,
	endDate: addDays(start, 2),
	partySize: 4,
	affiliation: parties[0]?.name ?? '',
};
const { booking, bookingToken } = await house.booking.create.mutate(request);
assert.equal(booking.status, 'Pending');
assert.ok(booking.createdAt instanceof Date);
assert.ok(limits.latestStart > start);

const taken: unknown = await house.booking.create
	.mutate({ ...request, email: 'berta@example.com' })
	.catch((error: unknown) => error);
const refused = bookingError(taken);
assert.equal(refused?.reason === 'DATES_TAKEN' && refused.details.conflicts[0]?.firstName, 'Anna');
assert.match(describe(taken, 'de'), /Diese Tage sind schon belegt/);
assert.match(describe(taken, 'en'), /These days are taken/);

const anna = createClient({ url, token: bookingToken });
const edited = await anna.booking.edit.mutate({
	id: booking.id,
	revision: booking.revision,
	changes: { partySize: 5 },
});
assert.equal(edited.partySize, 5);
const stopped: unknown = await anna.booking.get
	.query({ id: booking.id }, { signal: AbortSignal.abort() })
	.catch((error: unknown) => error);
assert.equal(bookingError(stopped), undefined);
assert.equal((await anna.booking.cancel.mutate({ id: booking.id })).outcome, 'done');
// Stopped, it does not keep this program alive.
const version = await new Promise<number>((resolve) => {
	const stop = listen({
		url,
		token,
		onChange: (change) => {
			stop();
			resolve(change.version);
		},
	});
});
assert.equal(typeof version, 'number');
console.log(`as it should be on Node ${process.version}`);
