import { describe, expect, it } from 'vitest';
import { fingerprint, relate } from '../../src/arabic/shingles.ts';
import { groupStories, placeAmong } from '../../src/arabic/stories.ts';

const text =
  'أعلنت إدارة ميناء المكلا وصول أول سفينة محملة بالقمح منذ انتهاء أعمال التوسعة التي استمرت عامين، وعلى متنها ثلاثون ألف طن. ' +
  'وقال مدير الميناء إن الرصيف الجديد يتيح رسو سفينتين في وقت واحد، وإن العمل يجري على مدار الساعة لتفريغ الحمولة قبل نهاية الأسبوع.';
const retold =
  'متابعات – أعلنت إدارة ميناء المكلا وصول أول سفينة محملة بالقمح منذ انتهاء أعمال التوسعة. ويرى تجار أن أسعار الدقيق ستنخفض في شبوة والمهرة مع اقتراب رمضان وارتفاع الطلب على المواد الغذائية في الأسواق المحلية.';
const other =
  'فاز منتخب الشباب بكأس البطولة بعد مباراة طويلة حسمت بركلات الترجيح، وتصدى الحارس لركلتين متتاليتين أمام جمهور كبير حضر من مدن عدة لمساندة الفريق في النهائي.';
const at = Date.parse('2026-02-08T09:00:00Z');
const hour = 3_600_000;

const print = (title: string, body: string, later = 0): ReturnType<typeof fingerprint> =>
  fingerprint({ title, text: body, at: at + later });

describe('relate', () => {
  it('tells a repeat, another article on the story, and other news', () => {
    const first = print('ميناء المكلا يستقبل سفينة قمح', text);
    expect(relate(first, print('وصول سفينة إلى المكلا', `خاص: ${text}`))).toBe('duplicate');
    expect(relate(first, print('تجار: الأسعار ستنخفض', retold))).toBe('same-story');
    expect(relate(first, print('كأس الشباب', other))).toBe('different');
  });

  it('takes changed numbers for an update, in digits or in words', () => {
    const toll = (count: string): string =>
      `${other} وأصيب ${count} من المشجعين في تدافع عند بوابات الملعب قبل أن تتدخل فرق الإسعاف وتنقلهم إلى المستشفى.`;
    const title = (count: string): string => `إصابة ${count} في تدافع عند الملعب`;
    expect(relate(print(title('3'), toll('3')), print(title('7'), toll('7')))).toBe('update');
    expect(relate(print(title('ثلاثة'), toll('ثلاثة')), print(title('سبعة'), toll('سبعة')))).toBe(
      'update',
    );
    expect(relate(print(title('3'), toll('3')), print(title('ثلاثة'), toll('ثلاثة')))).toBe(
      'duplicate',
    );
  });

  it('takes one telling title of a day for a repeat, and a column’s title for nothing', () => {
    const title = 'ميناء المكلا يستقبل سفينة قمح بعد التوسعة';
    expect(relate(print(title, text), print(`${title} `, other, 2 * hour))).toBe('duplicate');
    expect(relate(print(title, text), print(title, other, 25 * hour))).toBe('different');
    expect(relate(print('أسعار الصرف اليوم', text), print('أسعار الصرف اليوم', other))).toBe(
      'different',
    );
  });

  it('compares masked words as restored', () => {
    const masked = text.replaceAll('سفينة', 'صواريخ');
    const dotted = text.replaceAll('سفينة', 'صوا.ريخ');
    expect([...print('', dotted).shingles]).toEqual([...print('', masked).shingles]);
  });

  it('goes by the title for short pieces, within six hours', () => {
    const title = 'عاجل: هزة أرضية تضرب سواحل سقطرى دون أضرار كبيرة';
    const again = 'هزة أرضية تضرب سواحل سقطرى دون أضرار';
    expect(relate(print(title, ''), print(again, '', hour))).toBe('duplicate');
    expect(relate(print(title, ''), print(again, '', 7 * hour))).toBe('different');
    expect(relate(print(title, ''), print('هزة أرضية في تركيا', '', hour))).toBe('different');
  });
});

describe('placeAmong', () => {
  const toll = (count: string, source: string) => ({
    source,
    print: print(
      `ارتفاع حصيلة حادث الجسر إلى ${count} مصابين`,
      `${source} ${other} عددهم ${count}`,
    ),
  });

  it('takes the first that tells a new number for an update, and the second for a repeat', () => {
    const three = toll('3', 'مراسلنا');
    const seven = toll('7', 'وكالتنا');
    expect(placeAmong(seven.print, [three])).toMatchObject({ beside: three, isUpdate: true });
    expect(placeAmong(toll('7', 'قناتنا').print, [three, seven])).toMatchObject({
      repeats: seven,
      isUpdate: false,
    });
  });

  it('finds an update in other words by the number of its title', () => {
    const first = { print: print('مقتل 3 في حريق سوق المكلا', text) };
    const risen = print('ارتفاع قتلى حريق سوق المكلا إلى 7', retold);
    const same = print('حريق سوق المكلا يخلف 3 قتلى', retold);
    expect(placeAmong(risen, [first])).toMatchObject({ beside: first, isUpdate: true });
    expect(placeAmong(same, [first])).toMatchObject({ beside: first, isUpdate: false });
    expect(placeAmong(risen, [])).toEqual({ beside: null, repeats: null, isUpdate: false });
  });
});

describe('groupStories', () => {
  it('groups against earlier articles and names the original', () => {
    const items = [
      { id: 'a', title: 'ميناء المكلا يستقبل سفينة قمح', text, at },
      { id: 'b', title: 'كأس الشباب', text: other, at },
      { id: 'c', title: 'ميناء المكلا يستقبل سفينة قمح', text: `برقية/ ${text}`, at: at + hour },
      { id: 'd', title: 'تجار: الأسعار ستنخفض', text: retold, at: at + hour },
      { id: 'e', title: 'مرة أخرى', text, at: at + 2 * hour },
    ];
    expect(groupStories(items)).toEqual([
      { id: 'a', story: 'a', duplicateOf: null },
      { id: 'b', story: 'b', duplicateOf: null },
      { id: 'c', story: 'a', duplicateOf: 'a' },
      { id: 'd', story: 'a', duplicateOf: null },
      { id: 'e', story: 'a', duplicateOf: 'a' },
    ]);
  });

  it('knows an article again by its address, and its new numbers for an update', () => {
    const identities = ['https://m.example/1'];
    const items = [
      { id: 'a', title: 'إصابة 3 في حادث الجسر', text, at, identities },
      { id: 'b', title: 'حادث الجسر', text: other, at, identities },
      { id: 'c', title: 'إصابة 7 في حادث الجسر', text: other, at, identities },
    ];
    expect(groupStories(items)).toEqual([
      { id: 'a', story: 'a', duplicateOf: null },
      { id: 'b', story: 'a', duplicateOf: 'a' },
      { id: 'c', story: 'a', duplicateOf: null },
    ]);
  });

  it('keeps one story together however many sites print the agency’s copy', () => {
    const items = Array.from({ length: 120 }, (_, i) => ({
      id: String(i),
      title: 'ميناء المكلا يستقبل سفينة قمح',
      text,
      at,
    }));
    expect(new Set(groupStories(items).map(({ story }) => story))).toEqual(new Set(['0']));
  });

  it('finds the original of each copy among many', () => {
    let seed = 1;
    const random = (n: number): number => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
      return seed % n;
    };
    const news = (): string => Array.from({ length: 200 }, () => `كلمة${random(4_000)}`).join(' ');
    const originals = Array.from({ length: 150 }, news);
    const copies = originals.slice(0, 50).map((body) => `نقلا عن مراسلنا ${body}`);
    const items = [...originals, ...copies].map((body, i) => ({
      id: String(i),
      title: `خبر كلمة${i}`,
      text: body,
      at,
    }));
    const grouped = groupStories(items);
    expect(grouped.filter((item) => item.duplicateOf !== null)).toHaveLength(50);
    expect(grouped.slice(150).every((item, i) => item.duplicateOf === String(i))).toBe(true);
  });
});
