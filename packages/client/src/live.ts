export type { Change } from '@betzenstein/shared';
export { type ListenOptions, listen } from './live/listen.ts';
