/** `barqiya stories` as people run it: a real process on a real file. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'barqiya-stories-'));
const root = join(import.meta.dirname, '../..');
/** As `npm run barqiya` has it. */
const cli = ['--import', join(root, 'src/compile-cache.js'), join(root, 'src/cli.ts')];
afterAll(() => rmSync(folder, { recursive: true }));

const stories = (
  lines: readonly (object | string)[],
): Promise<{ code: number; lines: object[] }> => {
  const file = join(folder, 'articles.jsonl');
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)));
  writeFileSync(file, `${text.join('\r\n')}\n`);
  return new Promise((resolve) => {
    execFile(process.execPath, [...cli, 'stories', file], { cwd: folder }, (error, out) =>
      resolve({
        code: Number(error?.code ?? 0),
        lines: out
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line)),
      }),
    );
  });
};

const flood =
  'أعلنت غرفة عمليات الدفاع المدني في شبوة انحسار السيول عن الطريق الدولي بعد يومين من الأمطار، وعودة حركة الشاحنات تدريجيا. ' +
  'وقال مدير الغرفة إن فرق الطرق أزالت الصخور من ثلاثة مواقع، وإن الجسر القديم سليم رغم ارتفاع منسوب المياه إلى حافته.';
const match =
  'تعادل فريقا الوحدة والشعلة بهدف لكل منهما في افتتاح الدوري على ملعب المدينة، وسط حضور جماهيري كبير شاهد شوطا أول سريعا وشوطا ثانيا غلب عليه الحذر من الطرفين حتى صافرة النهاية.';
const line = (id: string, title: string, text: string, more: object = {}) => ({
  id,
  title,
  text,
  source: 'وكالة الشاطئ',
  publishedAt: '2026-03-01T09:00:00+03:00',
  ...more,
});

describe('barqiya stories', () => {
  it('groups lines, and answers a bad one where it stands', async () => {
    const { code, lines } = await stories([
      line('a', 'انحسار السيول عن طريق شبوة', flood),
      '{"id": "cut',
      line('b', 'تعادل في افتتاح الدوري', match),
      '',
      { id: 'c', title: 'بلا نص' },
      line('d', 'طريق شبوة الدولي يعود', `متابعات: ${flood}`, { source: 'وكالة الجبل' }),
      line('e', 'الدوري', match, { publishedAt: 'البارحة' }),
    ]);
    expect(code).toBe(0);
    expect(lines).toEqual([
      { id: 'a', story: 'a', duplicateOf: null },
      { line: 2, error: 'line-invalid', message: 'not JSON' },
      { id: 'b', story: 'b', duplicateOf: null },
      { line: 5, error: 'line-invalid', message: expect.stringContaining('text') },
      { id: 'd', story: 'a', duplicateOf: 'a' },
      { id: 'e', story: 'b', duplicateOf: 'b' },
    ]);
  });

  it('takes an address, and a guid of one source, for the same article', async () => {
    const url = 'https://m.example/2026/1';
    const { lines } = await stories([
      line('a', 'انحسار السيول', flood, { url: `${url}?utm_source=rss#top` }),
      line('b', 'خبر آخر تماما', match, { canonicalUrl: url }),
      line('c', 'في الملعب', `${match} وقال المدرب إن الفريق سيتحسن`, { guid: '17' }),
      line('d', 'نص مختلف', 'سطر قصير', { guid: '17' }),
      line('e', 'نص لا يشبه غيره', 'سطر قصير آخر', { guid: '17', source: 'وكالة الجبل' }),
    ]);
    expect(lines).toMatchObject([
      { story: 'a', duplicateOf: null },
      { story: 'a', duplicateOf: 'a' },
      { story: 'a', duplicateOf: 'a' },
      { story: 'a', duplicateOf: 'a' },
      { story: 'e', duplicateOf: null },
    ]);
  });

  it('fails when no line can be read', async () => {
    expect(await stories(['x'])).toMatchObject({ code: 1, lines: [{ error: 'line-invalid' }] });
  });
});
