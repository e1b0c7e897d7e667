import { describe, expect, it } from 'vitest';
import { type Followed, newsList, topicPage, topicsMenu } from '../../templates/reader.ts';

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

const topics = Array.from(
  { length: 205 },
  (_, n): Followed => ({
    id: String(n),
    kind: n < 200 ? 'source' : 'word',
    name: `مصدر ${n}`,
    isOn: n === 204,
  }),
);
const buttonsOf = (page: number) =>
  (topicsMenu(topics, page).keyboard?.inline_keyboard.flat() ?? []).flatMap((one) =>
    'callback_data' in one ? [one.callback_data] : [],
  );
const pages = topicPage(topics.length - 1) + 1;

describe('the menu of topics', () => {
  it('shows each topic on its page, of fewer buttons than Telegram takes', () => {
    const shown = Array.from({ length: pages }, (_, page) => buttonsOf(page));
    for (const [page, buttons] of shown.entries()) {
      expect(buttons.length).toBeLessThanOrEqual(100);
      for (const data of buttons.filter((one) => one.startsWith('topic:'))) {
        expect(topicPage(Number(data.slice('topic:'.length)))).toBe(page);
      }
    }
    const all = shown.flat().filter((data) => data.startsWith('topic:'));
    expect(all).toEqual(topics.map((_, index) => `topic:${index}`));
  });

  it('turns to the pages beside it, and tells what is followed on any', () => {
    expect(buttonsOf(0)).toContain('topics:1');
    expect(buttonsOf(1)).toEqual(expect.arrayContaining(['topics:0', 'topics:2']));
    expect(buttonsOf(pages - 1).at(-1)).toBe(`topics:${pages - 2}`);
    expect(topicsMenu(topics).text).toContain('مصدر 204');
  });

  it('shows its last page where the one that was wanted is gone', () => {
    expect(buttonsOf(pages)).toEqual(buttonsOf(pages - 1));
    expect(topicsMenu([], 1).keyboard?.inline_keyboard).toEqual([]);
  });
});
