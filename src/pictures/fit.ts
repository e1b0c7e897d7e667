import type { Node, Renderer } from '@takumi-rs/core';

/** A longer word is none. In code points. */
const longestWord = 32;

/**
 * As many of a text's first words as fit, with an ellipsis when some are left out.
 *
 * @param fits asked for ever closer halves, some ten times for a thousand words
 */
export async function firstWordsThatFit(
  text: string,
  fits: (tried: string) => Promise<boolean>,
): Promise<string> {
  if (await fits(text)) return text;
  const words = text.split(' ');
  const first = (count: number) =>
    `${words
      .slice(0, count)
      .join(' ')
      .replace(/[،,:؛\s]+$/u, '')}…`;
  let [fitting, tooMany] = [1, words.length];
  while (tooMany - fitting > 1) {
    const middle = (fitting + tooMany) >> 1;
    if (await fits(first(middle))) fitting = middle;
    else tooMany = middle;
  }
  if (fitting > 1) return first(fitting);
  // A word wider than the line is cut within: there is no other place.
  let letters = [...(words[0] ?? '')];
  let cut = first(1);
  while (letters.length > 1 && !(await fits(cut))) {
    letters = letters.slice(0, Math.ceil(letters.length * 0.8) - 1);
    cut = `${letters.join('')}…`;
  }
  return cut;
}

/** The words of a text that stand on one line of so many pixels. */
export const oneLine = (
  renderer: Renderer,
  text: string,
  style: Node['style'],
  width: number,
): Promise<string> =>
  firstWordsThatFit(text, async (tried) => {
    const node: Node = { type: 'text', text: tried, style: { ...style, whiteSpace: 'nowrap' } };
    return (await renderer.measure(node)).width <= width;
  });

/**
 * A text within bounds that no real line reaches, so that the fitting has an end.
 *
 * @param most in code points
 */
export function clipped(text: string, most: number): string {
  // A code point is two UTF-16 units at most, and marks that will be stripped come on top.
  const points = [...text.slice(0, 8 * most)];
  const within =
    points.length > most
      ? `${points
          .slice(0, most)
          .join('')
          .replace(/\s+\S*$/u, '')}…`
      : text;
  return within.replace(/\S+/gu, (word) => {
    const letters = [...word];
    return letters.length > longestWord ? `${letters.slice(0, longestWord).join('')}…` : word;
  });
}
