/** How fast pictures are drawn, warm, in this process; and whether memory stays where it is. */
import { type Card, drawCard } from '../../src/pictures/card.ts';
import { type Chart, drawChart } from '../../src/pictures/chart.ts';
import { defaultColours } from '../../src/pictures/colours.ts';
import { openRenderer } from '../../src/pictures/fonts.ts';

const warm = 20;
const rounds = 200;
const marks = [100, 1_000, 2_000];

const headlines = [
  'خسوف كلي للقمر',
  'إعادة فتح ميناء المدينة أمام السفن بعد إغلاق دام ثلاثة أسابيع',
  '«رويترز»: ارتفاع سعر خام Brent إلى 85.40$ وتراجع الأسهم بنسبة -3.2%',
  'وزراء خارجية دول الساحل يبحثون في اجتماع استثنائي سبل حماية الملاحة وتأمين خطوط الإمداد بعد العواصف',
];

const cardOf = (index: number): Card => ({
  headline: headlines[index % headlines.length] ?? '',
  source: 'وكالة الشاطئ',
  date: 'الثلاثاء 24 نوفمبر 2026',
  newsroom: 'مرصد الساحل',
  colours: defaultColours,
  ...(index % 2 === 0 ? { badge: 'عاجل' } : {}),
});

const chartOf = (index: number): Chart => ({
  title: 'الأكثر قراءة اليوم',
  subtitle: 'الثلاثاء 24 نوفمبر 2026',
  newsroom: 'مرصد الساحل',
  colours: defaultColours,
  direction: 'rtl',
  nothing: '',
  body: {
    kind: 'bars',
    bars: Array.from({ length: 8 }, (_, row) => ({
      label: headlines[(row + index) % headlines.length] ?? '',
      value: 100 - row * 12,
      shown: `${100 - row * 12} قراءة`,
    })),
  },
});

export async function benchPictures(print: (line: string) => void): Promise<void> {
  const renderer = await openRenderer();
  const kinds = {
    card: { wanted: 30, draw: (index: number) => drawCard(renderer, cardOf(index)) },
    chart: { wanted: 20, draw: (index: number) => drawChart(renderer, chartOf(index)) },
  };
  for (const [name, { wanted, draw }] of Object.entries(kinds)) {
    const times: number[] = [];
    for (let round = 0; round < warm + rounds; round++) {
      const began = performance.now();
      await draw(round);
      if (round >= warm) times.push(performance.now() - began);
    }
    const sorted = times.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor(rounds * share)] ?? Number.NaN).toFixed(1);
    print(`  ${name}: median ${at(0.5)} ms, p95 ${at(0.95)} ms (wanted ≤ ${wanted})`);
  }
  const memory: string[] = [];
  for (let drawn = 1; drawn <= 2_000; drawn++) {
    await (drawn % 2 === 0 ? kinds.card : kinds.chart).draw(drawn);
    if (!marks.includes(drawn)) continue;
    memory.push(`${Math.round(process.memoryUsage.rss() / 1024 / 1024)} MB at ${drawn}`);
  }
  print(`  memory of the process over 2,000 pictures: ${memory.join(', ')} (wanted flat)`);
}
