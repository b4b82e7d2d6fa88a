/** TanStack Query's core with the packed client, and no React anywhere; what a server does before it renders. */
import { type Booking, createClient } from '@betzenstein/client';
import { createQueries, serialization } from '@betzenstein/client/query';
import { dehydrate, hydrate, QueryClient, QueryObserver, skipToken } from '@tanstack/query-core';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>): void => {};

const options = { defaultOptions: serialization };
const client = createClient({ url: process.env['SERVER'] as string, token: process.env['CALENDAR_TOKEN'] });
const queryClient = new QueryClient(options);
export const queries = createQueries({ client, queryClient });
const { house, booking, calendar } = queries;

const info = await queryClient.fetchQuery(house.info.queryOptions());
const range = { from: info.today, to: info.today };
await queryClient.prefetchQuery(calendar.range.queryOptions(range));

const inTheBrowser = new QueryClient(options);
hydrate(inTheBrowser, JSON.parse(JSON.stringify(dehydrate(queryClient))));
const entries = inTheBrowser.getQueryData(calendar.range.queryKey(range))?.entries;
console.log(`${info.name}: ${entries?.length}`);

export const waiting = new QueryObserver(queryClient, booking.get.queryOptions(skipToken));
const data = waiting.getCurrentResult().data;
same<typeof data, Booking | undefined>(true);
