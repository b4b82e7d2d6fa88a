/** What a page says of the other days that a denial proposes. */
import { formatRange, isolated, type Proposal } from '@betzenstein/shared';

/** Who proposes which days. */
export const proposalSentence = (proposal: Proposal): string =>
	`${isolated(proposal.party)} schlägt stattdessen vor: ${formatRange(proposal)}.`;

/** Can they be asked for now? */
export const freeSentence = ({ isFree }: Proposal): string =>
	isFree ? 'Diese Tage sind gerade frei.' : 'Diese Tage sind gerade nicht frei.';
