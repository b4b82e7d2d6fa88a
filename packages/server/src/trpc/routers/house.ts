import { HouseInfo, HouseNotes, SetNotesInput, Shares, SharesInput } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { houseInfo } from '../../domain/house.ts';
import { readNotes, writeNotes } from '../../services/notes.ts';
import { sharesOf } from '../../services/shares.ts';
import { approverProcedure, procedure, procedureFor } from '../init.ts';

export const house = {
	info: procedure
		.meta({ remembered: 'nothing' })
		.output(HouseInfo)
		.query(({ ctx }) => houseInfo(ctx.services.house, ctx.services.clock())),
	shares: procedureFor('viewer', 'person')
		.meta({ remembered: 'calendar' })
		.input(SharesInput)
		.output(Shares)
		.query(({ ctx, input }) => sharesOf(ctx.services, input.year)),
	notes: procedureFor('person', 'booking')
		.meta({ remembered: 'rows' })
		.output(HouseNotes)
		.query(({ ctx }) => readNotes(ctx.services, ctx.caller)),
	setNotes: approverProcedure
		.input(SetNotesInput)
		.output(HouseNotes)
		.mutation(({ ctx, input }) => writeNotes(ctx.services, ctx.caller, input)),
} satisfies TRPCRouterRecord;
