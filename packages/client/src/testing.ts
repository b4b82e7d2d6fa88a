export { type FakeAnswers, type FakeCall, type ProcedurePath, refusal } from './testing/answers.ts';
export { exampleBooking, exampleHouse } from './testing/examples.ts';
export { fakeClient } from './testing/fakeClient.ts';
export { type FakeServer, fakeServer } from './testing/fakeServer.ts';
