export * from './access.ts';
export * from './booking.ts';
export * from './house.ts';
export * from './mail.ts';
export * from './operator.ts';
export * from './person.ts';
export * from './watch.ts';
