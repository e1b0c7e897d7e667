import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

// Draws the pictures of data/samples, one scene an article, and writes them as JPEG:
//   node scripts/sample-pictures.ts [CHROMIUM] [SLUG…]
// Scenes are SVG of 1280 x 720 in one palette; chance is seeded, so that a second run draws the same.

const WIDTH = 1280;
const HEIGHT = 720;
const QUALITY = 80;

const night = '#0b2530';
const deep = '#0f4c5c';
const sea = '#1f7a82';
const foam = '#9fd3cc';
const leaf = '#3f8f63';
const moss = '#245c4a';
const sand = '#f0cf98';
const cream = '#fff3da';
const gold = '#f4b540';
const coral = '#e8734a';
const clay = '#c4532d';
const brown = '#6e3524';
const plum = '#4a3560';

type Random = () => number;

/** Mulberry32: the same numbers, 0 to 1, for the same seed. */
function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function times(count: number, draw: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => draw(index)).join('');
}

function gradient(id: string, stops: readonly [offset: number, colour: string][]): string {
  const inner = stops.map(([at, colour]) => `<stop offset="${at}" stop-color="${colour}"/>`);
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${inner.join('')}</linearGradient>`;
}

function glow(id: string, colour: string): string {
  return `<radialGradient id="${id}"><stop offset="0" stop-color="${colour}" stop-opacity=".85"/>
    <stop offset="1" stop-color="${colour}" stop-opacity="0"/></radialGradient>`;
}

function rect(x: number, y: number, w: number, h: number, fill: string, more = ''): string {
  return `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;
}

function circle(x: number, y: number, r: number, fill: string, more = ''): string {
  return `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
}

function path(d: string, fill: string, more = ''): string {
  return `<path d="${d}" fill="${fill}" ${more}/>`;
}

function stars(random: Random, count: number, below: number): string {
  return times(count, () =>
    circle(
      random() * WIDTH,
      random() * below,
      0.8 + random() * 1.6,
      cream,
      `opacity="${0.3 + random() * 0.7}"`,
    ),
  );
}

/** A ridge across the picture, `base` its mean height and `rise` its roughness. */
function ridge(random: Random, base: number, rise: number, fill: string, step = 90): string {
  const points: string[] = [];
  for (let x = -step; x <= WIDTH + step; x += step) points.push(`${x},${base - random() * rise}`);
  return `<polygon points="-90,${HEIGHT} ${points.join(' ')} ${WIDTH + 90},${HEIGHT}" fill="${fill}"/>`;
}

/** Short light strokes on water, wider the nearer they are. */
function ripples(
  random: Random,
  top: number,
  count: number,
  colour: string,
  centre?: number,
): string {
  return times(count, () => {
    const depth = random();
    const y = top + depth * (HEIGHT - top);
    const spread = centre === undefined ? WIDTH : 60 + depth * 220;
    const x = (centre ?? WIDTH / 2) + (random() - 0.5) * spread;
    const w = 20 + depth * 90 * random();
    return rect(
      x - w / 2,
      y,
      w,
      2 + depth * 3,
      colour,
      `rx="2" opacity="${0.25 + random() * 0.45}"`,
    );
  });
}

function gull(x: number, y: number, size: number, colour: string): string {
  return path(
    `M${x - size},${y - size * 0.3} q${size * 0.6},${-size * 0.35} ${size},${size * 0.3} q${size * 0.4},${-size * 0.65} ${size},${-size * 0.3}`,
    'none',
    `stroke="${colour}" stroke-width="${size / 7}" stroke-linecap="round"`,
  );
}

function palm(x: number, y: number, size: number, colour: string): string {
  const top = y - size;
  const fronds = [-165, -140, -105, -75, -40, -15].map((angle) => {
    const turn = (angle * Math.PI) / 180;
    const [dx, dy] = [Math.cos(turn) * size * 0.52, Math.sin(turn) * size * 0.3];
    return path(
      `M${x},${top} q${dx * 0.5},${dy - size * 0.1} ${dx},${dy + size * 0.2} q${-dx * 0.45},${-size * 0.12} ${-dx},${-dy - size * 0.2}z`,
      colour,
    );
  });
  return (
    path(
      `M${x - size * 0.04},${y} q${size * 0.05},${-size * 0.5} ${size * 0.02},${-size} h${size * 0.05} q${size * 0.04},${size * 0.5} ${size * 0.03},${size}z`,
      brown,
    ) + fronds.join('')
  );
}

function lighthouse(random: Random): string {
  return `<defs>${gradient('sky', [
    [0, '#1b2a4a'],
    [0.4, plum],
    [0.72, coral],
    [1, gold],
  ])}
    ${gradient('water', [
      [0, '#b0603f'],
      [0.25, deep],
      [1, night],
    ])}${glow('lamp', cream)}
    <linearGradient id="beam" x1="1" x2="0"><stop offset="0" stop-color="${cream}" stop-opacity=".75"/>
    <stop offset="1" stop-color="${cream}" stop-opacity="0"/></linearGradient></defs>
    ${rect(0, 0, WIDTH, 480, 'url(#sky)')}${stars(random, 60, 220)}
    ${circle(360, 455, 74, '#ffd98a')}${circle(360, 455, 150, 'url(#lamp)', 'opacity=".6"')}
    ${ridge(seeded(4), 470, 60, '#5d3a57', 130)}
    ${rect(0, 470, WIDTH, 250, 'url(#water)')}${ripples(random, 478, 60, '#ffd98a', 360)}
    ${ripples(random, 490, 60, foam)}
    ${path('M930,168 L-60,30 L-60,250z', 'url(#beam)')}
    <g transform="translate(1860 0) scale(-1 1)" opacity=".5">${path('M930,168 L380,90 L380,236z', 'url(#beam)')}</g>
    ${path('M660,720 C700,610 760,590 800,560 C850,520 900,500 990,505 C1100,510 1160,560 1280,560 V720z', '#1a2f38')}
    ${path('M720,720 C770,640 840,610 900,585 C980,555 1120,600 1280,620 V720z', '#10222a')}
    ${path('M892,512 L904,205 H956 L968,512z', cream)}
    ${path('M895.6,430 L898.6,350 H961.4 L964.4,430z', clay)}${path('M901.5,275 L903.6,222 H956.4 L958.5,275z', clay)}
    ${path('M932,205 h24 l12,307 h-22z', night, 'opacity=".22"')}
    ${rect(888, 197, 84, 12, night)}${rect(906, 144, 48, 54, '#ffe9a8')}
    ${times(4, (i) => rect(904 + i * 16, 144, 4, 54, night))}
    ${path('M896,146 Q930,100 964,146z', clay)}${rect(927, 96, 6, 26, night)}
    ${circle(930, 170, 120, 'url(#lamp)')}
    ${rect(978, 450, 120, 66, cream)}${path('M968,452 L1038,414 L1108,452z', clay)}
    ${rect(1000, 474, 22, 24, gold)}${rect(1052, 474, 22, 24, gold)}
    ${path('M200,610 l12,-70 h16 l12,70z', clay)}${circle(220, 532, 9, gold)}${rect(186, 606, 68, 16, '#5d2418', 'rx="8"')}
    ${path('M520,566 l7,-40 h8 l7,40z', clay)}${circle(531, 521, 5, gold)}${rect(512, 563, 38, 9, '#5d2418', 'rx="4"')}
    ${gull(560, 230, 26, cream)}${gull(630, 270, 18, cream)}${gull(500, 290, 15, cream)}`;
}

function terraces(random: Random): string {
  const greens = ['#8fb96b', '#6fa65c', '#559551', leaf, '#32794f', '#2a6a4c', moss];
  const bands = greens.map((green, i) => {
    const y = 330 + i * 58;
    const bend = 60 - i * 6;
    const shift = i % 2 ? 140 : -60;
    const top = `M-20,${y + 30} C${260 + shift},${y - bend} ${520 + shift},${y + bend} ${800 + shift},${y} S1180,${y - bend} 1300,${y + 10}`;
    const bushes = times(30 + i * 3, (n) => {
      const x = (n + random() * 0.6) * (WIDTH / (28 + i * 3));
      const size = 9 + i * 2.4;
      const at = y + 34 + Math.sin(x / 170 + i) * (bend * 0.28);
      return (
        circle(x, at, size, i % 2 ? '#3c8550' : '#2f7a4a') +
        circle(x - size * 0.3, at - size * 0.35, size * 0.6, '#7fb765', 'opacity=".65"') +
        (random() < 0.55 ? circle(x + size * 0.2, at + size * 0.1, size * 0.2, '#d8402f') : '')
      );
    });
    return (
      path(`${top} V${HEIGHT} H-20z`, green) +
      path(
        top,
        'none',
        `stroke="${sand}" stroke-width="${4 + i}" opacity=".8" stroke-dasharray="${14 + i * 4} ${2 + i * 0.5}"`,
      ) +
      bushes
    );
  });
  const bigLeaf = (x: number, y: number, turn: number, size: number, colour: string) =>
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})">
      ${path('M0,0 C40,-62 130,-62 190,0 C130,46 40,46 0,0z', colour)}
      ${path('M0,0 Q95,-12 186,0', 'none', `stroke="#a9d08b" stroke-width="4" opacity=".75"`)}
      ${times(4, (i) => path(`M${40 + i * 34},-5 q18,-16 34,-28 M${40 + i * 34},-3 q18,12 34,20`, 'none', 'stroke="#a9d08b" stroke-width="2.4" opacity=".5"'))}</g>`;
  const cherry = (x: number, y: number, r: number, colour: string) =>
    circle(x, y, r, colour) + circle(x - r * 0.3, y - r * 0.35, r * 0.28, cream, 'opacity=".75"');
  return `<defs>${gradient('sky', [
    [0, '#8ecbd0'],
    [0.6, '#fbe7bd'],
    [1, '#ffd49a'],
  ])}${glow('sun', '#fff0bd')}</defs>
    ${rect(0, 0, WIDTH, HEIGHT, 'url(#sky)')}${circle(300, 150, 240, 'url(#sun)')}${circle(300, 150, 54, '#fff3c9')}
    ${ridge(seeded(11), 300, 130, '#a9c4b4', 140)}${ridge(seeded(23), 340, 120, '#83ab94', 110)}${ridge(seeded(31), 370, 90, '#679a7c', 120)}
    <g transform="translate(905 226)">${rect(0, 20, 44, 74, '#d9ab72')}${rect(38, 0, 34, 94, '#c79560')}${rect(70, 34, 40, 60, '#dcb27b')}
    ${[
      [8, 34],
      [26, 34],
      [48, 14],
      [48, 40],
      [80, 48],
      [94, 48],
    ]
      .map(([x = 0, y = 0]) => rect(x, y, 8, 12, brown))
      .join('')}
    ${rect(0, 16, 44, 5, cream)}${rect(38, -4, 34, 5, cream)}${rect(70, 30, 40, 5, cream)}</g>
    ${bands.join('')}
    ${path('M1300,735 C1160,640 1010,600 800,600', 'none', `stroke="${brown}" stroke-width="13" stroke-linecap="round"`)}
    ${bigLeaf(1150, 640, -118, 1.15, moss)}${bigLeaf(1010, 606, -100, 1, '#2c7350')}${bigLeaf(1200, 672, -52, 1.1, '#2f7f55')}
    ${bigLeaf(1040, 612, 128, 0.95, '#2c7350')}${bigLeaf(810, 600, -160, 1.05, '#37895a')}${bigLeaf(880, 600, 140, 0.8, moss)}
    ${cherry(1098, 634, 27, '#d8402f')}${cherry(1140, 672, 29, '#b82d26')}${cherry(1066, 668, 25, '#e5573b')}${cherry(1112, 690, 24, '#d8402f')}
    ${cherry(948, 622, 24, '#d8402f')}${cherry(916, 648, 22, '#e8a33c')}${cherry(962, 664, 25, '#b82d26')}${cherry(1176, 712, 26, '#d8402f')}`;
}

function solar(random: Random): string {
  const panel = (x: number, y: number, size: number) =>
    `<g transform="translate(${x} ${y}) scale(${size})">
      ${rect(66, 58, 10, 70, '#5b6a70')}${rect(196, 58, 10, 70, '#5b6a70')}
      ${path('M40,-52 H300 L250,84 H-18z', '#e8eef0')}${path('M46,-45 H290 L244,77 H-6z', 'url(#glass)')}
      ${times(5, (i) => path(`M${87 + i * 40.6},-45 L${36 + i * 41.6},77`, 'none', 'stroke="#cfe3ea" stroke-width="2.5" opacity=".75"'))}
      ${path('M30,-6 H274 M13,36 H258', 'none', 'stroke="#cfe3ea" stroke-width="2.5" opacity=".75"')}
      ${path('M120,-45 h60 l-80,122 h-52z', '#fff', 'opacity=".16"')}</g>`;
  return `<defs>${gradient('sky', [
    [0, '#4fb0bb'],
    [0.65, '#fbe3ae'],
    [1, '#ffc983'],
  ])}${glow('sun', '#fff2b8')}
    <linearGradient id="glass" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#2f6f9e"/><stop offset="1" stop-color="#11314f"/></linearGradient>
    ${gradient('canal', [
      [0, '#bfe8e4'],
      [1, sea],
    ])}</defs>
    ${rect(0, 0, WIDTH, HEIGHT, 'url(#sky)')}${circle(960, 150, 300, 'url(#sun)')}${circle(960, 150, 70, '#fff5cf')}
    ${times(16, (i) => `<g transform="rotate(${i * 22.5} 960 150)">${rect(957, 50, 6, i % 2 ? 18 : 30, '#fff5cf', 'rx="3" transform="translate(0 -38)"')}</g>`)}
    ${ridge(seeded(7), 350, 90, '#d79a6a', 150)}${ridge(seeded(15), 375, 60, '#c07f55', 120)}
    ${rect(0, 370, WIDTH, 350, '#e6bd7f')}
    ${path('M0,372 H1280 V430 H0z', '#7fb069')}
    ${times(26, (i) => palm(14 + i * 50 + random() * 24, 392 + random() * 16, 44 + random() * 30, i % 3 ? moss : leaf))}
    ${path('M700,430 L1280,430 V720 H640z', '#8cbc63')}
    ${times(11, (i) => path(`M${722 + i * 54},430 L${640 + i * 96},720`, 'none', 'stroke="#5a9449" stroke-width="11" stroke-dasharray="16 7"'))}
    ${path('M610,430 h74 L640,720 H380z', '#b98c58')}${path('M622,430 h50 L600,720 H420z', 'url(#canal)')}
    ${times(16, () => {
      const depth = random();
      return rect(
        628 - depth * 190 + random() * (40 + depth * 120),
        440 + depth * 270,
        12 + depth * 40,
        3,
        '#fff',
        'rx="2" opacity=".6"',
      );
    })}
    ${palm(1150, 640, 250, moss)}${palm(1040, 560, 160, leaf)}
    ${times(3, (i) => panel(56 + i * 172, 436, 0.5))}${times(3, (i) => panel(-118 + i * 216, 522, 0.66))}${times(3, (i) => panel(-290 + i * 300, 640, 0.94))}`;
}

function stadium(random: Random): string {
  const crowd = times(900, () => {
    const x = random() * WIDTH;
    const y = 215 + random() * 190 + Math.abs(x - 640) * 0.05;
    const colour = [cream, gold, coral, foam, sea, clay][Math.floor(random() * 6)] ?? cream;
    return circle(x, y, 4.6, colour, `opacity="${0.5 + random() * 0.4}"`);
  });
  const lamps = (
    x: number,
  ) => `${rect(x - 5, 110, 10, 200, '#1d3a44')}${rect(x - 62, 58, 124, 62, '#16323c', 'rx="6"')}
    ${times(15, (i) => circle(x - 48 + (i % 5) * 24, 72 + Math.floor(i / 5) * 17, 8, '#fffbe6'))}${circle(x, 88, 240, 'url(#lamp)')}`;
  const [bx, by, r] = [400, 530, 118];
  const corner = (turn: number, far: number) => {
    const angle = ((turn - 90) * Math.PI) / 180;
    return [bx + Math.cos(angle) * far, by + Math.sin(angle) * far] as const;
  };
  const pentagon = (cx: number, cy: number, size: number, turn: number, squash: number) => {
    const points = [0, 72, 144, 216, 288].map((at) => {
      const angle = ((at - 90) * Math.PI) / 180;
      return `${Math.cos(angle) * size},${Math.sin(angle) * size * squash}`;
    });
    return `<polygon points="${points.join(' ')}" fill="${night}" transform="translate(${cx} ${cy}) rotate(${turn})"/>`;
  };
  const seams = [0, 72, 144, 216, 288].map((turn) => {
    const [x1, y1] = corner(turn, r * 0.36);
    const [x2, y2] = corner(turn, r * 0.68);
    const [x3, y3] = corner(turn + 36, r * 0.8);
    const [x4, y4] = corner(turn - 36, r * 0.8);
    return path(
      `M${x1},${y1} L${x2},${y2} M${x2},${y2} L${x3},${y3} M${x2},${y2} L${x4},${y4}`,
      'none',
      `stroke="${night}" stroke-width="4"`,
    );
  });
  const edges = [36, 108, 180, 252, 324].map((turn) => {
    const [x, y] = corner(turn, r * 0.93);
    return pentagon(x, y, r * 0.34, turn + 180, 0.7);
  });
  return `<defs>${gradient('sky', [
    [0, '#071a24'],
    [1, '#14505e'],
  ])}${gradient('grass', [
    [0, '#2f8f56'],
    [1, '#1c6a45'],
  ])}${glow('lamp', '#fffbe0')}
    <radialGradient id="ball" cx=".36" cy=".3"><stop offset="0" stop-color="#fff"/><stop offset=".7" stop-color="#eef0ea"/><stop offset="1" stop-color="#a9b6b4"/></radialGradient>
    <clipPath id="round"><circle cx="${bx}" cy="${by}" r="${r}"/></clipPath></defs>
    ${rect(0, 0, WIDTH, HEIGHT, 'url(#sky)')}${stars(random, 70, 160)}
    ${path('M0,190 Q640,260 1280,190 V470 H0z', '#123540')}${crowd}
    ${path('M0,180 Q640,250 1280,180 V206 Q640,272 0,206z', '#0a222b')}
    ${path('M0,300 Q640,345 1280,300 V308 Q640,353 0,308z', '#0a222b')}
    ${rect(0, 405, WIDTH, 40, deep)}${times(9, (i) => rect(20 + i * 142, 411, 112, 28, i % 2 ? coral : gold, 'rx="4" opacity=".9"'))}
    ${rect(0, 445, WIDTH, 275, 'url(#grass)')}
    ${times(7, (i) => path(`M${-700 + i * 400},720 L${300 + i * 104},445 h52 L${-500 + i * 400},720z`, '#46a766', 'opacity=".5"'))}
    ${path('M0,462 H1280', 'none', 'stroke="#eaf6ea" stroke-width="4"')}
    ${path('M690,462 L640,600 H1280', 'none', 'stroke="#eaf6ea" stroke-width="5"')}
    <g stroke="#fff" fill="none">${path('M860,462 V300 H1150 V462', 'none', 'stroke-width="9"')}
    ${times(14, (i) => path(`M${866 + i * 21.4},304 L${884 + i * 18.6},438`, 'none', 'stroke-width="1.4" opacity=".6"'))}
    ${times(8, (i) => path(`M866,${308 + i * 18} H1144`, 'none', 'stroke-width="1.4" opacity=".6"'))}</g>
    ${lamps(170)}${lamps(1110)}
    ${times(90, () => rect(random() * WIDTH, random() * 440, 8, 14, [gold, coral, foam, cream][Math.floor(random() * 4)] ?? gold, `transform="rotate(${Math.floor(random() * 40)})" opacity=".85"`))}
    <ellipse cx="${bx + 26}" cy="${by + r + 4}" rx="130" ry="20" fill="#0d3d2a" opacity=".6"/>
    ${circle(bx, by, r, 'url(#ball)')}<g clip-path="url(#round)">${pentagon(bx, by, r * 0.36, 0, 1)}${seams.join('')}${edges.join('')}</g>`;
}

function pottery(random: Random): string {
  const jar = (x: number, y: number, size: number, turn: number, colour: string, dark: string) =>
    `<g transform="translate(${x} ${y}) rotate(${turn}) scale(${size})">
      ${path('M-46,-150 C-120,-150 -128,-70 -92,-52 M46,-150 C120,-150 128,-70 92,-52', 'none', `stroke="${dark}" stroke-width="19" stroke-linecap="round"`)}
      ${path('M-42,-178 H42 L36,-122 C120,-90 132,40 76,130 Q40,172 0,174 Q-40,172 -76,130 C-132,40 -120,-90 -36,-122z', colour)}
      ${path('M10,-178 H42 L36,-122 C120,-90 132,40 76,130 Q40,172 0,174 C70,110 76,-60 14,-120z', dark, 'opacity=".42"')}
      ${rect(-54, -192, 108, 22, dark, 'rx="9"')}
      ${path('M-100,-44 H100 M-108,26 H108', 'none', `stroke="${cream}" stroke-width="6" opacity=".85"`)}
      ${path('M-104,6 l26,-34 26,34 26,-34 26,34 26,-34 26,34 26,-34 26,34', 'none', `stroke="${cream}" stroke-width="7" opacity=".9"`)}
      ${times(7, (i) => circle(-84 + i * 28, 58, 6, cream, 'opacity=".8"'))}
      ${path('M-70,-84 q-26,34 -24,92', 'none', 'stroke="#fff" stroke-width="9" stroke-linecap="round" opacity=".25"')}</g>`;
  const layers: [number, string][] = [
    [300, '#e3b577'],
    [395, '#d19a5f'],
    [480, '#b97a4a'],
    [570, '#965a3a'],
    [650, brown],
  ];
  return `<defs>${gradient('sky', [
    [0, '#3e98a3'],
    [1, '#fdeac2'],
  ])}${glow('sun', '#fff2c4')}</defs>
    ${rect(0, 0, WIDTH, HEIGHT, 'url(#sky)')}${circle(1040, 130, 220, 'url(#sun)')}
    ${path('M0,236 H1280 V330 H0z', sea)}${ripples(seeded(3), 240, 36, cream)}${path('M0,290 Q400,250 820,282 T1280,262 V340 H0z', cream)}
    ${path('M150,236 l20,24 h96 l22,-24z', brown)}${path('M216,236 V150 L282,226z', cream)}${path('M208,236 V170 L160,230z', sand)}
    ${layers.map(([y, colour], i) => path(`M0,${y} C260,${y - 26 + i * 8} 520,${y + 26} 800,${y} S1160,${y - 20} 1280,${y + 8} V720 H0z`, colour)).join('')}
    ${times(170, () => {
      const y = 330 + random() * 380;
      return circle(
        random() * WIDTH,
        y,
        1.5 + random() * 4,
        random() < 0.5 ? cream : brown,
        'opacity=".28"',
      );
    })}
    ${path('M70,720 C90,560 150,470 300,440 H980 C1130,470 1190,560 1210,720z', '#7d4a33', 'opacity=".55"')}
    ${jar(270, 560, 0.92, -14, '#c9693d', brown)}${jar(1012, 566, 0.9, 12, '#d98a4e', brown)}
    ${jar(470, 540, 1.02, 4, '#d67f48', '#7d3a22')}${jar(820, 545, 1, -5, '#bd5c35', '#5f2a1c')}
    ${jar(645, 500, 1.32, 0, coral, '#8d3a20')}
    ${path('M0,700 C240,640 330,672 520,664 C700,655 800,690 960,668 S1200,660 1280,690 V720 H0z', '#dba868')}
    ${path('M120,672 q150,-30 260,2 M880,676 q120,-26 250,2', 'none', `stroke="${cream}" stroke-width="4" opacity=".5"`)}
    <g transform="translate(1100 640) rotate(-34)">${rect(0, -9, 120, 18, '#8a4b2b', 'rx="9"')}${rect(-22, -14, 30, 28, '#c9cfd0', 'rx="3"')}
    ${path('M-22,-14 L-84,-24 Q-94,0 -84,24 L-22,14z', sand)}${times(5, (i) => path(`M-24,${-10 + i * 5} L-84,${-18 + i * 9}`, 'none', `stroke="${clay}" stroke-width="1.6" opacity=".6"`))}</g>`;
}

function eclipse(random: Random): string {
  const person = (x: number, y: number, size: number) =>
    circle(x, y - size * 1.55, size * 0.3, '#04131a') +
    path(
      `M${x - size * 0.36},${y} q${-size * 0.05},${-size * 1.2} ${size * 0.36},${-size * 1.25} q${size * 0.4},0 ${size * 0.36},${size * 1.25}z`,
      '#04131a',
    );
  const phases = times(7, (i) => {
    const x = 170 + i * 157;
    const y = 222 - Math.sin((i / 6) * Math.PI) * 130;
    if (i === 3) return '';
    const cover = (i - 3) * 15;
    return `${circle(x, y, 30, '#f7e7c2')}<clipPath id="p${i}"><circle cx="${x}" cy="${y}" r="31"/></clipPath>
      <g clip-path="url(#p${i})">${circle(x - cover * 1.3 + Math.sign(cover) * 2, y, 34, '#3b1c2b', 'opacity=".94"')}</g>`;
  });
  return `<defs>${gradient('sky', [
    [0, '#060f22'],
    [0.55, '#1b2150'],
    [0.85, plum],
    [1, '#8a4a5c'],
  ])}
    ${gradient('water', [
      [0, '#5c3a5c'],
      [1, '#071722'],
    ])}${glow('halo', '#f08a4a')}
    <radialGradient id="moon" cx=".38" cy=".34"><stop offset="0" stop-color="#ffb877"/><stop offset=".6" stop-color="#d9622f"/><stop offset="1" stop-color="#7d2718"/></radialGradient></defs>
    ${rect(0, 0, WIDTH, 560, 'url(#sky)')}${stars(random, 190, 500)}
    ${phases}
    ${circle(641, 190, 250, 'url(#halo)')}${circle(641, 190, 118, 'url(#moon)')}
    ${[
      [600, 150, 22],
      [680, 200, 30],
      [630, 245, 18],
      [700, 140, 13],
      [590, 215, 11],
      [655, 120, 10],
    ]
      .map(([x = 0, y = 0, r = 0]) => circle(x, y, r, '#7d2718', 'opacity=".28"'))
      .join('')}
    ${rect(0, 545, WIDTH, 175, 'url(#water)')}${ripples(random, 552, 46, '#f6a56a', 641)}${ripples(random, 560, 30, '#8f86b8')}
    ${path('M760,560 C830,500 860,440 930,418 L1110,412 C1180,440 1220,500 1280,520 V600 H740z', '#14162e')}
    <g fill="#0c0e20">${rect(905, 352, 240, 76, '#0c0e20')}${times(9, (i) => rect(905 + i * 28, 338, 16, 16, '#0c0e20'))}
    ${rect(890, 318, 62, 110, '#0c0e20')}${times(3, (i) => rect(890 + i * 24, 306, 14, 14, '#0c0e20'))}
    ${rect(1098, 296, 70, 132, '#0c0e20')}${times(3, (i) => rect(1098 + i * 27, 284, 16, 14, '#0c0e20'))}</g>
    ${[
      [914, 350],
      [1126, 330],
      [1126, 368],
      [990, 384],
      [1044, 384],
    ]
      .map(([x = 0, y = 0]) => rect(x, y, 10, 18, gold, 'rx="5"'))
      .join('')}
    ${path('M0,640 C180,590 420,600 640,628 S1080,650 1280,610 V720 H0z', '#04131a')}
    <g transform="translate(330 548)">${path('M0,0 L-34,84 M0,0 L34,84 M0,0 L4,84', 'none', 'stroke="#04131a" stroke-width="8" stroke-linecap="round"')}
    <g transform="rotate(-50)">${rect(-56, -15, 168, 30, '#04131a', 'rx="6"')}${rect(104, -20, 18, 40, '#04131a', 'rx="4"')}${rect(-78, -8, 26, 16, '#04131a', 'rx="3"')}</g></g>
    ${person(236, 620, 44)}${person(190, 622, 30)}${person(446, 620, 38)}${person(496, 622, 46)}${person(540, 624, 26)}${person(90, 634, 42)}${person(730, 646, 46)}${person(776, 650, 30)}`;
}

function harbour(random: Random): string {
  const colours = [coral, gold, sea, cream, clay, '#3f8f63', deep];
  const box = (x: number, y: number) => {
    const colour = colours[Math.floor(random() * colours.length)] ?? coral;
    return `${rect(x, y, 58, 30, colour)}${times(5, (i) => rect(x + 7 + i * 10, y + 3, 2.4, 24, night, 'opacity=".22"'))}${rect(x, y + 28, 58, 2, night, 'opacity=".35"')}`;
  };
  const stacks = times(10, (column) =>
    times(2 + Math.floor(random() * 3) + (column < 8 ? 1 : 0), (row) =>
      box(312 + column * 60, 478 - row * 31),
    ),
  );
  const crane = (x: number, colour: string) =>
    `<g transform="translate(${x} 0)">${path('M0,560 L14,250 M96,560 L82,250 M8,420 H88 M4,500 L90,330 M92,500 L8,330', 'none', `stroke="${colour}" stroke-width="10"`)}
    ${path('M-250,246 H190', 'none', `stroke="${colour}" stroke-width="15"`)}${path('M48,246 V140 L-220,240 M48,140 L176,240', 'none', `stroke="${colour}" stroke-width="5"`)}
    ${rect(34, 132, 28, 120, colour)}${rect(120, 250, 64, 30, night)}
    ${path('M-150,252 V352 M-118,252 V352', 'none', `stroke="${night}" stroke-width="2.6"`)}${rect(-164, 350, 60, 12, night)}</g>`;
  return `<defs>${gradient('sky', [
    [0, '#2b7f92'],
    [0.5, '#f7c98c'],
    [1, '#ffe3ae'],
  ])}${gradient('water', [
    [0, '#e9b57e'],
    [0.2, sea],
    [1, '#0b3a49'],
  ])}${glow('sun', '#fff3c4')}</defs>
    ${rect(0, 0, WIDTH, 560, 'url(#sky)')}${circle(200, 380, 290, 'url(#sun)')}${circle(200, 380, 66, '#fff4cc')}
    ${path('M-20,90 q90,-34 190,0 q90,-26 150,6 q-170,16 -340,-6z M520,70 q80,-30 170,0 q70,-20 120,6 q-150,14 -290,-6z', '#fff', 'opacity=".35"')}
    ${ridge(seeded(19), 470, 150, '#b5766a', 120)}${ridge(seeded(42), 490, 100, '#7f5663', 90)}
    ${times(26, (i) => {
      const h = 18 + random() * 40;
      return (
        rect(820 + i * 18, 505 - h, 16, h + 8, i % 3 ? '#f3e0bd' : '#e2c393') +
        rect(825 + i * 18, 512 - h, 4, 6, brown)
      );
    })}
    ${rect(0, 505, WIDTH, 215, 'url(#water)')}${ripples(random, 515, 50, '#fff0c2', 200)}${ripples(random, 530, 70, foam)}
    ${crane(760, clay)}${crane(1030, coral)}
    ${stacks}
    ${rect(196, 392, 92, 118, cream)}${rect(184, 380, 116, 16, deep)}${times(8, (i) => rect(206 + (i % 4) * 20, 408 + Math.floor(i / 4) * 34, 13, 17, deep))}${rect(222, 330, 30, 52, clay)}${rect(222, 340, 30, 10, cream)}
    ${path('M140,508 H1000 L950,604 H206 Q160,590 140,508z', night)}${path('M176,578 H964 L950,604 H206 Q186,598 176,578z', clay)}
    ${rect(140, 504, 860, 8, cream, 'opacity=".85"')}
    ${path('M200,606 H960', 'none', `stroke="${cream}" stroke-width="5" opacity=".7" stroke-dasharray="60 14 24 10"`)}
    ${path('M1020,560 H1280 V720 H960z', '#34444c')}${rect(1012, 552, 268, 12, sand)}${times(5, (i) => rect(1040 + i * 52, 536, 14, 20, gold, 'rx="3"'))}
    ${box(1120, 506)}${box(1182, 506)}${box(1150, 475)}
    ${gull(470, 180, 26, '#fff')}${gull(540, 225, 18, '#fff')}${gull(400, 240, 15, '#fff')}`;
}

const scenes: Readonly<Record<string, (random: Random) => string>> = {
  'coastal-cities-charter': lighthouse,
  'coffee-harvest': terraces,
  'solar-pumps': solar,
  'cup-final': stadium,
  'buried-harbour': pottery,
  'lunar-eclipse': eclipse,
  'port-reopens': harbour,
};

const [executablePath = '/usr/bin/chromium', ...asked] = process.argv.slice(2);
const folder = join(import.meta.dirname, '../data/samples/pictures');
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const page = await browser.newPage({ viewport: { width: WIDTH, height: HEIGHT } });
for (const [slug, draw] of Object.entries(scenes)) {
  if (asked.length > 0 && !asked.includes(slug)) continue;
  await page.setContent(
    `<body style="margin:0"><svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${draw(seeded(slug.length))}</svg>`,
  );
  const file = join(folder, `${slug}.jpg`);
  const bytes = await page.screenshot({ path: file, type: 'jpeg', quality: QUALITY });
  process.stdout.write(`${file}: ${bytes.length} bytes\n`);
}
await browser.close();
