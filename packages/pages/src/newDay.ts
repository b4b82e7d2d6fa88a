/** For tabs that stay open over midnight: asks the house again what day it is, and tells what depends on it. */
import { type Client, type HouseInfo, today } from '@betzenstein/client';
import { tellPage } from './dom.ts';

const MINUTE_MS = 60_000;

let followed: { client: Client; house: HouseInfo } | undefined;

/** Keeps `house` up to date. When a new day begins, every element of the page gets a `newday` event. */
export function followDay(client: Client, house: HouseInfo): void {
	followed = { client, house };
}

document.addEventListener('visibilitychange', () => void askAgain());
setInterval(() => {
	// By this device's clock, which may be wrong; the house's answer decides.
	if (followed && today(followed.house.timeZone) !== followed.house.today) void askAgain();
}, MINUTE_MS);

async function askAgain(): Promise<void> {
	if (!followed || document.visibilityState === 'hidden') return;
	const { client, house } = followed;
	// Without an answer it is asked again in a minute, or when the tab is shown again.
	const fresh = await client.house.info.query().catch(() => undefined);
	if (!fresh || fresh.today === house.today) return;
	Object.assign(house, fresh);
	tellPage('newday');
}
