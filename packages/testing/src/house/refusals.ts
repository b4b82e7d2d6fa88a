/** What calls in this process end with when they are refused. */
import { refusalOf, TRPCError } from '@betzenstein/server';
import type { Reason, Refusal } from '@betzenstein/shared';

/** The refusal that a call ends with. Fails when the call succeeds or breaks in another way. */
export async function refusalIn(call: Promise<unknown>): Promise<Refusal> {
	const error = await call.then(
		(value) => {
			throw new Error(`Expected a refusal, got ${JSON.stringify(value)}`);
		},
		(reason: unknown) => reason,
	);
	if (!(error instanceof TRPCError)) throw error;
	const refused = refusalOf(error);
	if (refused.reason === 'INTERNAL') throw error;
	return refused;
}

/** Only its reason. */
export const reasonOf = async (call: Promise<unknown>): Promise<Reason> => (await refusalIn(call)).reason;
