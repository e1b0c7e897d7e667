import { stripBidi } from './bidi.ts';
import { toWestern } from './digits.ts';
import { normalise } from './normalise.ts';
import { numberOf } from './numbers.ts';

/** Digits in these are names, not what the news tells. */
const named = /(?:https?:\/\/|www\.)\S+|[@#][\p{L}\p{N}_]+/gu;

/** The numbers that a later version of a text no longer tells, and those that it tells instead. */
export interface ChangedNumbers {
  readonly gone: readonly string[];
  readonly come: readonly string[];
}

/**
 * Compares the numbers of two versions, in digits or in words ('ثلاثة' is 3). A version that only
 * says more, or less, has corrected nothing.
 *
 * @returns Western digits, without separators of thousands; null when no number gave way to another
 */
export function changedNumbers(before: string, after: string): ChangedNumbers | null {
  const [earlier, later] = [numbersIn(before), numbersIn(after)];
  const gone = [...earlier.difference(later)];
  const come = [...later.difference(earlier)];
  return gone.length > 0 && come.length > 0 ? { gone, come } : null;
}

function numbersIn(text: string): Set<string> {
  const plain = toWestern(stripBidi(text).replace(named, ' '));
  const tokens = plain.match(/\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu) ?? [];
  return new Set(
    tokens
      .map((token) =>
        /^\d/u.test(token) ? token.replace(/,(?=\d{3})/gu, '') : numberOf(normalise(token)),
      )
      .filter((number) => number !== null),
  );
}
