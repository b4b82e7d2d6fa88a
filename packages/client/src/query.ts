export * from './query/exports.ts';
