/** Answers of one word, in Arabic or English. */
import { normalise } from './normalise.ts';

const among =
  (...words: readonly string[]) =>
  (text: string): boolean =>
    new Set(words.map(normalise)).has(normalise(text).replace(/[«»"“”]|[.!]$/gu, ''));

/** Whether an editor wants none of what they were asked for. */
export const isNone = among('بلا', 'بدون', 'none', 'no');

/** Whether an editor wants all of what they were asked for. */
export const isAll = among('الكل', 'كلها', 'كل شيء', 'all', 'all of them');
