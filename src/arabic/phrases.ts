/** Finds words and phrases of people's own lists in a text. No pattern of theirs is ever run. */
import { splitWords, words } from './normalise.ts';

/**
 * What may stand joined to the front of a word without changing what it names: و ف ب ك ل س and ال,
 * in the order in which Arabic joins them. With ل the article's alef falls: للميناء.
 */
const clitics = /^[وف]?(?:[بكلس]?|[بك]?ال|لل)$/u;
/** With these in front a word of two letters stays itself; 'ورد' is no 'رد'. */
const article = /^[وف]?(?:[بك]?ال|لل)$/u;
/** Under this many letters only the article is taken for a clitic. */
const leastLetters = 3;

/** A phrase in matching form, a word each. */
export type Phrase = readonly string[];

/** The words of a phrase as {@link findPhrase} takes them; none when it holds no letter or digit. */
export const phraseOf = (text: string): Phrase => words(text);

/**
 * The first of the phrases that the text holds as whole words, in whatever spelling; undefined when
 * it holds none. A phrase's first word is found with clitics too (ميناء in «وبالميناء»), the others
 * with the article; one written with ال only with it.
 *
 * @param text in matching form: `normalise`
 */
export function findPhrase<P extends { readonly phrase: Phrase }>(
  text: string,
  phrases: readonly P[],
): P | undefined {
  const told = splitWords(text);
  return phrases.find(({ phrase }) => {
    if (phrase.length === 0) return false;
    return told.some((_, start) =>
      phrase.every((word, index) => {
        const other = told[start + index];
        return other !== undefined && isForm(other, word, index === 0 ? clitics : /^(?:ال)?$/u);
      }),
    );
  });
}

function isForm(told: string, word: string, prefixes: RegExp): boolean {
  if (told === word) return true;
  // 'للميناء' holds 'الميناء' without its alef.
  const definite = word.startsWith('ال') && word.length > leastLetters + 1;
  if (definite && prefixes === clitics && /^[وف]?لل/u.test(told)) {
    return told.replace(/^[وف]?لل/u, 'ال') === word;
  }
  if (!told.endsWith(word)) return false;
  const prefix = told.slice(0, -word.length);
  return (word.length < leastLetters ? article : prefixes).test(prefix);
}
