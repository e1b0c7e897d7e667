import { describe, expect, it } from 'vitest';
import { channelsFor, isBreaking, type Routable, refusalOf } from '../../src/desk/routing.ts';

const noon = Date.UTC(2026, 10, 24, 9);
const news: Routable = {
  sourceName: 'وكالة الشاطئ',
  section: 'اقتصاد',
  author: 'سالم باعباد',
  title: 'توسعة الرصيف الجنوبي',
  tags: ['موانئ'],
  paragraphs: ['أعلنت هيئة الموانئ انتهاء التوسعة.', 'وكان العمل قد بدأ قبل عامين في حفل كبير.'],
  publishedAt: noon,
};

const channels = [
  { key: 'all', sources: null, sections: null },
  { key: 'coast', sources: ['وكالة الشاطئ'], sections: null },
  { key: 'sport', sources: null, sections: ['رياضة'] },
];
const keys = (sourceName: string | null, section: string | null) =>
  channelsFor({ ...news, sourceName, section }, channels, noon).map(({ key }) => key);

describe('channelsFor', () => {
  it('goes by source and section', () => {
    expect(keys('وكالة الشاطئ', 'سياسة')).toEqual(['all', 'coast']);
    expect(keys('وكالة الجبل', 'رياضة')).toEqual(['all', 'sport']);
    expect(keys('وكالة الجبل', null)).toEqual(['all']);
  });

  it('knows a section in whatever spelling', () => {
    expect(keys('وكالة الجبل', 'رِياضه')).toEqual(['all', 'sport']);
  });

  it('asks an editor’s own address for no source', () => {
    expect(keys(null, 'سياسة')).toEqual(['all', 'coast']);
  });
});

describe('isBreaking', () => {
  it.each([
    'عاجل: افتتاح الميناء',
    'عاجل | افتتاح',
    '«عاجل» افتتاح',
    '🔴 عاجل.. افتتاح',
    'عاجـل - افتتاح',
  ])('sees it at the front: %s', (title) => expect(isBreaking(title)).toBe(true));

  it.each(['علاج عاجل للمصابين', 'عاجلا أم آجلا يفتح الميناء', 'العاجل من الأخبار'])(
    'does not see it in: %s',
    (title) => expect(isBreaking(title)).toBe(false),
  );

  it('takes the word of a category', () => {
    expect(isBreaking('افتتاح الميناء', ['محليات', 'عاجل'])).toBe(true);
  });
});

describe('refusalOf', () => {
  const ruleOf = (rules: Parameters<typeof refusalOf>[1], now = noon) =>
    refusalOf(news, rules, now);

  it('admits where nothing is asked', () => expect(ruleOf({})).toBeUndefined());

  it('wants one of the words in title, tags or first paragraph, whatever its clitics', () => {
    expect(ruleOf({ words: ['الرياضة', 'رصيف'] })).toBeUndefined();
    expect(ruleOf({ words: ['هيئه الموانئ'] })).toBeUndefined();
    expect(ruleOf({ words: ['الموانىء', 'موانئ'] })).toBeUndefined();
    // In passing, further down.
    expect(ruleOf({ words: ['حفل'] })).toEqual({ rule: 'words', detail: 'حفل' });
  });

  it('wants none of the words that are not wanted, and names the one that it found', () => {
    expect(ruleOf({ notWords: ['إعلان', 'التَّوسعة'] })).toEqual({
      rule: 'not_words',
      detail: 'التَّوسعة',
    });
    expect(ruleOf({ words: ['الرصيف'], notWords: ['الرصيف الشمالي'] })).toBeUndefined();
  });

  it('asks for an author only by name', () => {
    expect(ruleOf({ authors: ['سالم باعباد'] })).toBeUndefined();
    expect(ruleOf({ authors: ['هدى السقاف'] })).toEqual({ rule: 'authors', detail: 'سالم باعباد' });
    expect(refusalOf({ ...news, author: null }, { authors: ['هدى'] }, noon)).toEqual({
      rule: 'authors',
      detail: null,
    });
  });

  it('knows an article’s age, and takes one without a date for new', () => {
    const rules = { maxAgeMs: 3_600_000 };
    expect(ruleOf(rules, noon + 3_600_000)).toBeUndefined();
    expect(ruleOf(rules, noon + 3_600_001)).toEqual({ rule: 'max_age', detail: '3600001' });
    expect(refusalOf({ ...news, publishedAt: null }, rules, noon + 1e12)).toBeUndefined();
    expect(ruleOf(rules, noon - 1e6)).toBeUndefined();
  });

  it('never runs a pattern that was written for a word', () => {
    expect(ruleOf({ words: ['.*'] })).toMatchObject({ rule: 'words' });
    expect(ruleOf({ words: ['(ا+)+$'] })).toMatchObject({ rule: 'words' });
  });
});

describe('the newsroom’s own tags of breaking news', () => {
  it('count in front of a title and as a category', () => {
    expect(isBreaking('متابعة خاصة: افتتاح الميناء', [], ['متابعة خاصة'])).toBe(true);
    expect(isBreaking('متابعة خاصةً: افتتاح الميناء', [], ['متابعه خاصه'])).toBe(true);
    expect(isBreaking('افتتاح الميناء', ['Urgent'], ['urgent'])).toBe(true);
    expect(isBreaking('متابعات: افتتاح الميناء', [], ['متابعة'])).toBe(false);
  });
});
