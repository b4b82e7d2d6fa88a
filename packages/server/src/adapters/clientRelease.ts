const OURS = /^betzenstein-client\/((?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){2})(?:-[\w.]{1,20})?$/;

/**
 * The release of our client that says of itself `x-client: betzenstein-client/0.2.0`; `other` for whatever else it
 * says, since that is the caller's own text, and `none` for those who say nothing.
 */
export const clientRelease = (said: string | undefined): string =>
	said === undefined ? 'none' : (OURS.exec(said)?.[1] ?? 'other');
