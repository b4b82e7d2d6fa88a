import { isolated, type Proposal } from '@betzenstein/shared';
import { expect, test } from 'vitest';
import { freeSentence, proposalSentence } from './proposal.ts';

const proposal: Proposal = { startDate: '2027-08-01', endDate: '2027-08-05', party: 'Ingeborg', isFree: true };

test('a proposal names who and when, and whether the days are free', () => {
	expect(proposalSentence(proposal)).toBe(`${isolated('Ingeborg')} schlägt stattdessen vor: 01.–05.08.2027.`);
	expect(freeSentence(proposal)).toBe('Diese Tage sind gerade frei.');
	expect(freeSentence({ ...proposal, isFree: false })).toBe('Diese Tage sind gerade nicht frei.');
});
