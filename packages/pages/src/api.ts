import { type Client, createClient, type HouseInfo, type WhoAmI } from '@betzenstein/client';

/** What a page works with once its link has been found good. */
export interface Session {
	client: Client;
	house: HouseInfo;
	token: string;
	who: WhoAmI;
}

/** Calls to the server that these pages come from; without a token as a stranger. */
export const connect = (token?: string): Client => createClient({ url: location.origin, token });
