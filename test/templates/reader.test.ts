import { describe, expect, it } from 'vitest';
import { newsList } from '../../templates/reader.ts';

const item = (articleId: number) => ({
  articleId,
  title: `خبر ${articleId}`,
  source: null,
  at: 0,
  url: `https://s.example/${articleId}`,
});

describe('a list of news', () => {
  it('goes on counting where the page before has ended, though the last is shorter', () => {
    const page = { items: [item(8), item(9)], number: 1, before: 5, hasMore: false };
    const { text, keyboard } = newsList('latest', page, { now: 0, zone: 'Asia/Aden' });
    expect(text).toMatch(/6\. [\s\S]*7\. /);
    expect(keyboard?.inline_keyboard[0]?.map((button) => button.text)).toEqual(['حفظ 6', 'حفظ 7']);
  });
});
