/** A stranger's frontend on another origin than the server: reads, books, and shows what it is told. */
import { addDays, createClient, describe, formatRange, today } from '@betzenstein/client';
import { listen } from '@betzenstein/client/live';
import { BetzensteinProvider, invalidateAfter, useBetzenstein } from '@betzenstein/client/react';
import { QueryClient, QueryClientProvider, useMutation, useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { createRoot } from 'react-dom/client';

const settings = new URLSearchParams(location.hash.slice(1));
const link = { url: settings.get('server') ?? '', token: settings.get('token') ?? undefined };
const client = createClient(link);
const queryClient = new QueryClient();
const now = today('Europe/Berlin');
const startDate = addDays(now, 20);
const stay = { startDate, endDate: addDays(startDate, 1) };

/** Exported and inferred: declarations can name it. */
export const useBooking = (id: string) => useQuery(useBetzenstein().booking.get.queryOptions({ id }));
export const useCreate = () => useMutation(useBetzenstein().booking.create.mutationOptions());

function Calendar() {
	const betzenstein = useBetzenstein();
	useEffect(() => listen({ ...link, onChange: () => invalidateAfter(queryClient, 'live.changes') }), []);
	const { data, error } = useQuery(betzenstein.calendar.range.queryOptions({ from: now, to: addDays(now, 60) }));
	const create = useMutation(betzenstein.booking.create.mutationOptions());
	const problem = error ?? create.error;
	const ask = () =>
		create.mutate({ firstName: 'Anna', email: 'anna@example.com', partySize: 2, affiliation: 'Ingeborg', ...stay });
	return (
		<>
			<p id="stays">{data?.entries.map(formatRange).join(', ')}</p>
			<p id="status">{data ? `${data.entries.length} stays` : 'reading'}</p>
			<p id="problem">{problem && describe(problem, 'en')}</p>
			<button type="button" onClick={ask}>
				Ask
			</button>
		</>
	);
}

const app = document.getElementById('app');
if (app) {
	createRoot(app).render(
		<QueryClientProvider client={queryClient}>
			<BetzensteinProvider client={client} queryClient={queryClient}>
				<Calendar />
			</BetzensteinProvider>
		</QueryClientProvider>,
	);
}
