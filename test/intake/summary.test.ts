import { describe, expect, it } from 'vitest';
import { summariserOf } from '../../src/app.ts';
import { type Summarise, toArticle } from '../../src/intake/intake.ts';
import type { Article } from '../../src/reading/article.ts';
import { noon } from '../data/made.ts';

const sentence = 'أعلنت هيئة الموانئ اليوم انتهاء أعمال التوسعة في الرصيف الجنوبي.';
const page: Article & { url: string } = {
  url: 'https://m.example/1',
  title: 'توسعة الرصيف الجنوبي تنتهي',
  dateline: null,
  source: null,
  author: null,
  section: null,
  image: null,
  publishedAt: null,
  publishedFrom: null,
  canonicalUrl: null,
  language: 'ar',
  paragraphs: [sentence],
  tags: [],
  warnings: [],
};

describe('the summary of an article', () => {
  it('is of its own sentences, or whatever summariser is given', async () => {
    const asked: Parameters<Summarise>[0][] = [];
    const summarise: Summarise = async (input) => {
      asked.push(input);
      return 'من النموذج';
    };
    expect(await toArticle(page, { now: noon })).toMatchObject({ summary: sentence });
    expect(await toArticle(page, { now: noon, summarise })).toMatchObject({
      summary: 'من النموذج',
    });
    expect(asked).toEqual([{ title: page.title, paragraphs: [sentence], budget: 400 }]);
  });

  it('is not dated in the future, whatever its page says', async () => {
    const ahead = { ...page, publishedAt: new Date(noon + 3_600_000).toISOString() };
    expect(await toArticle(ahead, { now: noon })).toMatchObject({ publishedAt: noon });
  });

  it('waits for no model when the news is breaking', async () => {
    const breaking = { ...page, title: `عاجل: ${page.title}` };
    const summarise: Summarise = () => new Promise(() => {});
    expect(await toArticle(breaking, { now: noon, summarise })).toMatchObject({
      breaking: 1,
      summary: sentence,
    });
  });

  it('is the extractive one when the model is out of reach, and the log says why', async () => {
    const logged: object[] = [];
    const summarise = summariserOf(
      { url: 'http://127.0.0.1:9/v1', model: 'm', key: undefined },
      { warn: (facts) => void logged.push(facts) },
    );
    expect(await toArticle(page, { now: noon, summarise })).toMatchObject({ summary: sentence });
    expect(logged).toEqual([
      { title: page.title, reason: expect.stringContaining('fetch failed') },
    ]);
  });
});
