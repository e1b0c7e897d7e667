import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { unsupported } from '../../src/summary/fact-gate.ts';
import { createModelSummariser } from '../../src/summary/language-model.ts';

const title = 'ميناء المكلا يستقبل أول سفينة قمح';
const paragraphs = [
  'استقبل ميناء المكلا الأحد أول سفينة قمح وعلى متنها 30,000 طن، بحسب BBC.',
  'وقال المدير: «نستطيع التفريغ في ثلاثة أيام»، وبلغت الكلفة 14.5 مليون دولار في فبراير.',
];
const source = [title, ...paragraphs].join('\n');

describe('unsupported', () => {
  it.each([
    'وصلت السفينة الأحد وعلى متنها 30000 طن.',
    'قال المدير إن التفريغ يحتاج إلى 3 أيام بكلفة ١٤٫٥ مليون دولار.',
    'أكد المدير «نستطيع التفريغ في ثلاثة أيام».',
    'نقلت BBC الخبر في فبراير.',
  ])('lets through: %s', (text) => {
    expect(unsupported(text, source)).toBeNull();
  });

  it.each([
    ['وصلت السفينة وعلى متنها 40000 طن.', '40000'],
    ['التفريغ في سبعة أيام.', '7'],
    ['وصلت الاثنين.', 'الاثنين'],
    ['بكلفة 14.5 مليار دولار.', 'مليار'],
    ['بحسب CNN.', 'cnn'],
    ['قال المدير «سنفرغها غدًا».', '«سنفرغها غدًا»'],
  ])('stops: %s', (text, fact) => {
    expect(unsupported(text, source)).toContain(fact);
  });
});

describe('createModelSummariser', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  async function serve(status: number, body: unknown): Promise<{ url: string; seen: unknown[] }> {
    const seen: unknown[] = [];
    server = createServer((request, response) => {
      let text = '';
      request.on('data', (chunk) => (text += chunk));
      request.on('end', () => {
        seen.push({
          path: request.url,
          key: request.headers.authorization,
          body: JSON.parse(text),
        });
        response
          .writeHead(status, { 'content-type': 'application/json' })
          .end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, seen };
  }

  const says = (content: string): unknown => ({ choices: [{ message: { content } }] });
  const input = { title, paragraphs, budget: 120 };

  it('lets the model’s words out when the source bears them out', async () => {
    const { url, seen } = await serve(
      200,
      says('<think>…</think> وصلت الأحد سفينة قمح على متنها 30000 طن. '),
    );
    const summary = await createModelSummariser({ url, model: 'small', key: 'k' }, fetch)(input);
    expect(summary).toMatchObject({
      summary: 'وصلت الأحد سفينة قمح على متنها 30000 طن.',
      by: 'model',
      reason: null,
    });
    expect(seen[0]).toMatchObject({
      path: '/v1/chat/completions',
      key: 'Bearer k',
      body: { model: 'small' },
    });
  });

  it.each<[string, number, unknown, RegExp]>([
    ['a made-up number', 200, says('وصلت سفينة على متنها 50000 طن.'), /50000/u],
    ['too many words', 200, says('كلمة '.repeat(60)), /too long/u],
    ['nothing', 200, says(''), /empty/u],
    ['another shape', 200, { error: 'x' }, /Zod/u],
    ['a refusal', 429, {}, /429/u],
  ])('falls back to the extract on %s', async (_, status, body, reason) => {
    const { url } = await serve(status, body);
    const summary = await createModelSummariser({ url, model: 'm', key: null }, fetch)(input);
    expect(summary.by).toBe('extractive');
    expect(summary.summary).toBe(paragraphs[0]);
    expect(summary.reason).toMatch(reason);
  });

  it('falls back when nobody answers', async () => {
    const summary = await createModelSummariser(
      { url: 'http://127.0.0.1:9/v1', model: 'm', key: null },
      fetch,
    )(input);
    expect(summary).toMatchObject({ by: 'extractive', summary: paragraphs[0] });
    expect(summary.reason).toContain('fetch failed');
  });
});
