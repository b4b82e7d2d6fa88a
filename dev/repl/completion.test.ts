import { describe, expect, test } from 'vitest';
import { completeLine } from './completion.ts';
import { mapProcedures } from './procedures.ts';

const complete = (line: string) => completeLine(line, ['Ingeborg', 'Cornelia', 'Angelika']);

describe('completion', () => {
	test.each([
		["as.approver('Ingeborg').appr", ['approval'], 'appr'],
		["await as.approver('Ingeborg').approval.", ['approve', 'deny', 'outstanding', 'history'], ''],
		['await as.person("anna@example.com").booking.ca', ['cancel'], 'ca'],
		['const [a, b] = [as.person(`anna@example.com`).booking.ge', ['get'], 'ge'],
		["as.action('Ingeborg', id, 'approve').action.pre", ['preview'], 'pre'],
		['as.booking(id).booking.ge', ['get'], 'ge'],
		["as.approver('Ingeborg').booking.nothing", [], 'nothing'],
		["as.approver('Ingeborg').booking.get.", [], ''],
		["as.approver('Ingeborg').nothing.", [], ''],
	])('of a procedure after a call that Node does not make: %s', (line, candidates, replaced) => {
		expect(complete(line)).toEqual([candidates, replaced]);
	});

	test.each([
		["as.approver('", ['Ingeborg', 'Cornelia', 'Angelika'], ''],
		['await as.approver("Co', ['Cornelia'], 'Co'],
		["as.action('Co", ['Cornelia'], 'Co'],
	])("of an approver's name: %s", (line, candidates, replaced) => {
		expect(complete(line)).toEqual([candidates, replaced]);
	});

	test.each([
		['as.viewer.booking.create({ part', ['partySize'], 'part'],
		['await as.viewer.booking.cancel({', ['id', 'comment'], ''],
		["as.viewer.booking.cancel({ comment: 'Krank, {leider}', ", ['id'], ''],
		["as.person('anna@example.com').booking.edit({ id, changes: { startDate: day, end", ['endDate'], 'end'],
		['as.viewer.booking.edit({ id, changes: { endDate: f({ a: [1] }) }, con', ['confirmLongStay'], 'con'],
		['const { id } = x.y({ z: 1 }); await as.viewer.booking.get({ i', ['id'], 'i'],
		['api.booking.cancel.mutate({ co', ['comment'], 'co'],
		['api.live.changes.query({ ', ['lastEventId'], ''],
	])('of the keys of an input that are not given yet: %s', (line, candidates, replaced) => {
		expect(complete(line)).toEqual([candidates, replaced]);
	});

	test.each([
		'as.viewer.boo',
		'as.viewer.booking.cancel({ id: boo',
		"as.viewer.booking.cancel({ comment: 'krank, lei",
		'as.viewer.booking.cancel({ id }).the',
		'as.viewer.access.whoAmI({ ',
		'as.viewer.booking.cancel({ id: { ',
		'console.log({ ',
		'as.',
		"as.person('an",
		"as.approver('Ingeborg')",
		"as.approver('Ingeborg').house.info().",
		'tables.',
		'',
	])("leaves to Node what Node can: '%s'", (line) => {
		expect(complete(line)).toBeUndefined();
	});
});

describe('the procedures to complete', () => {
	const procedures = mapProcedures((path) => path.join('.'));

	test('are plain objects in the shape of the router, with nothing else in them', () => {
		expect(Object.keys(procedures)).toEqual(
			expect.arrayContaining(['house', 'calendar', 'booking', 'approval', 'access']),
		);
		expect(Reflect.get(procedures, 'booking')).toMatchObject({ create: 'booking.create', get: 'booking.get' });
		expect('toString' in procedures).toBe(false);
	});
});
