/** The colours of a newsroom's pictures. */
export interface Colours {
  /** `#rrggbb`, as all of them. */
  readonly background: string;
  readonly text: string;
  /** Of the badge, the rules and the longest bar. */
  readonly accent: string;
}

/** What a newsroom that names no colours is drawn in. */
export const defaultColours: Colours = {
  background: '#0f1b2d',
  text: '#ffffff',
  accent: '#d7263d',
};

type Rgb = readonly [number, number, number];

const rgb = (colour: string): Rgb => [
  Number.parseInt(colour.slice(1, 3), 16),
  Number.parseInt(colour.slice(3, 5), 16),
  Number.parseInt(colour.slice(5, 7), 16),
];

/** Relative luminance, 0 for black to 1 for white (WCAG 2.2). */
function luminance(colour: string): number {
  const [red, green, blue] = rgb(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours stand apart, 1 to 21 (WCAG 2.2): text wants 4.5, large shapes 3. */
export function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** A colour between two: 0 is the first, 1 the second. */
export function mix(from: string, to: string, share: number): string {
  const other = rgb(to);
  const channels = rgb(from).map((channel, index) =>
    Math.round(channel + ((other[index] ?? 0) - channel) * share),
  );
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

/** White or near black, whichever reads better on a colour. */
export const readableOn = (colour: string): string =>
  contrast('#ffffff', colour) >= contrast('#111111', colour) ? '#ffffff' : '#111111';
