/** What a CommonJS file may use of the packed client: all but the entries for TanStack Query. */
import { type Client, createClient } from '@betzenstein/client';
import { listen } from '@betzenstein/client/live';
import { type FakeHouse, fakeHouse } from '@betzenstein/client/testing';

export const client: Client = createClient({ url: 'https://api.example.com' });
export const stop = listen({ url: 'https://api.example.com', token: 'link', onChange: () => {} });
export const house: FakeHouse = fakeHouse();
export const named = house.as.viewer.house.info.query().then(({ name }) => name);
