'use client';
export * from './query/exports.ts';
export { BetzensteinProvider, type BetzensteinProviderProps, useBetzenstein } from './react/provider.ts';
