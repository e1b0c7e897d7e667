import { restoreDotted } from './dotted.ts';
import { words } from './normalise.ts';
import { isContentWord, stem } from './stems.ts';

/**
 * What a text is found by: its content words, folded and stemmed, masked ones restored. A query goes
 * through the same, so «الموانئ اليمنيّة» finds «موانئ يمنية».
 *
 * @returns terms of letters and digits, in the order of the text, repeats kept
 */
export function searchTerms(text: string): string[] {
  return words(restoreDotted(text).text).filter(isContentWord).map(stem);
}
