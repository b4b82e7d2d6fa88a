import { fakeHouse } from '@betzenstein/client/testing';
import { http } from 'msw';
import { setupServer } from 'msw/node';

export const house = fakeHouse();
/** `server.listen()` before the tests, `server.close()` after them. */
export const server = setupServer(http.all('https://api.example.com/trpc/*', ({ request }) => house.fetch(request)));
