import type { Renderer } from '@takumi-rs/core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Chart, chartWidth, drawChart } from '../../src/pictures/chart.ts';
import { defaultColours, mix } from '../../src/pictures/colours.ts';
import { openRenderer } from '../../src/pictures/fonts.ts';
import { pixelsOf } from './pixels.ts';

const chartOf = (body: Chart['body']): Chart => ({
  title: 'القراءات حسب القناة',
  subtitle: 'آخر 7 أيام',
  newsroom: 'مرصد الساحل',
  colours: defaultColours,
  direction: 'rtl',
  nothing: 'لا قراءات بعد',
  body,
});

const bar = (label: string, value: number) => ({ label, value, shown: `${value} قراءة` });

let renderer: Renderer;
beforeAll(async () => {
  renderer = await openRenderer();
});
const draw = async (body: Chart['body']) => pixelsOf(await drawChart(renderer, chartOf(body)));

const { accent, background, text } = defaultColours;
const track = mix(background, text, 0.1);
const plain = mix(background, text, 0.55);

describe('the chart', () => {
  it('grows bars from the right, the first in the accent over the whole line', async () => {
    const chart = await draw({ kind: 'bars', bars: [bar('أ', 100), bar('ب', 50), bar('ج', 0)] });
    const rows = (x: number) =>
      Array.from({ length: chart.height }, (_, y) => chart.at(x, y)).filter(
        (colour, y, all) => colour !== all[y - 1] && [accent, plain, track].includes(colour),
      );
    // From above; the last accent is the newsroom's mark.
    expect(rows(980)).toEqual([accent, plain, track, accent]);
    expect(rows(500)).toEqual([accent, track, track]);
    expect(rows(100)).toEqual([accent, track, track]);
  });

  it('keeps its labels at the right and nothing in the margins', async () => {
    const bars = ['خبر', 'GPT-5 يصل', 'كلمة '.repeat(400), 'س'.repeat(5_000)].map((label, index) =>
      bar(label, 9 - index),
    );
    const chart = await draw({ kind: 'bars', bars });
    const margin = { y: 0, width: 68, height: chart.height };
    expect(chart.light({ x: 0, ...margin })).toBe(0);
    expect(chart.light({ x: chartWidth - 68, ...margin })).toBe(0);
  });

  it('draws hours in their order from the right, the highest in the accent', async () => {
    const columns = Array.from({ length: 24 }, (_, hour) => bar(String(hour), hour === 2 ? 9 : 3));
    const chart = await draw({ kind: 'hours', columns });
    const bottom = chart.height - 200;
    const found = Array.from({ length: chartWidth }, (_, x) => x).filter(
      (x) => chart.at(x, bottom) === accent,
    );
    expect(Math.min(...found)).toBeGreaterThan(850);
    expect(chart.at(100, bottom)).toBe(plain);
    expect(chart.at(100, bottom - 300)).toBe(background);
  });

  it('runs from the left for words that do', async () => {
    const words = chartOf({ kind: 'bars', bars: [bar('أ', 100), bar('ب', 50)] });
    const english: Chart = { ...words, title: 'Most read', subtitle: '', direction: 'ltr' };
    const chart = await pixelsOf(await drawChart(renderer, english));
    const reaches = (x: number) =>
      Array.from({ length: chart.height }, (_, y) => chart.at(x, y)).includes(plain);
    expect([reaches(100), reaches(980)]).toEqual([true, false]);
    const title = { y: 70, width: 400, height: 70 };
    expect(chart.light({ x: 72, ...title })).toBeGreaterThan(300);
    expect(chart.light({ x: 608, ...title })).toBe(0);
  });

  it('says so when there is nothing to show', async () => {
    for (const body of [
      { kind: 'bars', bars: [] },
      { kind: 'bars', bars: [bar('أ', 0)] },
      { kind: 'hours', columns: [] },
    ] satisfies Chart['body'][]) {
      const chart = await draw(body);
      expect(chart.light({ x: 300, y: 200, width: 480, height: 300 })).toBeGreaterThan(300);
    }
  });
});
