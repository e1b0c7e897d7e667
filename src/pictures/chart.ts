/** Charts of counts: bars from the side where lines begin, one a name, or columns, one an hour. */
import type { Node, Renderer } from '@takumi-rs/core';
import { type Colours, mix, readableOn } from './colours.ts';
import { drawable } from './drawable.ts';
import { clipped, oneLine } from './fit.ts';
import { family } from './fonts.ts';

export interface Bar {
  readonly label: string;
  readonly value: number;
  /** The value as people read it, with its noun. */
  readonly shown: string;
}

export interface Chart {
  readonly title: string;
  readonly subtitle: string;
  /** The newsroom's name. */
  readonly newsroom: string;
  readonly colours: Colours;
  /** Which way the words run, and the bars and columns with them. */
  readonly direction: 'rtl' | 'ltr';
  /** What stands there when no value is above 0. */
  readonly nothing: string;
  readonly body:
    | {
        readonly kind: 'bars';
        /** Longest first; those after the eighth are left out. */
        readonly bars: readonly Bar[];
      }
    | {
        readonly kind: 'hours';
        /** In their order, the first where a line begins; an empty label is not written. */
        readonly columns: readonly Bar[];
      };
}

/** Pixels, as all below; the height follows from what there is to show. */
export const chartWidth = 1080;
const margin = 72;
const inner = chartWidth - 2 * margin;
const aroundHeight = 340;
const barHeight = 98;
const emptyHeight = 608;
const columnsHeight = 1080;
/** In code points. */
const longestLabel = 120;
/** What a label may take of a bar's line; its count takes the rest. */
const labelWidth = 690;
const mostBars = 8;
const columnHeight = 560;

/**
 * Draws a chart in the newsroom's colours; the first bar, and the highest column, stand out in the accent.
 *
 * @returns PNG
 */
export async function drawChart(renderer: Renderer, chart: Chart): Promise<Buffer> {
  const { colours, body } = chart;
  const bars = body.kind === 'bars' ? body.bars.slice(0, mostBars) : body.columns;
  const greatest = greatestOf(bars);
  const muted = mix(colours.background, colours.text, 0.7);
  const [main, height] =
    greatest === 0
      ? [centred(chart.nothing, muted), emptyHeight]
      : body.kind === 'bars'
        ? [
            barList(await fitted(renderer, bars), colours),
            Math.max(emptyHeight, aroundHeight + bars.length * barHeight),
          ]
        : [columnRow(bars, colours), columnsHeight];
  const page: Node = {
    type: 'container',
    style: {
      width: chartWidth,
      height,
      direction: chart.direction,
      display: 'flex',
      flexDirection: 'column',
      padding: `64px ${margin}px 48px`,
      backgroundColor: colours.background,
      fontFamily: family,
      fontWeight: 500,
    },
    children: [
      text(chart.title, { fontSize: 60, fontWeight: 700, color: colours.text, lineHeight: 1.4 }),
      text(chart.subtitle, { fontSize: 34, color: muted, marginBottom: 30, lineHeight: 1.5 }),
      main,
      {
        type: 'container',
        style: { display: 'flex', alignItems: 'center', gap: 20, marginTop: 24 },
        children: [
          box({ width: 56, height: 10, backgroundColor: colours.accent }),
          text(chart.newsroom, { fontSize: 30, color: muted }),
        ],
      },
    ],
  };
  return renderer.render(page, { width: chartWidth, height, format: 'png' });
}

/** An Arabic headline keeps its order on a chart that runs from left to right. */
const text = (line: string, style: Node['style']): Node => ({
  type: 'text',
  text: drawable(line),
  style: {
    fontFamily: family,
    whiteSpace: 'nowrap',
    flexShrink: 0,
    ...(/\p{Script=Arabic}/u.test(line) ? { direction: 'rtl' } : {}),
    ...style,
  },
});

const box = (style: Node['style'], children: Node[] = []): Node => ({
  type: 'container',
  style,
  children,
});

const centred = (line: string, color: string): Node =>
  box({ display: 'flex', flexGrow: 1, alignItems: 'center', justifyContent: 'center' }, [
    text(line, { fontSize: 44, color }),
  ]);

/** A value above 0 is never without a bar to be seen. */
const lengthOf = (value: number, greatest: number, room: number, least: number): number =>
  value > 0 ? Math.max(least, Math.round((value / greatest) * room)) : 0;

const labelStyle = { fontFamily: family, fontSize: 34, fontWeight: 500 };

const fitted = (renderer: Renderer, bars: readonly Bar[]): Promise<Bar[]> =>
  Promise.all(
    bars.map(async (bar) => {
      const label = drawable(clipped(bar.label, longestLabel));
      return { ...bar, label: await oneLine(renderer, label, labelStyle, labelWidth) };
    }),
  );

const greatestOf = (bars: readonly Bar[]): number => Math.max(0, ...bars.map((bar) => bar.value));

function barList(bars: readonly Bar[], colours: Colours): Node {
  const greatest = greatestOf(bars);
  return box(
    { display: 'flex', flexDirection: 'column', flexGrow: 1, gap: 18 },
    bars.map((bar, index) =>
      box({ display: 'flex', flexDirection: 'column', gap: 6 }, [
        box({ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', gap: 28 }, [
          text(bar.label, { ...labelStyle, color: colours.text }),
          text(bar.shown, { fontSize: 32, fontWeight: 700, color: colours.text }),
        ]),
        box({ ...track, backgroundColor: mix(colours.background, colours.text, 0.1) }, [
          box({
            width: lengthOf(bar.value, greatest, inner, 18),
            height: track.height,
            borderRadius: track.borderRadius,
            backgroundColor: index === 0 ? colours.accent : plain(colours),
          }),
        ]),
      ]),
    ),
  );
}

const track = { display: 'flex', width: inner, height: 18, borderRadius: 9 } as const;

const plain = ({ background, text: ink }: Colours): string => mix(background, ink, 0.55);

function columnRow(columns: readonly Bar[], colours: Colours): Node {
  const greatest = greatestOf(columns);
  const peak = columns.findIndex((column) => column.value === greatest);
  const gap = columns.length > 12 ? 8 : 20;
  const width = Math.floor((inner - gap * (columns.length - 1)) / columns.length);
  return box(
    { display: 'flex', flexDirection: 'column', flexGrow: 1, justifyContent: 'flex-end' },
    [
      box(
        { display: 'flex', gap, height: columnHeight + 70, alignItems: 'flex-end' },
        columns.map((column, index) =>
          box({ display: 'flex', flexDirection: 'column', width, alignItems: 'center' }, [
            ...(index === peak ? [flag(column.shown, colours)] : []),
            box({
              width,
              height: lengthOf(column.value, greatest, columnHeight, 6),
              borderRadius: '6px 6px 0 0',
              backgroundColor: index === peak ? colours.accent : plain(colours),
            }),
          ]),
        ),
      ),
      box({ height: 3, backgroundColor: mix(colours.background, colours.text, 0.3) }),
      box(
        { display: 'flex', gap, height: 56, marginTop: 10 },
        columns.map((column) =>
          box({ display: 'flex', width, justifyContent: 'center' }, [
            text(column.label, {
              fontSize: 28,
              color: mix(colours.background, colours.text, 0.8),
            }),
          ]),
        ),
      ),
    ],
  );
}

/** The greatest count above its column; it may be wider than the column. */
const flag = (shown: string, { accent }: Colours): Node =>
  text(shown, {
    fontSize: 28,
    fontWeight: 700,
    color: readableOn(accent),
    backgroundColor: accent,
    borderRadius: 8,
    padding: '4px 14px 6px',
    marginBottom: 12,
  });
