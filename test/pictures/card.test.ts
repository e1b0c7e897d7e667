import type { Renderer } from '@takumi-rs/core';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Card, cardSize, drawCard } from '../../src/pictures/card.ts';
import { defaultColours } from '../../src/pictures/colours.ts';
import { openRenderer } from '../../src/pictures/fonts.ts';
import { retractionCard } from '../../templates/correction.ts';
import { pixelsOf } from './pixels.ts';

const cardOf = (changes: Partial<Card> = {}): Card => ({
  headline: 'إعادة فتح الميناء أمام السفن بعد إغلاق دام ثلاثة أسابيع',
  source: 'وكالة الشاطئ',
  date: 'الثلاثاء 24 نوفمبر 2026',
  newsroom: 'مرصد الساحل',
  colours: defaultColours,
  ...changes,
});

/** The headline's place, between the rows above and below it. */
const middle = { y: 150, height: 410 };
const rightEnd = { x: 1120, width: 86, ...middle };
const leftEnd = { x: 80, width: 200, ...middle };
const leftMargin = { x: 0, y: 0, width: 76, height: cardSize.height };
/** Beyond the text, before the accent on the edge. */
const rightMargin = { x: 1206, y: 0, width: 50, height: cardSize.height };

let renderer: Renderer;
beforeAll(async () => {
  renderer = await openRenderer();
});

const draw = async (changes: Partial<Card> = {}) =>
  pixelsOf(await drawCard(renderer, cardOf(changes)));

describe('the news card', () => {
  it('has the size of a preview picture, a small file, and ink within the margins alone', async () => {
    const png = await drawCard(renderer, cardOf());
    expect(png.byteLength).toBeLessThan(200_000);
    const card = await pixelsOf(png);
    expect([card.width, card.height]).toEqual([1280, 720]);
    expect(card.light(leftMargin)).toBe(0);
    expect(card.light(rightMargin)).toBe(0);
    expect(card.at(1275, 360)).toBe(defaultColours.accent);
  });

  it('sets a short headline at the right and leaves the left free', async () => {
    const card = await draw({ headline: 'خسوف كلي للقمر' });
    expect(card.light(rightEnd)).toBeGreaterThan(500);
    expect(card.light(leftEnd)).toBe(0);
  });

  it('keeps a line right-aligned when it begins in Latin or with a number', async () => {
    for (const headline of ['GPT-5 يصل غدًا', '85.40$ سعر النفط', '(+3.2%) نمو']) {
      const card = await draw({ headline });
      expect(card.light(rightEnd)).toBeGreaterThan(200);
      expect(card.light(leftEnd)).toBe(0);
    }
  });

  it('is drawn of a notice, which has neither source nor date', async () => {
    const card = await draw(retractionCard);
    expect(card.light(rightEnd)).toBeGreaterThan(500);
    expect(card.light({ x: 0, y: 640, width: 1260, height: 60 })).toBe(0);
  });

  it('has the badge for breaking news only, in the accent', async () => {
    const [x, y] = [1190, 70];
    expect((await draw({ badge: 'عاجل' })).at(x, y)).toBe(defaultColours.accent);
    expect((await draw()).at(x, y)).not.toBe(defaultColours.accent);
  });

  it('is drawn in the newsroom’s colours', async () => {
    const colours = { background: '#ffffff', text: '#101010', accent: '#0a6640' };
    const card = await draw({ colours, badge: 'عاجل' });
    expect(card.at(20, 715)).toBe('#ffffff');
    expect(card.at(1190, 70)).toBe('#0a6640');
  });

  it('draws the logo in the name’s place', async () => {
    const create = { width: 300, height: 150, channels: 3 as const, background: '#00c853' };
    const logo = await sharp({ create }).png().toBuffer();
    const card = await draw({ logo });
    expect(card.at(120, 100)).toBe('#00c853');
    expect((await draw()).at(120, 100)).not.toBe('#00c853');
  });

  it('strips emoji: no box is left, and what is around stays', async () => {
    const bare = await drawCard(renderer, cardOf({ headline: 'المنتخب يفوز بالكأس' }));
    for (const headline of ['🔥 المنتخب 🇾🇪 يفوز ⚽️ بالكأس 👨‍👩‍👧', 'المنتخب يفوز بالكأس 🏆🏽'])
      expect((await drawCard(renderer, cardOf({ headline }))).equals(bare)).toBe(true);
  });

  it('draws harakat above and below the letters, not instead of them', async () => {
    const plain = await draw({ headline: 'السلطات تعلن' });
    const marked = await draw({ headline: 'السُّلطاتُ تُعلِنُ' });
    const ink = { x: 80, width: 1120, ...middle };
    expect(marked.light(ink)).toBeGreaterThan(plain.light(ink));
  });

  it('fits a long headline, and ends an endless one at a word', async () => {
    const long = 'وزراء دول الساحل يبحثون سبل حماية الملاحة وتأمين خطوط الإمداد '.repeat(3);
    for (const headline of [long, 'كلمة '.repeat(20_000)]) {
      const card = await draw({ headline });
      expect(card.light({ x: 80, width: 1120, ...middle })).toBeGreaterThan(5_000);
      expect(card.light(leftMargin)).toBe(0);
      // The gap between headline and the line below it.
      expect(card.light({ x: 80, y: 566, width: 1120, height: 8 })).toBe(0);
    }
  });

  it.each([
    ['nothing', ''],
    ['NUL and controls', 'خبر\u0000\u0007\u001b عاجل\u0085'],
    ['lone surrogates', 'خبر \ud83d في \udc00 الميناء'],
    ['a word of 5,000 letters', 'ب'.repeat(5_000)],
    ['nested embeddings', `${'\u202b'.repeat(200)}خبر${'\u2067'.repeat(200)}`],
    ['emoji alone', '🔥🔥🔥'],
    ['letters without a glyph', '新闻 новости'],
  ])('survives %s', async (_, headline) => {
    const card = await draw({ headline, source: headline, badge: 'عاجل' });
    expect(card.light(leftMargin)).toBe(0);
    expect(card.light(rightMargin)).toBe(0);
  });
});
