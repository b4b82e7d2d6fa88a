import { describe, expect, test } from 'vitest';
import { firstNameIssue, isolated, normalizeFirstName, normalizeText, textIssue } from './text.ts';

/** Texts that look empty. */
const UNSEEN: [string][] = [
	['\u3164'],
	['\uffa0'],
	['\u115f\u1160'],
	['\u200b'],
	['\u200c\u200d'],
	['\u200e \u200f'],
	['\u202a\u202c\u2066\u2069'],
	['\u202e'],
	['\u2060\u2063'],
	['\ufeff'],
	['\u00ad'],
	['\u034f'],
	['\u061c'],
	['\u180e'],
	['\u2800 \u2800'],
	['\u00a0\u2003\u3000'],
	['\u2028\u2029'],
	['\ufe0f'],
	['\ufff9\ufffb'],
	['\u{13441}'],
	['\u{1d159}\u{1d173}'],
	['\u{e0041}\u{e0100}'],
];

describe('a first name (BR-019)', () => {
	test.each([
		['Anna'],
		['Łukasz'],
		['Šárka'],
		['O’Neil'],
		["O'Neil"],
		['Anne-Marie'],
		['Anna Lena'],
		['Jürgen'],
		['Ðuro'],
		['Søren'],
		['Ingeborg-Şükran'],
		['Νίκος'],
		['Дмитрий'],
		['محمّد'],
		['אֲבִיגַיִל'],
		['अनुष्का'],
		['ญาณิศา'],
		['さくら'],
		['美咲'],
		['민준'],
		['𐐈𐑌𐐲'],
		['Š\u0301a'],
		['A'],
		['پگاه\u200cسادات'],
		['مه\u200cلقا'],
		['ශ්\u200dරියා'],
		['ක්\u200dෂේමා'],
		['Gal·la'],
		['GAL·LA'],
		['Marcel·lí'],
		// A variant of the first sign, as Japanese registers write it.
		['葛\u{e0100}城'],
	])('%s passes', (name) => {
		expect(issueOfName(name)).toBeUndefined();
	});

	test.each([
		['decomposed (NFD)', 'Šárka'.normalize('NFD'), 'Šárka'],
		['Hangul as single jamo', '민준'.normalize('NFD'), '민준'],
		['spaces around it', '  Anna\t', 'Anna'],
	])('%s is stored composed and trimmed', (_, typed, stored) => {
		expect(normalizeFirstName(typed)).toBe(stored);
		expect(issueOfName(typed)).toBeUndefined();
	});

	test.each([
		['×'],
		['÷'],
		['Anna×Bea'],
		['Anna÷'],
		['Anna2'],
		['Anna٣'],
		['Ⅷ'],
		['Anna😀'],
		['❤'],
		['Anna_Lena'],
		['Anna.'],
		['Anna, Bea'],
		['Anna & Bea'],
		['Anna/Bea'],
		['Anna@Bea'],
		['<b>Anna'],
		['Anna"'],
		['Anna\nBea'],
		['Anna\u0000'],
		['Anna\u200BBea'],
		['Anna\u00A0Bea'],
		['-'],
		['’'],
		['- -'],
		['\u0301'],
		['\ud800Anna'],
		['Anna\u200c'],
		['\u200dAnna'],
		['Anna \u200dBea'],
		['Anna-\u200cBea'],
		['An\u200c\u200dna'],
		['Gal·'],
		['·la'],
		['Gal·na'],
		['An·la'],
		['l··l'],
		['Anna\u3164Bea'],
		['Anna\uffa0'],
		['Anna\u202e'],
		['\u2067Anna'],
		['Anna\u00ad'],
		['Anna\ufeffBea'],
		['Anna\u2800'],
	])('%j fails: first_name_characters', (name) => {
		expect(issueOfName(name)).toBe('first_name_characters');
	});

	test.each([[''], ['   '], ['\t\n'], ...UNSEEN])('blank %j fails: too_short', (name) => {
		expect(issueOfName(name)).toBe('too_short');
	});

	test.each([
		['a'.repeat(40), undefined],
		['a'.repeat(41), 'too_long'],
		['𐐈'.repeat(40), undefined],
		['𐐈'.repeat(41), 'too_long'],
		// Decomposed it has 80 code points; what is stored has 40.
		['é'.repeat(40).normalize('NFD'), undefined],
		[` ${'a'.repeat(40)} `, undefined],
		// The length is looked at first.
		['_'.repeat(41), 'too_long'],
	])('40 code points pass and 41 do not: %s', (name, issue) => {
		expect(issueOfName(name)).toBe(issue);
	});
});

describe('a description or comment (BR-020)', () => {
	test.each([
		['http://example.de'],
		['Siehe https://example.de/x?y=1.'],
		['HTTPS://EXAMPLE.DE'],
		['ftp://example.de'],
		['git+ssh://example.de'],
		['x-custom.1://y'],
		['file:///etc/passwd'],
		['mailto:anna'],
		['MailTo:anna@example.de'],
		['www.example.de'],
		['WWW.EXAMPLE.DE'],
		['Schau auf (www.example.de) nach'],
		['_www.example.de_'],
		['www. example.de'],
		['www example.de'],
		['www  example.de'],
		['www\nexample.de'],
		['Es steht auf www example.de, glaube ich'],
		['www bücher.de'],
		['www sub.example.co.uk'],
		['http:\u200b//example.de'],
		['ht\u00adtps://example.de'],
		['https:/\u2060/example.de'],
		['ma\u200dilto:anna'],
		['ww\u202ew.example.de'],
		['\u2066ww\u2069w.example.de'],
		['www\u2800example.de'],
		['w\ufe0fww.example.de'],
		['www\u{e0020}.example.de'],
		// Not a word that ends with www: a reader sees one, a program two.
		['Siehe\u200bwww.example.de'],
		['ｈｔｔｐ：／／example.de'],
		['ｗｗｗ．example．de'],
		['𝗵𝘁𝘁𝗽𝘀://example.de'],
		['www․example․de'],
		['ｍａｉｌｔｏ:anna'],
	])('%j fails: contains_link', (text) => {
		expect(issueOf(text)).toBe('contains_link');
	});

	test.each([
		['anna@example.de'],
		['Schreib an anna@example.de.'],
		['<anna@example.de>'],
		['(anna.lena+haus@mail.example.org)'],
		['ANNA@EXAMPLE.DE'],
		['anna@bücher.de'],
		['änna@example.de'],
		['a@b.xn--p1ai'],
		['Mail:anna@example.de'],
		['anna\u200b@example.de'],
		['anna@\u2060example.\u00adde'],
		['anna＠example.de'],
		['anna﹫example．de'],
		['anna@example․de'],
	])('%j fails: contains_email', (text) => {
		expect(issueOf(text)).toBe('contains_email');
	});

	test.each([
		['\u0000'],
		['Hallo\u0007'],
		['\u001b[31mrot'],
		['x\u007fy'],
		['a\u000bb'],
		['\ud800'],
		['a\udc00b'],
		['ed.elpmaxe\u202e'],
		['\u202danna'],
	])('%j fails: control_character', (text) => {
		expect(issueOf(text)).toBe('control_character');
	});

	test.each([
		[''],
		['Wir kommen zu viert. Bringen Bettwäsche mit!'],
		['Passt leider nicht: da sind Handwerker im Haus.'],
		['Zeile eins\nZeile zwei\r\nZeile drei\rZeile vier'],
		['Spalte\tzwei'],
		['Wir freuen uns 😀👨‍👩‍👧'],
		['www'],
		['Das habe ich im www gefunden'],
		['Gibt es dort WWW?'],
		['Awww, schön'],
		['Jawww. Na gut'],
		['2 < 3 & 4 > 3; "so" \'ja\' <b>'],
		['Ankunft 18:00 // Abfahrt 10:00'],
		['Treffen @ 18 Uhr'],
		['@anna kommt mit'],
		['z.B. Handtücher, u.a. auch große'],
		['10.–12. Mai, 3.5 Tage'],
		['Stand so im www…'],
		['Wir sind @ home… und freuen uns'],
		['anna@… das weiß ich nicht mehr'],
		['Tür\u00adklinke, Bett\u200bwäsche'],
		['½ Stunde, 20 ℃, № 5, 3 ㎡, ①'],
		['שלום, נגיע ב־\u200e18:00\u200f'],
		['می\u200cآییم'],
		['ＡＢＣ，１２３：ｏｋ'],
		['👩🏽‍🚒❤️🏳️‍🌈🇩🇪3️⃣'],
	])('%j passes', (text) => {
		expect(issueOf(text)).toBeUndefined();
	});

	test.each([
		['a'.repeat(500), undefined],
		['a'.repeat(501), 'too_long'],
		['😀'.repeat(500), undefined],
		['😀'.repeat(501), 'too_long'],
		[`${'a'.repeat(499)}😀`, undefined],
		[`${'a'.repeat(500)}😀`, 'too_long'],
		// Two characters typed, one stored: a Windows line end.
		[`${'a'.repeat(498)}\r\nb`, undefined],
		[` ${'a'.repeat(500)}\n`, undefined],
	])('500 code points pass and 501 do not, an emoji being one (case %#)', (text, issue) => {
		expect(issueOf(text)).toBe(issue);
	});

	test.each([
		['  Hallo \n', 'Hallo'],
		['a\r\nb\rc\nd', 'a\nb\nc\nd'],
		['Sa\u0301rka', 'Sárka'],
		[' \n\t ', ''],
		...UNSEEN.map(([blank]): [string, string] => [blank, '']),
		// Not blank: what is typed around it is kept as it is.
		['\u200bJa\u200b', '\u200bJa\u200b'],
		['👩\u200d🚒', '👩\u200d🚒'],
	])('%j is stored as %j', (typed, stored) => {
		expect(normalizeText(typed)).toBe(stored);
	});
});

const issueOfName = (typed: string) => firstNameIssue(normalizeFirstName(typed));
const issueOf = (typed: string) => textIssue(normalizeText(typed));

test('what is isolated can neither end that early nor turn round what follows', () => {
	expect(isolated('מִרְיָם')).toBe('\u2068מִרְיָם\u2069');
	expect(isolated('a\u2069\u202eb')).toBe('\u2068ab\u2069');
	expect(isolated(isolated('Anna'))).toBe(isolated('Anna'));
});
