import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as english from '../../templates/english/layout-words.ts';
import { bodyOf, type LayoutProblem, parseLayout, tidyBody } from '../../templates/layout.ts';
import { type Printed, printLayout } from '../../templates/layout-print.ts';
import {
  layoutGuide,
  layoutProblems,
  nameProblem,
  readyBody,
} from '../../templates/layout-words.ts';
import { checkName, readyTemplates } from '../../templates/ready.ts';

function layoutOf(body: string) {
  const layout = parseLayout(body);
  if ('problems' in layout) throw new Error(layoutProblems(layout.problems));
  return layout;
}
const problemsOf = (body: string): readonly LayoutProblem[] => {
  const read = parseLayout(body);
  return 'problems' in read ? read.problems : [];
};

const article: Readonly<Record<string, string>> = {
  headline: 'رصيف جديد',
  summary: 'افتُتح الرصيف.',
  source: 'مرصد',
  attribution: 'عدن · المصدر: مرصد',
  tags: '#عدن',
  follow: 'تابعونا: يوتيوب',
  related: 'اقرأ أيضًا:\n• قديم',
};
function laid(body: string, absent: readonly string[] = []) {
  return printLayout(layoutOf(body), ({ placeholder, words }) => {
    if (absent.includes(placeholder)) return undefined;
    const text = placeholder === 'link' ? (words ?? 'التفاصيل') : (article[placeholder] ?? '');
    return { text, entities: [] };
  });
}
const textOf = (body: string, ...absent: string[]) => laid(body, absent).text;
const marked = ({ text, entities }: Printed) =>
  entities.map(({ type, offset, length }) => [type, text.slice(offset, offset + length)]);

describe('a template', () => {
  it('is filled by the Arabic names of its placeholders, however spelt, and by the English ones', () => {
    const filled = 'رصيف جديد\nافتُتح الرصيف.\nمرصد\n#عدن\nتابعونا: يوتيوب\nاقرأ أيضًا:\n• قديم';
    for (const body of [
      '{العنوان}\n{الملخص}\n{المصدر}\n{الوسوم}\n{تابعونا}\n{اقرأ أيضًا}',
      '{ عنوان }\n{المُلخّص}\n{مصدر}\n{وسوم}\n{تابعونا}\n{اقرأ_أيضا}',
      '{headline}\n{Summary}\n{source}\n{tags}\n{follow}\n{related}',
      '{العنوان}\n{الملخص}\n{المصدر}\n{الوسوم}\n{تابعونا}\n{ذات_صلة}',
    ])
      expect(textOf(body)).toBe(filled);
  });

  it('lays its tags over what stands between them, one within another, over several lines', () => {
    const body =
      '<b>{العنوان} <i>الآن</i></b>\n\n<blockquote expandable>\n{الملخص}\n<u>{المصدر}</u>\n</blockquote>';
    expect(laid(body).text).toBe('رصيف جديد الآن\n\nافتُتح الرصيف.\nمرصد');
    expect(marked(laid(body))).toEqual([
      ['bold', 'رصيف جديد الآن'],
      ['italic', 'الآن'],
      ['expandable_blockquote', 'افتُتح الرصيف.\nمرصد'],
      ['underline', 'مرصد'],
    ]);
  });

  it('prints signs that tags are made of', () => {
    expect(textOf('{العنوان} &lt;3 &amp; 1 < 2 &quot;')).toBe('رصيف جديد <3 & 1 < 2 "');
  });

  it('calls the link as it says', () => {
    expect(textOf('{العنوان}\n{الرابط: اقرأ الخبر كاملًا}')).toBe('رصيف جديد\nاقرأ الخبر كاملًا');
    expect(textOf('{العنوان}\n{الرابط}')).toBe('رصيف جديد\nالتفاصيل');
  });

  it('moves its entities with the place that they fill', () => {
    const link = { type: 'text_link', offset: 3, length: 2, url: 'https://x.example' } as const;
    const printed = printLayout(layoutOf('نص {العنوان} <b>{تابعونا}</b>'), ({ placeholder }) =>
      placeholder === 'follow'
        ? { text: 'هنا رابط', entities: [link] }
        : { text: '😀', entities: [] },
    );
    expect(marked(printed)).toEqual([
      ['bold', 'هنا رابط'],
      ['text_link', ' ر'],
    ]);
    expect(printed.places.get('headline')).toEqual({ offset: 3, length: 2 });
  });

  it.each<[string, string, string[], string]>([
    ['a line', '{العنوان}\nالمصدر: {المصدر}\n{الوسوم}', ['source'], 'رصيف جديد\n#عدن'],
    [
      'a paragraph with its heading',
      '{العنوان}\n\nللمزيد:\n{اقرأ أيضًا}\n\n{الوسوم}',
      ['related'],
      'رصيف جديد\n\n#عدن',
    ],
    ['the last line', '{العنوان}\n\n\n{تابعونا}\n\n', ['follow'], 'رصيف جديد'],
    ['a sign between two', '{العنوان}\n{المصدر} · {الوسوم}', ['tags'], 'رصيف جديد\nمرصد'],
    ['a sign before the first', '{العنوان}\n{المصدر} 🔹 {الوسوم}', ['source'], 'رصيف جديد\n#عدن'],
    ['a middle one', '{العنوان} | {المصدر} | {الوسوم}', ['source'], 'رصيف جديد | #عدن'],
    ['two of three', '{المصدر} · {الوسوم} · {العنوان}', ['source', 'tags'], 'رصيف جديد'],
    ['brackets', '{العنوان} ({المصدر})', ['source'], 'رصيف جديد'],
    ['no bullet of another', '{العنوان}\n• {المصدر} · {الوسوم}', ['source'], 'رصيف جديد\n• #عدن'],
    ['tags of nothing', '{العنوان}\n<b>{المصدر}</b>', ['source'], 'رصيف جديد'],
  ])('leaves no trace of what the article lacks: %s', (_, body, absent, text) => {
    expect(textOf(body, ...absent)).toBe(text);
    expect(laid(body, absent).entities).toEqual([]);
  });

  it('keeps its own words where nothing is to be filled', () => {
    expect(textOf('{العنوان}\n———\n\nخدمة مرصد الساحل')).toBe('رصيف جديد\n———\n\nخدمة مرصد الساحل');
  });

  it('is set from the right even when it begins in Latin letters', () => {
    expect(textOf('BBC | {العنوان}')).toBe('\u200fBBC | رصيف جديد');
    expect(textOf('{العنوان}\nقناتنا على WhatsApp')).toContain('\u2066WhatsApp\u2069');
  });

  it('loses marks of direction', () => {
    expect(textOf('\u202e{العنوان}\u202c \u202dنص\u200f')).toBe('رصيف جديد نص');
    expect(tidyBody('\n\n\u202e{العنوان}\r\nنص \n')).toBe('{العنوان}\nنص');
  });
});

describe('problems of a template', () => {
  it.each<[string, string, object[]]>([
    ['nothing in it', ' \n ', [{ code: 'empty' }]],
    ['no headline', '{الملخص}', [{ code: 'headline-missing' }]],
    [
      'too long',
      `{العنوان}${'ا'.repeat(1_000)}`,
      [{ code: 'too-long', length: 1_009, limit: 1_000 }],
    ],
    [
      'a misspelt name',
      '{العنوان}\nنص {الملصخ}',
      [
        {
          code: 'unknown-placeholder',
          name: 'الملصخ',
          nearest: 'الملخص',
          at: { line: 2, column: 4 },
        },
      ],
    ],
    [
      'a misspelt headline, told once',
      '{العنون}',
      [{ code: 'unknown-placeholder', nearest: 'العنوان' }],
    ],
    ['a name of nothing', '{العنوان} {الطقس}', [{ code: 'unknown-placeholder', name: 'الطقس' }]],
    [
      'one that stands twice',
      '{العنوان}\n{headline}',
      [{ code: 'placeholder-twice', name: 'العنوان', at: { line: 2, column: 1 } }],
    ],
    ['words for what has none', '{العنوان: نص}', [{ code: 'words-not-taken', name: 'العنوان' }]],
    ['an open brace', '{العنوان}\n{الملخص', [{ code: 'brace-alone', brace: '{' }]],
    ['a closing brace', '{العنوان}\nالملخص}', [{ code: 'brace-alone', brace: '}' }]],
    [
      'an unknown tag',
      '<h1>{العنوان}</h1>',
      [
        { code: 'unknown-tag', tag: 'h1' },
        { code: 'unknown-tag', tag: '/h1' },
      ],
    ],
    ['a link', '<a href="https://x.example">{العنوان}', [{ code: 'unknown-tag' }]],
    ['a tag without its end', '<b {العنوان}', [{ code: 'tag-broken', tag: 'b' }]],
    [
      'an unclosed tag',
      '{العنوان}\n<b>نص',
      [{ code: 'tag-unclosed', tag: 'b', at: { line: 2, column: 1 } }],
    ],
    ['a tag that nothing opened', '{العنوان}</i>', [{ code: 'tag-unopened', tag: 'i' }]],
    ['crossing tags', '<b><i>{العنوان}</b></i>', [{ code: 'tags-crossed', tag: 'b', open: 'i' }]],
    [
      'a quotation in a quotation',
      '<blockquote>{العنوان}<blockquote expandable>ا</blockquote></blockquote>',
      [{ code: 'tag-within-itself', tag: 'blockquote' }],
    ],
  ])('tells of %s', (_, body, problems) => {
    expect(problemsOf(body)).toMatchObject(problems);
    expect(problemsOf(body)).toHaveLength(problems.length);
  });

  it('tells all at once, by place, and what to do in Arabic', () => {
    const problems = problemsOf('{الملصخ} <b>\n{');
    expect(problems.map(({ code }) => code)).toEqual([
      'unknown-placeholder',
      'tag-unclosed',
      'brace-alone',
      'headline-missing',
    ]);
    const text = layoutProblems(problems);
    expect(text).toContain(
      'السطر 1، الحرف 1: لا نعرف \u2068{الملصخ}\u2069. اكتب \u2068{الملخص}\u2069',
    );
    expect(text).toContain('السطر 2، الحرف 1: قوس');
    expect(text).not.toMatch(/undefined|\[object/);
  });

  it('are told in English too, with the names that English has for places', () => {
    const bodies = [
      '',
      '{headline}{headline}{summary: x}{smmary}{weather}{',
      '<h1><b <i>{headline}<u><s></u></s><b><b>x</b></b></spoiler>',
      'س'.repeat(9_000),
    ];
    const told = bodies.flatMap((body) => {
      const layout = parseLayout(body);
      return 'problems' in layout ? [english.layoutProblems(layout.problems)] : [];
    });
    expect(told).toHaveLength(bodies.length);
    expect(told[1]?.replace(/[\u2068\u2069]/g, '')).toContain(
      'Line 1, character 11: {headline} is there twice. Leave it once.',
    );
    for (const text of [...told, english.layoutGuide()]) {
      expect(text).not.toMatch(/\p{Script=Arabic}|undefined|\[object/u);
    }
    expect(english.nameProblem('length')).toBe('Write a name of 1 to 32 characters.');
  });

  it('are told in a message of bearable length', () => {
    const text = layoutProblems(problemsOf(`{العنوان}${'{س}'.repeat(300)}`));
    expect([...text].length).toBeLessThan(2_000);
    expect(text).toMatch(/وغيرها: 292$/);
  });
});

describe('bodyOf', () => {
  it('writes tags for what was marked with the phone’s own menu', () => {
    const text = '{العنوان} نص 😀';
    const body = bodyOf(text, [
      { type: 'bold', offset: 0, length: text.length },
      { type: 'expandable_blockquote', offset: 10, length: 2 },
      { type: 'italic', offset: 0, length: 9 },
      { type: 'bot_command', offset: 0, length: 2 },
    ]);
    expect(body).toBe('<b><i>{العنوان}</i> <blockquote expandable>نص</blockquote> 😀</b>');
    expect(problemsOf(body)).toEqual([]);
    expect(bodyOf('<b>{العنوان}</b>', [])).toBe('<b>{العنوان}</b>');
    const both = (['bold', 'underline'] as const).map((type) => ({ type, offset: 0, length: 3 }));
    const next = { type: 'italic', offset: 3, length: 3 } as const;
    expect(bodyOf('نصانصا', [...both, next])).toBe('<b><u>نصا</u></b><i>نصا</i>');
    const inside = { type: 'bold', offset: 1, length: 7 } as const;
    expect(bodyOf('{العنوان} نص', [inside])).toBe('<b>{العنوان}</b> نص');
  });
});

describe('ready templates', () => {
  it('say the same in the names that English has', () => {
    for (const { body } of readyTemplates) {
      const told = english.readyBody(body);
      expect(told).not.toMatch(/\p{Script=Arabic}/u);
      expect(parseLayout(told)).toEqual(parseLayout(body));
      expect(readyBody(body)).toBe(body);
    }
  });

  it.each(readyTemplates.map((one) => [one.name, one] as const))(
    '%s is right',
    (_, { title, body }) => {
      expect(problemsOf(body)).toEqual([]);
      expect(tidyBody(body)).toBe(body);
      expect(title).toMatch(/^\p{Script=Arabic}/u);
    },
  );

  it('lend their names to no other', () => {
    expect(checkName('  نشرة   الصباح_2 ')).toEqual({ name: 'نشرة الصباح_2' });
    for (const [name, problem] of [
      ['', 'length'],
      ['ا'.repeat(33), 'length'],
      ['a:b', 'letters'],
      ['_', 'letters'],
      ['Standard', 'ready'],
      ['القياسى', 'ready'],
    ] as const) {
      expect(checkName(name)).toEqual({ problem });
      expect(nameProblem(problem)).toMatch(/\.$/);
    }
  });

  it('are explained', () => {
    expect(layoutGuide()).toContain('• \u2068{العنوان}\u2069 عنوان الخبر');
    expect([...layoutGuide()].length).toBeLessThan(1_000);
  });
});

describe('any text', () => {
  const piece = fc.constantFrom(
    ...[
      '{العنوان}',
      '{الملخص}',
      '{تابعونا}',
      '{الرابط: هنا}',
      '{المصدر}',
      '{',
      '}',
      '{س}',
      '<b>',
      '</b>',
    ],
    ...[
      '<i>',
      '</i>',
      '<blockquote expandable>',
      '</blockquote>',
      '<',
      '>',
      '&lt;',
      '&',
      '\n',
      '\n\n',
    ],
    ...[' ', ' · ', '(', ')', 'نص', 'BBC 5%', '😀', '\u202e', '\u2066', '\r\n', '\ud83d'],
  );
  const anyBody = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join('')),
    fc.array(piece, { maxLength: 6 }).map((pieces) => `<b>{العنوان}</b>${pieces.join('')}`),
  );
  const value = fc.constantFrom('', 'نص', 'سطر\nسطر', 'BBC', '😀');

  it('is laid out, its entities inside the text and without an empty line, or gives problems', () => {
    let right = 0;
    fc.assert(
      fc.property(anyBody, fc.array(value, { minLength: 8, maxLength: 8 }), (body, values) => {
        const read = parseLayout(body);
        if ('problems' in read) {
          expect(read.problems.length).toBeGreaterThan(0);
          expect(layoutProblems(read.problems)).not.toMatch(/undefined|\[object/);
          for (const { at } of read.problems)
            expect(Math.min(at.line, at.column)).toBeGreaterThan(0);
          return;
        }
        right++;
        let next = 0;
        const link = { type: 'text_link', url: 'https://x.example', offset: 0, length: 1 } as const;
        const { text, entities } = printLayout(read, () => {
          const text = values[next++] ?? '';
          return { text, entities: text === 'نص' ? [link] : [] };
        });
        expect(text).not.toMatch(/\n\n\n|^\n|\n$|[\u202a-\u202e]/u);
        for (const { offset, length } of entities) {
          expect(offset).toBeGreaterThanOrEqual(0);
          expect(length).toBeGreaterThan(0);
          expect(offset + length).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2_000 },
    );
    expect(right).toBeGreaterThan(100);
  });

  it('is the same after it was tidied', () => {
    fc.assert(
      fc.property(anyBody, (body) => {
        const tidy = tidyBody(body);
        expect(tidyBody(tidy)).toBe(tidy);
        const printed = (from: string) => {
          const read = parseLayout(from);
          return 'problems' in read
            ? read.problems.map(({ code }) => code)
            : printLayout(read, ({ placeholder }) => ({ text: placeholder, entities: [] })).text;
        };
        expect(printed(tidy)).toEqual(printed(body));
      }),
    );
  });
});
