import { isolated } from '@betzenstein/shared';
import { expect, test } from 'vitest';
import { newcomerLines } from './newcomer.ts';

const said = (...names: string[]) =>
	newcomerLines({ parties: names.map((name) => ({ name, color: '#000000' })) }).join(' ');

test('somebody new learns who decides, what one no does, how long it takes and what comes by mail', () => {
	const text = said('Ingeborg', 'Cornelia');
	expect(text).toContain(`Über jede Anfrage entscheiden ${isolated('Ingeborg')} und ${isolated('Cornelia')}.`);
	for (const word of ['ein Nein genügt', 'Wie lange', 'dein persönlicher Link', 'Gestrichelt'])
		expect(text).toContain(word);
});

test('where one alone decides, nothing is said of all of them', () => {
	expect(said('Ngaio')).toContain(`${isolated('Ngaio')} entscheidet über jede Anfrage. Bis dahin`);
	expect(said('Ngaio')).not.toContain('alle zugestimmt');
});
