import type { Node, Renderer } from '@takumi-rs/core';

/**
 * As many of a text's first words as fit, with an ellipsis when some are left out; at least one.
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
  return first(fitting);
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
