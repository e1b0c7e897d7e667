import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { captionLimit, codePoints, fitTo } from '../../templates/fit.ts';
import { parseLayout } from '../../templates/layout.ts';
import { composePost, type PostedArticle, type PostLook } from '../../templates/post.ts';
import { readyLayout, readyTemplates } from '../../templates/ready.ts';

const article: PostedArticle = {
  title: 'ميناء المكلا يستقبل أول سفينة قمح',
  summary: 'استقبل ميناء المكلا صباح اليوم سفينة محملة بالقمح.',
  dateline: 'عدن:',
  source: 'مرسى الأخبار',
  paragraphs: ['استقبل ميناء المكلا في حضرموت صباح اليوم سفينة محملة بالقمح.'],
  tags: [],
  canonicalUrl: 'https://m.example/1',
};

const related = [{ title: 'قديم', button: 'related:1', target: 'https://m.example/0' }];

function postOf(body: string, changes: Partial<PostedArticle> = {}, look: Partial<PostLook> = {}) {
  const layout = parseLayout(body);
  if ('problems' in layout) throw new Error(JSON.stringify(layout.problems));
  return composePost(
    { ...article, ...changes },
    {
      numerals: 'western',
      breaking: false,
      preview: 'large',
      follow: { youtube: 'https://youtube.example/@x' },
      address: (button) => `https://s.example/${button}`,
      layout,
      ...look,
    },
  );
}
const marked = ({ text, entities }: ReturnType<typeof postOf>) =>
  entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);
const elasticOf = ({ text, elastic }: ReturnType<typeof postOf>) =>
  elastic && text.slice(elastic.offset, elastic.offset + elastic.length);

describe('a post in a template', () => {
  it.each([
    [
      'brief',
      ['ميناء المكلا يستقبل أول سفينة قمح', 'عدن · المصدر: مرسى الأخبار', 'تابعونا: يوتيوب'],
    ],
    ['headline', ['ميناء المكلا يستقبل أول سفينة قمح']],
    [
      'quote',
      [
        article.title,
        article.summary,
        'عدن · المصدر: مرسى الأخبار',
        '#المكلا #حضرموت',
        'تابعونا: يوتيوب',
      ],
    ],
  ])('%s has what it says, and the buttons', (name, parts) => {
    const { body = '' } = readyTemplates.find((one) => one.name === name) ?? {};
    const post = postOf(body);
    expect(post.text.split('\n\n')).toEqual(parts);
    expect(post.keyboard?.inline_keyboard[0]?.[0]).toEqual({
      text: 'التفاصيل',
      url: 'https://s.example/read',
    });
  });

  it('has its parts in the order and in the tags that the template gives', () => {
    const post = postOf(
      '{المصدر} · <i>{الوسوم}</i>\n<b>{العنوان}</b>\n<blockquote>{الملخص}\n{الرابط: اقرأ}</blockquote>',
    );
    expect(marked(post)).toEqual([
      ['italic', '#المكلا #حضرموت'],
      ['bold', article.title],
      ['blockquote', `${article.summary}\nاقرأ`],
      ['text_link', 'اقرأ'],
    ]);
    expect(post.entities).toContainEqual(
      expect.objectContaining({ type: 'text_link', url: 'https://s.example/read' }),
    );
  });

  it('says that news is breaking in its own way, wherever the headline stands', () => {
    const post = postOf('{المصدر}\n<u>{العنوان}</u>', { title: 'عاجل: هزة' }, { breaking: true });
    expect(post.text).toBe('مرسى الأخبار\nعاجل | هزة');
    expect(marked(post)).toEqual([['underline', 'عاجل | هزة']]);
  });

  it('tells related articles and a correction even without a place for them', () => {
    const look = { related, correction: 'تصحيح: 2 بدلًا من 1.' };
    const post = postOf('<b>{العنوان}</b>\n\n{تابعونا}', {}, look);
    expect(post.text).toBe(
      `${article.title}\n\nتابعونا: يوتيوب\n\nاقرأ أيضًا:\n• قديم\n\nتصحيح: 2 بدلًا من 1.`,
    );
    expect(marked(post)).toContainEqual(['text_link', 'قديم']);
    const placed = postOf('{ذات صلة}\n\n{العنوان}', {}, look);
    expect(placed.text).toBe(`اقرأ أيضًا:\n• قديم\n\n${article.title}\n\nتصحيح: 2 بدلًا من 1.`);
  });

  it('knows where its summary stands', () => {
    expect(elasticOf(postOf('{الملخص}\n{العنوان}'))).toBe(article.summary);
    expect(elasticOf(postOf('😀 <b>{العنوان}</b>\n• {الملخص} ({المصدر})'))).toBe(article.summary);
    expect(elasticOf(postOf('{العنوان}'))).toBeUndefined();
    expect(elasticOf(postOf('{العنوان}\n{الملخص}', { summary: '' }))).toBeUndefined();
  });
});

describe('a post in a template that is a caption', () => {
  const sentence = 'أعلنت الهيئة بدء العمل في الرصيف الجديد صباح اليوم.';
  const long = { summary: Array(30).fill(sentence).join(' ') };

  it('loses sentences out of a quotation, which stays around the rest', () => {
    const { body = '' } = readyTemplates.find((one) => one.name === 'quote') ?? {};
    const short = fitTo(postOf(body, long), captionLimit);
    expect(codePoints(short.text)).toBeLessThanOrEqual(captionLimit);
    const [, quoted = ''] = short.text.split('\n\n');
    expect(quoted).toMatch(/^(?:أعلنت [^.]+\. ?){10,}$/u);
    expect(marked(short)).toContainEqual(['blockquote', quoted]);
    expect(short.text).toMatch(/تابعونا: يوتيوب$/);
  });

  it('loses words out of a quotation of one sentence, and says so inside it', () => {
    const { body = '' } = readyTemplates.find((one) => one.name === 'quote') ?? {};
    const short = fitTo(postOf(body, { summary: 'كلمة '.repeat(230) }), captionLimit);
    expect(marked(short)).toContainEqual(['blockquote', expect.stringMatching(/كلمة…$/u)]);
  });

  it.each([
    ['its line', '{العنوان}\n\nفي سطور: {الملخص}\n{المصدر}', 'ميناء\n\nمرسى الأخبار'],
    ['its paragraph', '{العنوان}\n\nفي سطور:\n{الملخص}\n\n{المصدر}', 'ميناء\n\nمرسى الأخبار'],
    ['the first line', '{الملخص}\n\n{العنوان}\n{المصدر}', 'ميناء\nمرسى الأخبار'],
    ['the sign before it', '{العنوان}\n{المصدر} — {الملخص}', 'ميناء\nمرسى الأخبار'],
    ['nothing but itself', '{العنوان}\n{الملخص} عن {المصدر}', 'ميناء\nعن مرسى الأخبار'],
  ])('loses a summary for which there is no room, with %s', (_, body, text) => {
    const post = postOf(body, { title: 'ميناء', summary: 'كلمة '.repeat(20).trim() });
    const room = codePoints(text) + 20;
    const { text: short } = fitTo(post, room);
    expect(short).toBe(text);
  });
});

describe('any article in any template', () => {
  it('stays within Telegram’s bounds, its entities inside the text', () => {
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 80 }),
      fc.string({ unit: fc.constantFrom(...'اب A1 .,«»"#@😀\u202e\n-٣'), maxLength: 3_000 }),
    );
    const piece = fc.constantFrom(
      ...[
        '{العنوان}',
        '{الملخص}',
        '{المصدر}',
        '{الإسناد}',
        '{الوسوم}',
        '{تابعونا}',
        '{الرابط: هنا}',
      ],
      ...[
        '<b>',
        '</b>',
        '<blockquote>',
        '</blockquote>',
        '\n',
        '\n\n',
        ' · ',
        'نص 😀',
        'BBC '.repeat(200),
      ],
    );
    const anyLayout = fc.oneof(
      fc.constantFrom(...readyTemplates.map(({ name }) => readyLayout(name))),
      fc
        .shuffledSubarray([
          '{الملخص}',
          '{المصدر}',
          '{الإسناد}',
          '{الوسوم}',
          '{تابعونا}',
          '{ذات صلة}',
        ])
        .chain((holes) =>
          fc
            .array(piece, { maxLength: 3 })
            .map((pieces) => ['<b>{العنوان}</b>', ...holes, ...pieces].join('\n')),
        )
        .map((body) => parseLayout(body))
        .map((layout) => ('problems' in layout ? undefined : layout)),
      fc
        .shuffledSubarray(['{الملخص}', '{المصدر}', '{تابعونا}', 'نص'], { minLength: 1 })
        .map((holes) => parseLayout(`<blockquote>${holes.join(' ')} <b>{العنوان}</b></blockquote>`))
        .map((layout) => ('problems' in layout ? undefined : layout)),
    );
    const made = fc.record({
      title: anyText,
      summary: anyText,
      dateline: fc.option(anyText),
      source: fc.option(anyText),
      paragraphs: fc.array(anyText, { maxLength: 2 }),
      tags: fc.array(anyText, { maxLength: 4 }),
      canonicalUrl: fc.webUrl(),
    });
    const look = fc.record({ breaking: fc.boolean(), layout: anyLayout });
    const check = fc.property(made, look, fc.integer({ min: 60, max: 1_024 }), (one, how, room) => {
      const post = postOf('{العنوان}', one, { ...how, related });
      expect(codePoints(post.text)).toBeLessThanOrEqual(4_096);
      for (const { text, entities, elastic } of [post, fitTo(post, room)]) {
        expect(text).not.toMatch(/[\u202a-\u202e]/u);
        for (const { offset, length } of [...entities, ...(elastic ? [elastic] : [])]) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(offset + length).toBeLessThanOrEqual(text.length);
        }
        expect(entities.every(({ length }) => length > 0)).toBe(true);
      }
      expect(codePoints(fitTo(post, room).text)).toBeLessThanOrEqual(room);
    });
    fc.assert(check, { numRuns: 150 });
  });
});
