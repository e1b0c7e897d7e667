import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  composePost,
  type PostedArticle,
  type PostLook,
  restoreMasked,
} from '../../templates/post.ts';

const articleOf = (changes: Partial<PostedArticle> = {}): PostedArticle => ({
  title: 'ميناء المكلا يستقبل أول سفينة قمح',
  summary: 'استقبل ميناء المكلا صباح اليوم سفينة محملة بالقمح.',
  dateline: 'مرسى الأخبار/ خاص:',
  source: 'مرسى الأخبار',
  paragraphs: ['استقبل ميناء المكلا في حضرموت صباح اليوم سفينة محملة بالقمح.'],
  tags: [],
  canonicalUrl: 'https://m.example/1',
  ...changes,
});

const lookOf = (changes: Partial<PostLook> = {}): PostLook => ({
  numerals: 'western',
  breaking: false,
  preview: 'large',
  follow: { youtube: 'https://youtube.example/@x', x: 'https://x.example/x' },
  address: (button) => `https://s.example/${button.length}`,
  ...changes,
});

const linesOf = (article: Partial<PostedArticle>, look: Partial<PostLook> = {}) =>
  composePost(articleOf(article), lookOf(look)).text.split('\n\n');

describe('composePost', () => {
  it('sets headline, summary, attribution, tags and the follow line, each in its place', () => {
    expect(linesOf({})).toEqual([
      'ميناء المكلا يستقبل أول سفينة قمح',
      'استقبل ميناء المكلا صباح اليوم سفينة محملة بالقمح.',
      'مرسى الأخبار/ خاص',
      '#المكلا #حضرموت',
      'تابعونا: يوتيوب · إكس',
    ]);
  });

  it('makes the headline bold and links each network', () => {
    const { text, entities } = composePost(articleOf(), lookOf());
    const marked = entities.map(({ type, offset, length }) => [
      type,
      text.slice(offset, offset + length),
    ]);
    expect(marked).toEqual([
      ['bold', 'ميناء المكلا يستقبل أول سفينة قمح'],
      ['text_link', 'يوتيوب'],
      ['text_link', 'إكس'],
    ]);
  });

  it('has no follow line when no network is set', () => {
    const { text, entities } = composePost(articleOf(), lookOf({ follow: {} }));
    expect(text).not.toContain('تابعونا');
    expect(entities).toHaveLength(1);
  });

  it.each<[string, Partial<PostedArticle>, string | undefined]>([
    ['a dateline that names the source', {}, 'مرسى الأخبار/ خاص'],
    ['a dateline of a place', { dateline: 'عدن:' }, 'عدن · المصدر: مرسى الأخبار'],
    ['no dateline', { dateline: null }, 'المصدر: مرسى الأخبار'],
    ['no source', { source: null, dateline: 'عدن:' }, 'عدن'],
    ['neither', { source: null, dateline: null }, '#المكلا #حضرموت'],
  ])('attributes the news: %s', (_, changes, line) => {
    expect(linesOf(changes)[2]).toBe(line);
  });

  it('says that news is breaking once', () => {
    const breaking = { breaking: true };
    expect(linesOf({ title: '🔴 عاجل: هزة أرضية' }, breaking)[0]).toBe('عاجل | هزة أرضية');
    expect(linesOf({ title: 'هزة أرضية' }, breaking)[0]).toBe('عاجل | هزة أرضية');
    expect(linesOf({ title: 'عاجل' }, breaking)[0]).toBe('عاجل | عاجل');
  });

  it('leaves no line of a part that the article lacks', () => {
    const bare = { summary: '', dateline: null, source: null, paragraphs: [], title: 'خبر قصير' };
    expect(linesOf(bare, { follow: {} })).toEqual(['خبر قصير']);
  });

  it('cuts a title that never ends at a word', () => {
    const [headline = ''] = linesOf({ title: 'كلمة '.repeat(400) });
    expect([...headline].length).toBeLessThanOrEqual(400);
    expect(headline).toMatch(/كلمة…$/u);
  });

  it('begins right to left, whatever the title begins with', () => {
    expect(linesOf({ title: 'BBC تعلن خبرا' })[0]).toBe('\u200f\u2066BBC\u2069 تعلن خبرا');
    expect(linesOf({ title: 'Plain English title' })[0]).toBe('Plain English title');
  });

  it('prints the numerals of the channel, in every line but the tags', () => {
    const changes = { title: 'وصول 30 سفينة', tags: ['سفينة'] };
    expect(linesOf(changes, { numerals: 'arabic' })[0]).toBe('وصول ٣٠ سفينة');
    expect(linesOf({ title: 'وصول ٣٠ سفينة' }, { numerals: 'western' })[0]).toBe('وصول 30 سفينة');
  });

  it('sets Arabic punctuation', () => {
    expect(linesOf({ title: 'قال "نعم" ,ثم غادر...' })[0]).toBe('قال «نعم»، ثم غادر…');
  });

  it('tags at most four topics: the article’s own, places, names, none twice or masked', () => {
    const tags = ['سفينة قمح', 'سفينة', 'لا ذكر له', 'أول سفينة قمح'];
    expect(linesOf({ tags })[3]).toBe('#سفينة_قمح #المكلا #حضرموت');
    const many = 'ميناء استقبل سفينة محملة بالقمح'.split(' ');
    expect(linesOf({ tags: many })[3]?.split(' ')).toHaveLength(4);
    const masked = { tags: ['حو.ثي'], paragraphs: ['قصف حو.ثي على الميناء.'] };
    expect(linesOf(masked)[3]).toContain('#حوثي');
  });

  it('stays within Telegram’s bounds, its entities inside the text, whatever the article', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: fc.constantFrom(...'اب A1 .,«»"#@😀\u202e\n-٣'), maxLength: 6_000 }),
    );
    const article = fc.record({
      title: anyText,
      summary: anyText,
      dateline: fc.option(anyText),
      source: fc.option(anyText),
      paragraphs: fc.array(anyText, { maxLength: 3 }),
      tags: fc.array(anyText, { maxLength: 6 }),
      canonicalUrl: fc.webUrl(),
    });
    const look = fc.record({
      numerals: fc.constantFrom('western', 'arabic', 'keep'),
      breaking: fc.boolean(),
    });
    fc.assert(
      fc.property(article, look, (made, changes) => {
        const { text, entities } = composePost(made, lookOf(changes));
        expect([...text].length).toBeLessThanOrEqual(4_096);
        expect(text).not.toMatch(/[\u202a-\u202e]/u);
        for (const { offset, length } of entities) {
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(text.length);
          for (const edge of [offset, offset + length])
            expect(/[\udc00-\udfff]/u.test(text.charAt(edge)) && isPair(text, edge)).toBe(false);
        }
      }),
      { numRuns: 150 },
    );
  });
});

/** Whether a position stands between the halves of a surrogate pair. */
const isPair = (text: string, at: number): boolean =>
  at > 0 && (text.codePointAt(at - 1) ?? 0) > 0xffff;

describe('restoreMasked', () => {
  it('restores what is printed and tells each change', () => {
    const { article, changes } = restoreMasked(
      articleOf({ title: 'قصف حو.ثي', summary: 'صا.روخ في أ.ف.ب', dateline: null }),
    );
    expect(article).toMatchObject({ title: 'قصف حوثي', summary: 'صاروخ في أ.ف.ب' });
    expect(changes).toEqual([
      { from: 'حو.ثي', to: 'حوثي' },
      { from: 'صا.روخ', to: 'صاروخ' },
    ]);
  });
});
