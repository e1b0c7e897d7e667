import { describe, expect, it } from 'vitest';
import { fitTo, textLimit } from '../../templates/fit.ts';
import {
  broadcastMessage,
  type Followed,
  newsList,
  newsOffer,
  searchedWords,
  topicCount,
  topicPage,
  topicsMenu,
} from '../../templates/reader.ts';

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

describe('a list that was searched for', () => {
  const page = { items: [item(1)], number: 0, before: 0, hasMore: false };

  it('gives its words back, however Telegram has parted what is bold', () => {
    const words = 'ميناء #عدن اليوم';
    const { text } = newsList('search', page, { now: 0, zone: 'Asia/Aden', words });
    expect(searchedWords({ text })).toBe(words);
    expect(searchedWords({ text: 'آخر الأخبار\n\n1. x' })).toBeUndefined();
  });
});

describe('an alert', () => {
  const alert = (title: string, summary = 'تفصيل.') =>
    broadcastMessage(
      { kind: 'alert', item: { ...item(1), title }, summary, isSilent: false },
      { now: 0, zone: 'Asia/Aden' },
    );

  it.each([
    ['عاجل: فتح الموانئ', 'عاجل | فتح الموانئ'],
    ['عاجل – فتح الموانئ', 'عاجل | فتح الموانئ'],
    ['عاجلًا أم آجلًا تُفتح الموانئ', 'عاجل | عاجلًا أم آجلًا تُفتح الموانئ'],
    ['عاجل', 'عاجل | عاجل'],
  ])('says «عاجل» once: %s', (title, headline) => {
    expect(alert(title).text.split('\n')[0]).toBe(headline);
  });

  it('keeps its link, however long the text is', () => {
    const said = alert('عنوان', 'كلمة من جملة طويلة. '.repeat(400));
    const { text, entities } = fitTo(said, textLimit);
    expect([...text].length).toBeLessThanOrEqual(textLimit);
    expect(entities.at(-1)).toMatchObject({ type: 'text_link', url: 'https://s.example/1' });
    expect(text).toMatch(/جملة طويلة\.\n\nالتفاصيل$/);
  });
});

it('what is offered inline is in the newsroom’s digits', () => {
  const when = { now: 0, zone: 'Asia/Aden', digits: 'arabic' } as const;
  const offer = newsOffer({ ...item(1), title: 'وصول 12 سفينة' }, when);
  expect(offer.title).toBe('وصول ١٢ سفينة');
  expect(JSON.stringify(offer.input_message_content)).toContain('وصول ١٢ سفينة');
  expect(offer.description).not.toMatch(/[0-9]/);
});

it('the privacy text says how many topics, and nothing of none', () => {
  const told = [0, 1, 2, 3, 11].map(topicCount);
  expect(told).toEqual(['', '، وموضوعًا واحدًا', '، وموضوعين', '، و3 موضوعات', '، و11 موضوعًا']);
});

describe('the menu of topics', () => {
  it('fits a message, and tells how many more are followed', () => {
    const followed = (count: number, name: string) =>
      topicsMenu(topics.slice(0, count).map((topic) => ({ ...topic, isOn: true, name }))).text;
    expect(followed(200, 'مصدر إخباري طويل الاسم جدًّا').length).toBeLessThan(2_000);
    expect(followed(200, 'مصدر إخباري طويل الاسم جدًّا')).toMatch(/ … و\d+ موضوعًا? غيرها\n/);
    expect(followed(3, 'س'.repeat(745))).toMatch(/ … وموضوع آخر\n/);
    expect(followed(4, 'س'.repeat(745))).toMatch(/ … وموضوعان آخران\n/);
    expect(followed(5, 'س'.repeat(745))).toMatch(/ … و3 موضوعات غيرها\n/);
  });

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
