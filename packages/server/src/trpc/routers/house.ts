import { HouseInfo } from '@betzenstein/shared/schema';
import type { TRPCRouterRecord } from '@trpc/server';
import { houseInfo } from '../../services/house.ts';
import { procedure } from '../init.ts';

export const house = {
	info: procedure
		.meta({ remembered: 'nothing' })
		.output(HouseInfo)
		.query(({ ctx }) => houseInfo(ctx.services)),
} satisfies TRPCRouterRecord;
