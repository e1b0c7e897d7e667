import { openQuote } from './quotes.ts';

const segmenter = new Intl.Segmenter('ar', { granularity: 'grapheme' });

/** Words that must not be the last before an ellipsis. */
const hanging =
  /(?:^|\s)(?:في|من|إلى|الى|على|عن|أن|إن|ان|أو|او|و|ثم|مع|بعد|قبل|بين|التي|الذي|قد|لا|ما|حول|خلال|ضد|نحو|كما|هو|هي|لم|لن|كان|كانت)$/u;

/** How many code points a text has: what Telegram counts in a message. */
export function length(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/**
 * The beginning of a sentence that fits, to be followed by '…' within `budget` code points: up to the
 * last comma or semicolon past half of it, else up to a whole word. Never ends inside a quotation.
 *
 * @returns the piece without the ellipsis, verbatim; '' when not one word fits.
 */
export function clip(sentence: string, budget: number): string {
  const room = budget - 1;
  let fits = '';
  let used = 0;
  for (const { segment } of segmenter.segment(sentence)) {
    used += length(segment);
    if (used > room) break;
    fits += segment;
  }
  if (fits.length === sentence.length) return sentence;
  const unquoted = beforeOpenQuote(fits);
  const clause = Math.max(
    unquoted.lastIndexOf('،'),
    unquoted.lastIndexOf('؛'),
    unquoted.lastIndexOf(', '),
  );
  if (clause > fits.length / 2) return tidy(unquoted.slice(0, clause));
  // The piece ends inside a word unless a space follows it in the sentence.
  const whole = /\s/u.test(sentence.charAt(unquoted.length)) || unquoted.length < fits.length;
  return tidy(whole ? unquoted : unquoted.slice(0, Math.max(0, unquoted.search(/\s\S*$/u))));
}

function beforeOpenQuote(text: string): string {
  const at = openQuote(text);
  return at === -1 ? text : text.slice(0, at);
}

function tidy(text: string): string {
  let piece = text.replace(/[\s،؛,:(\-–—]+$/u, '');
  while (hanging.test(piece)) piece = piece.replace(hanging, '').replace(/[\s،؛,:(]+$/u, '');
  return piece;
}
