import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { restoreDotted } from '../../src/arabic/dotted.ts';
import { topics } from '../../src/arabic/topics.ts';
import { typeset } from '../../src/arabic/typography.ts';

describe('restoreDotted', () => {
  it('joins masked words with their prefixes and endings and tells each change', () => {
    const { text, changes } = restoreDotted('قيادات حو.ثية تنفي مق.تل اثنين وتربطه بالإر*هاب');
    expect(text).toBe('قيادات حوثية تنفي مقتل اثنين وتربطه بالإرهاب');
    expect(changes).toEqual([
      { from: 'حو.ثية', to: 'حوثية' },
      { from: 'مق.تل', to: 'مقتل' },
      { from: 'بالإر*هاب', to: 'بالإرهاب' },
    ]);
  });

  it('leaves abbreviations, sentences without a space, addresses and tags', () => {
    for (const text of [
      'سنة 300 ق.م',
      'وكالة أ.ف.ب',
      'انتهى.قتل ثلاثة',
      'https://m.example/حو.ثي',
      '#حو.ثي',
      'العلاقات الروسية-السورية',
    ])
      expect(restoreDotted(text)).toEqual({ text, changes: [] });
  });
});

describe('typeset', () => {
  it('sets quotation marks, outer and inner, where they balance', () => {
    expect(typeset('قال “نعم” و"لا" ثم «كتب “شيئًا”»')).toBe('قال «نعم» و«لا» ثم «كتب “شيئًا”»');
    expect(typeset('قال “نعم ولم يغلق')).toBe('قال “نعم ولم يغلق');
    expect(typeset('رابط https://m.example/?q="1" و"نص"')).toBe(
      'رابط https://m.example/?q="1" و«نص»',
    );
  });

  it('sets Arabic punctuation and its spaces', () => {
    expect(typeset('حقا ؟؟ نعم , هكذا،ثم انتهى !! ... والنتيجة 2,1')).toBe(
      'حقا؟ نعم، هكذا، ثم انتهى!… والنتيجة 2,1',
    );
    expect(typeset('الروسية – السورية')).toBe('الروسية – السورية');
  });

  it('leaves lines of other languages alone', () => {
    expect(typeset('He said "yes" , then... left!!')).toBe('He said "yes" , then... left!!');
  });

  it('changes nothing the second time', () => {
    const unit = fc.constantFrom(...'اب A1 .,،;؛?؟!«»“”":#/');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), (text) => {
        expect(typeset(typeset(text))).toBe(typeset(text));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('topics', () => {
  const article = {
    title: 'ميناء المكلا يستقبل أول سفينة قمح',
    paragraphs: [
      'استقبل ميناء المكلا في حضرموت أول سفينة محملة بالقمح بحضور وزير النقل اليمني سالم باحميد.',
      'وقال باحميد إن السفن ستصل مرتين في الشهر إلى الموانئ اليمنية.',
    ],
    tags: ['سفينة قمح', 'كأس العالم', 'عنوان طويل جدا من كلمات كثيرة'],
    limit: 10,
  };

  it('takes keywords that the text bears out, then places, then people', () => {
    expect(topics(article)).toEqual(['سفينة قمح', 'المكلا', 'حضرموت', 'سالم باحميد']);
  });

  it('passes over a place that only lends its name', () => {
    const title = 'قائد فيلق القدس يصل إلى طهران برفقة رئيس جامعة القاهرة';
    expect(topics({ title, paragraphs: [], tags: [], limit: 10 })).toEqual(['طهران']);
  });

  it('says nothing twice, in more words or fewer', () => {
    const tags = ['سفينة قمح', 'سفينة', 'أول سفينة قمح'];
    expect(topics({ ...article, tags })).not.toContain('سفينة');
    expect(topics({ ...article, tags })[0]).toBe('سفينة قمح');
    expect(topics({ ...article, tags })).toHaveLength(4);
  });

  it('stops at its limit', () => {
    expect(topics({ ...article, limit: 1 })).toEqual(['سفينة قمح']);
  });
});
