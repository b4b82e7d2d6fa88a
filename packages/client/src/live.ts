export { type Change, type ListenOptions, listen } from './live/listen.ts';
