/** The news card: a picture for an article that has none. */
import type { Node, Renderer } from '@takumi-rs/core';
import { type Colours, mix, readableOn } from './colours.ts';
import { drawable } from './drawable.ts';
import { clipped, firstWordsThatFit, oneLine } from './fit.ts';
import { family } from './fonts.ts';
import { logoImage, logoSource } from './logo.ts';

export interface Card {
  readonly headline: string;
  /** Empty: its place stays free. */
  readonly source: string;
  /** As it is printed. */
  readonly date: string;
  /** The badge's word; absent for ordinary news. */
  readonly badge?: string | undefined;
  /** Drawn where there is no logo. */
  readonly newsroom: string;
  /** PNG, JPEG, WebP or SVG, known to be whole. */
  readonly logo?: Uint8Array | undefined;
  readonly colours: Colours;
}

/** Pixels. Telegram shows it at a phone's width: what is under 28 here can't be read there. */
export const cardSize = { width: 1280, height: 720 } as const;
const margin = 80;
const textWidth = cardSize.width - 2 * margin;
const headlineHeight = 356;
const largest = 108;
const smallest = 48;
const step = 4;

/** No headline is longer; only what went wrong at a source is. In code points, as the next. */
const mostLetters = 400;
const longestLine = 60;

/**
 * Draws the card: badge and logo above, the headline as large as it fits, source and date below.
 * A headline that does not fit at the smallest size ends at a word with an ellipsis.
 *
 * @returns PNG
 */
export async function drawCard(renderer: Renderer, card: Card): Promise<Buffer> {
  const { text, size } = await fitHeadline(renderer, drawable(clipped(card.headline, mostLetters)));
  const { colours } = card;
  // A flash is seen before it is read.
  const glow =
    card.badge === undefined
      ? mix(colours.background, colours.text, 0.08)
      : mix(colours.background, colours.accent, 0.4);
  const muted = mix(colours.background, colours.text, 0.72);
  const line = async (words: string, width: number, style: Node['style']): Promise<Node> => {
    const text = drawable(clipped(words, longestLine));
    const inFull = { fontFamily: family, ...style, whiteSpace: 'nowrap' as const };
    return { type: 'text', text: await oneLine(renderer, text, inFull, width), style: inFull };
  };
  const strong = { fontWeight: 700, color: colours.text };
  const top = row([
    card.badge === undefined ? rule(colours) : badge(drawable(card.badge), colours),
    card.logo ? logo : await line(card.newsroom, 840, { fontSize: 42, ...strong }),
  ]);
  const bottom = row([
    await line(card.source, 700, { fontSize: 40, ...strong }),
    await line(card.date, 400, { fontSize: 36, color: muted }),
  ]);
  const page: Node = {
    type: 'container',
    style: {
      ...cardSize,
      direction: 'rtl',
      display: 'flex',
      flexDirection: 'column',
      justifyContent: 'space-between',
      padding: `60px ${margin}px 48px`,
      backgroundColor: colours.background,
      backgroundImage: `linear-gradient(205deg, ${glow}, ${colours.background} 70%)`,
      fontFamily: family,
      fontWeight: 500,
    },
    children: [
      edge(colours.accent),
      top,
      headline(text, size, colours.text),
      {
        type: 'container',
        style: { display: 'flex', flexDirection: 'column', gap: 20 },
        children: [
          {
            type: 'container',
            style: { height: 2, backgroundColor: mix(colours.background, colours.text, 0.22) },
          },
          bottom,
        ],
      },
    ],
  };
  return renderer.render(page, {
    ...cardSize,
    format: 'png',
    ...(card.logo ? { images: logoSource(card.logo) } : {}),
  });
}

const row = (children: Node[]): Node => ({
  type: 'container',
  style: {
    display: 'flex',
    justifyContent: 'space-between',
    alignItems: 'center',
    minHeight: 80,
    gap: 40,
  },
  children,
});

/** The accent along the right edge, where reading begins. */
const edge = (color: string): Node => ({
  type: 'container',
  style: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    right: 0,
    width: 16,
    backgroundColor: color,
  },
});

const rule = ({ accent }: Colours): Node => ({
  type: 'container',
  style: { width: 96, height: 12, backgroundColor: accent, flexShrink: 0 },
});

const badge = (text: string, { accent }: Colours): Node => ({
  type: 'text',
  text,
  style: {
    backgroundColor: accent,
    color: readableOn(accent),
    fontSize: 46,
    fontWeight: 700,
    lineHeight: 1.2,
    padding: '10px 36px 14px',
    borderRadius: 10,
    flexShrink: 0,
  },
});

const logo = logoImage({ height: 88, maxWidth: 420, objectFit: 'contain' });

const headline = (text: string, size: number, color: string): Node => ({
  type: 'text',
  text,
  style: {
    width: textWidth,
    fontSize: size,
    fontFamily: family,
    fontWeight: 700,
    lineHeight: 1.38,
    textWrap: 'balance',
    // The one case of a word cut within: it is wider than the line even now.
    ...(size === smallest ? { overflowWrap: 'anywhere' as const } : {}),
    color,
  },
});

async function fitHeadline(
  renderer: Renderer,
  text: string,
): Promise<{ text: string; size: number }> {
  const fits = async (tried: string, size: number) => {
    const { height, runs } = await renderer.measure(headline(tried, size, '#000000'), {
      width: textWidth,
    });
    const lines = Map.groupBy(runs, (run) => run.y).values();
    return height <= headlineHeight && lines.every((line) => widthOf(line) <= textWidth);
  };
  for (let size = largest; size >= smallest; size -= step) {
    if (await fits(text, size)) return { text, size };
  }
  const cut = await firstWordsThatFit(text, (tried) => fits(tried, smallest));
  return { text: cut, size: smallest };
}

/** Of the runs of one line, in pixels. */
const widthOf = (line: readonly { x: number; width: number }[]): number =>
  Math.max(...line.map(({ x, width }) => x + width)) - Math.min(...line.map(({ x }) => x));
