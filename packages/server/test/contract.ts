/** The contract says of every procedure what its router says: `tsc` is the test. */
import type { Routes } from '../src/contract.ts';
import type { routes } from '../src/trpc/root.ts';

/** Procedures by what a caller sees of them. */
type Seen<Record> = {
	[Name in keyof Record]: Record[Name] extends { _def: { type: infer Type; $types: infer Types } }
		? [Type, Types]
		: Seen<Record[Name]>;
};
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

export const same: Equal<Seen<Routes>, Seen<typeof routes>> = true;
