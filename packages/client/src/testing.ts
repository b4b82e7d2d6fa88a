export { type FakeAnswers, type FakeCall, type ProcedurePath, refusal } from './testing/answers.ts';
export { exampleBooking, exampleHouse } from './testing/examples.ts';
export { fakeClient } from './testing/fakeClient.ts';
export { type FakeServer, fakeServer } from './testing/fakeServer.ts';
export { type FakeHouse, type FakeHouseOptions, fakeHouse } from './testing/house/fakeHouse.ts';
export { NOT_IN_FAKE_HOUSE, type NotInFakeHouse } from './testing/house/procedures.ts';
export type { FakeMail } from './testing/house/rows.ts';
