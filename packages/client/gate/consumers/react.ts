/** What TanStack Query's hooks infer from the options, in a strict project of a stranger's; `tsc` is the test. */
import type { Booking, BookingPage, CalendarRange, CreatedBooking } from '@betzenstein/client';
import { bookingError } from '@betzenstein/client';
import { type Failure, useBetzenstein } from '@betzenstein/client/react';
import {
	type InfiniteData,
	skipToken,
	useInfiniteQuery,
	useMutation,
	useQuery,
	useQueryClient,
	useSuspenseQuery,
} from '@tanstack/react-query';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>): void => {};

// Exported and inferred: a project that emits declarations can name them.
export const useOptions = () => useBetzenstein().booking.get.queryOptions({ id: '' });
export const usePages = () => useBetzenstein().booking.mine.infiniteQueryOptions({ limit: 5 });
export const useCreation = () => useBetzenstein().booking.create.mutationOptions();

export function useEverything(id: string | undefined): void {
	const { booking, calendar, house } = useBetzenstein();
	const queryClient = useQueryClient();

	const read = useQuery(booking.get.queryOptions({ id: '' }));
	same<typeof read.data, Booking | undefined>(true);
	same<typeof read.error, Failure | null>(true);
	const chosen = useQuery(
		calendar.range.queryOptions(
			{ from: '2027-05-01', to: '2027-05-31' },
			{ select: ({ entries }) => entries.length, staleTime: 5 },
		),
	);
	same<typeof chosen.data, number | undefined>(true);
	const there = useQuery(house.info.queryOptions(undefined, { enabled: false }));
	there.data?.parties[0]?.color.toUpperCase();
	const waiting = useQuery(booking.get.queryOptions(id === undefined ? skipToken : { id }));
	same<typeof waiting.data, Booking | undefined>(true);
	const suspended = useSuspenseQuery(booking.mine.queryOptions());
	same<typeof suspended.data, BookingPage>(true);
	const first = useQuery(booking.get.queryOptions({ id: '' }, { initialData: suspended.data.items[0] as Booking }));
	same<typeof first.data, Booking>(true);

	const pages = useInfiniteQuery(booking.mine.infiniteQueryOptions({ limit: 5 }));
	same<typeof pages.data, InfiniteData<BookingPage, string | null> | undefined>(true);

	const create = useMutation(
		booking.create.mutationOptions({
			onMutate: () => {
				const before = queryClient.getQueryData(calendar.range.queryKey({ from: '2027-05-01', to: '2027-05-31' }));
				return { before };
			},
			onError: (error, input, kept) => {
				same<typeof kept, { before: CalendarRange | undefined } | undefined>(true);
				return [bookingError(error)?.reason, input.firstName];
			},
		}),
	);
	same<typeof create.data, CreatedBooking | undefined>(true);
	void queryClient.invalidateQueries(booking.get.pathFilter());

	// @ts-expect-error a mutation is not read
	booking.create.queryOptions({});
	// @ts-expect-error an id is text
	booking.get.queryOptions({ id: 1 });
	// @ts-expect-error it is not read page by page
	booking.get.infiniteQueryOptions({ id: '' });
	// @ts-expect-error a suspended query cannot be skipped
	useSuspenseQuery(booking.get.queryOptions(skipToken));
}
