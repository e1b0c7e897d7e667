import { isolate, stripBidi } from '../arabic/bidi.ts';

/**
 * What the fonts of fonts.ts have a glyph for, found by drawing each code point: Latin-1, the Arabic
 * blocks, and the marks of print. U+06A2 and two signs that no press uses are missing.
 */
const drawn =
  /[\u0020-\u007e\u00a0-\u00ff\u0606-\u061c\u061e-\u06a1\u06a3-\u06ff\u0750-\u077f\u200c\u2010\u2011\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122\u2212]/u;

/**
 * A text as it can be drawn on one line: emoji and letters without a glyph go, for they would be
 * boxes; 'ā' becomes 'a' and the joined form 'ﻻ' its letters; what would wander in a right-to-left
 * line is isolated; white space is one space. Lone surrogates and controls go with the rest.
 */
export function drawable(text: string): string {
  const kept = stripBidi(text)
    .replace(/\s+/gu, ' ')
    .replace(/[^\u0020-\u007e\u0606-\u06a1]/gu, (sign) =>
      drawn.test(sign) ? sign : partsOf(sign),
    );
  return isolate(kept.replace(/ +/g, ' ').trim());
}

const partsOf = (sign: string): string =>
  [...sign.normalize('NFKD')].filter((part) => drawn.test(part)).join('');
