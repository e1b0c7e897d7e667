import { afterAll, describe, expect, it } from 'vitest';
import { createReader } from '../../src/reading/reader.ts';
import { bytes, options, page, paragraphs, title } from './sample.ts';

const reader = createReader();
afterAll(() => reader.close());

const news = bytes(page(`<h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}`));

describe('createReader', () => {
  it('reads pages and feeds in its worker, many at once', async () => {
    const articles = await Promise.all([1, 2, 3].map(() => reader.page(news, options)));
    expect(articles.map((article) => article.paragraphs)).toEqual([
      paragraphs,
      paragraphs,
      paragraphs,
    ]);
    const feed = await reader.feed(
      bytes('<rss><channel><title>م</title></channel></rss>'),
      options,
    );
    expect(feed.title).toBe('م');
  });

  it('hands failures over with their code and facts', async () => {
    await expect(
      reader.page(bytes('<html></html>'), { ...options, url: 'https://m.example/1' }),
    ).rejects.toMatchObject({ code: 'page-no-article', facts: { url: 'https://m.example/1' } });
  });

  it('ends a page that takes too long and reads the next one', async () => {
    const hasty = createReader({ timeoutMs: 1_500 });
    const slow = bytes(page(`<p>${paragraphs[0]?.slice(0, 50)}</p>`.repeat(38_000)));
    const [first, second] = await Promise.allSettled([
      hasty.page(slow, options),
      hasty.page(news, { ...options }),
    ]);
    expect(first).toMatchObject({ status: 'rejected', reason: { code: 'page-too-slow' } });
    expect(second).toMatchObject({ status: 'fulfilled', value: { title } });
    await hasty.close();
  });

  it('refuses what waits when it is closed', async () => {
    const closing = createReader();
    const waiting = closing.page(news, options);
    const refused = expect(waiting).rejects.toMatchObject({ facts: { reason: 'closed' } });
    await closing.close();
    await refused;
  });
});
