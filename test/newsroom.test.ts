import { describe, expect, it } from 'vitest';
import { readNewsroom, writeNewsroom } from '../src/newsroom.ts';

const whole = `
name: مرصد الاختبار
timezone: Asia/Aden
desk_language: en
numerals: arabic
allow_hosts: ["127.0.0.1:9000"]
breaking_tags: [متابعة خاصة, Urgent]
logo: logo.png
colours: { background: "#0B3D2E", accent: "#f2b134" }
follow:
  youtube: https://youtube.example/@x
  facebook: https://facebook.example/x
paid_broadcast: true
clicks:
  durable: true
  single_days: 14
templates:
  رياضة: |
    <b>{العنوان}</b>

    {الملخص}
      {المصدر} · {الوسوم}
  قصير: "{العنوان}"
sources:
  - name: وكالة الشاطئ
    feed: http://127.0.0.1:9000/feed.xml
    every: 1m
    section: سياسة
    zone: Africa/Cairo
    backfill: 3
    breaking: true
    sections: [سياسة, محليات]
    words: [ميناء]
    not_words: [إعلان, وظائف شاغرة]
    max_age: 12h
  - name: وكالة الجبل
    sitemap: https://jabal.example/news.xml
channels:
  - key: main
    chat: "@marsad_test"
    mode: review
    sources: [وكالة الشاطئ]
    slots: ["07:30", "sun-thu 12:00"]
    quiet: "23:00-06:30"
    quiet_mode: silent
    gap: 5m
    per_hour: 6
    late: 90m
    pin: 3h
    silent: true
    protect: true
    preview: none
    numerals: arabic
    authors: [سالم باعباد]
    words: [كأس العالم]
    not_words: [إعلان]
    max_age: 90m
    every_source: true
    digest: "fri 21:00"
    related: true
    read_count: true
  - key: topic
    chat: -1001234567890:12
    dotted: keep
    edits: new
    media: false
    rich: true
    utm: true
    template: رياضة
  - key: group
    chat: -1001234567890
    template: quote
editors:
  - { id: 1001, role: owner }
`;

function problemsOf(text: string) {
  const newsroom = readNewsroom(text, 'newsroom.yaml');
  return 'problems' in newsroom
    ? newsroom.problems.map(({ where, what }) => `${where}: ${what}`)
    : [];
}

describe('readNewsroom', () => {
  it('reads every part', () => {
    expect(readNewsroom(whole, 'newsroom.yaml')).toMatchObject({
      name: 'مرصد الاختبار',
      deskLanguage: 'en',
      numerals: 'arabic',
      logo: 'logo.png',
      colours: { background: '#0b3d2e', accent: '#f2b134' },
      allowHosts: ['127.0.0.1:9000'],
      breakingTags: ['متابعة خاصة', 'Urgent'],
      clicks: { durable: true, singleDays: 14, hourlyDays: null },
      sources: [
        {
          kind: 'feed',
          everyMs: 60_000,
          zone: 'Africa/Cairo',
          backfill: 3,
          breaking: true,
          sections: ['سياسة', 'محليات'],
          words: ['ميناء'],
          notWords: ['إعلان', 'وظائف شاغرة'],
          maxAgeMs: 12 * 3_600_000,
        },
        { kind: 'sitemap', everyMs: null, section: null, backfill: 0, words: null, maxAgeMs: null },
      ],
      channels: [
        {
          key: 'main',
          chat: '@marsad_test',
          threadId: null,
          mode: 'review',
          numerals: 'arabic',
          authors: ['سالم باعباد'],
          words: ['كأس العالم'],
          notWords: ['إعلان'],
          maxAgeMs: 90 * 60_000,
          everySource: true,
          utm: false,
          digest: 'fri 21:00',
          related: true,
          readCount: true,
        },
        { key: 'topic', chat: '-1001234567890', threadId: 12, mode: 'auto', slots: [], utm: true },
        {
          key: 'group',
          chat: '-1001234567890',
          threadId: null,
          sources: null,
          words: null,
          everySource: false,
        },
      ],
      editors: [{ id: 1001, role: 'owner' }],
    });
  });

  it('reads how and when a channel posts, and knows what holds where nothing is written', () => {
    expect(readNewsroom(whole, 'newsroom.yaml')).toMatchObject({
      paidBroadcast: true,
      channels: [
        {
          quietMode: 'silent',
          gapMs: 300_000,
          perHour: 6,
          lateMs: 5_400_000,
          pinMs: 10_800_000,
          silent: true,
          protect: true,
          preview: 'none',
        },
        {
          quietMode: 'wait',
          gapMs: null,
          perHour: null,
          lateMs: null,
          pinMs: null,
          silent: false,
          protect: false,
          preview: 'large',
        },
        {},
      ],
    });
    expect(readNewsroom('name: مرصد', 'newsroom.yaml')).toMatchObject({
      paidBroadcast: false,
      deskLanguage: 'ar',
      numerals: 'western',
    });
  });

  it('says what to write for a rule that is none', () => {
    const problems = problemsOf(`name: مرصد
paid_broadcast: maybe
channels:
  - key: main
    chat: "@marsad"
    quiet_mode: loud
    gap: 5
    per_hour: 0
    late: soon
    pin: 0h
    preview: huge
`);
    for (const [line, words] of [
      [2, 'true or false'],
      [6, 'wait or silent'],
      [7, '30m'],
      [8, '1 or more'],
      [9, '30m'],
      [10, '30m'],
      [11, 'large, small or none'],
    ] as const) {
      expect(problems).toContainEqual(expect.stringMatching(new RegExp(`line ${line},.*${words}`)));
    }
  });

  it('tells how posts follow their articles; absent, they are edited and show pictures', () => {
    const newsroom = readNewsroom(whole, 'newsroom.yaml');
    expect(newsroom).toMatchObject({
      channels: [
        { key: 'main', edits: 'edit', media: true, rich: false },
        { key: 'topic', edits: 'new', media: false, rich: true },
        { key: 'group', edits: 'edit' },
      ],
    });
    const wrong = 'name: x\nchannels:\n  - { key: a, chat: "@marsad", edits: later, media: maybe }';
    expect(problemsOf(wrong)).toEqual([
      expect.stringMatching(/line 3, channels\.0\.edits: write edit, new or ignore/),
      expect.stringMatching(/line 3, channels\.0\.media: write true or false/),
    ]);
  });

  it('tells how posts are laid out: in the standard template, a ready one, or one of its own', () => {
    expect(readNewsroom(whole, 'newsroom.yaml')).toMatchObject({
      templates: {
        رياضة: '<b>{العنوان}</b>\n\n{الملخص}\n  {المصدر} · {الوسوم}',
        قصير: '{العنوان}',
      },
      channels: [{ template: 'standard' }, { template: 'رياضة' }, { template: 'quote' }],
    });
    const told = 'name: x\nchannels:\n  - { key: a, chat: "@marsad", template: standard }';
    expect(readNewsroom(told, 'newsroom.yaml')).toMatchObject({
      templates: {},
      channels: [{ template: 'standard' }],
    });
  });

  it('tells what is wrong with a template at its own line', () => {
    const text = `name: مرصد
templates:
  رياضة: |
    <b>{العنوان}
    {الملصخ}

    {المصدر} }
  فارغ: ""
  بلا عنوان: "{الملخص} <h1>"
  brief: "{العنوان}"
  "طو:يل": "{العنوان}${'ا'.repeat(1_000)}"
  عدد: 5
channels:
  - { key: a, chat: "@marsad", template: رياضة }
`;
    expect(problemsOf(text.replace('  عدد: 5\n', ''))).toEqual([
      'newsroom.yaml, line 4, templates.رياضة: <b> is not closed; write </b>',
      'newsroom.yaml, line 5, templates.رياضة: nothing is named {الملصخ}; write {الملخص}',
      expect.stringMatching(/line 7, templates\.رياضة: } stands alone; write the name in braces/),
      expect.stringMatching(/line 8, templates\.فارغ: nothing is in it; write at least {العنوان}/),
      expect.stringMatching(
        /line 9, templates\.بلا عنوان: <h1> is no tag of a template; write b, i/,
      ),
      expect.stringMatching(/line 9, templates\.بلا عنوان: it has no headline; write {العنوان}/),
      expect.stringMatching(/line 10, templates\.brief: write a name .* none of: standard, brief/),
      expect.stringMatching(/line 11, templates\.طو:يل: write a name/),
      expect.stringMatching(/line 11, templates\.طو:يل: it has 1009 characters; write 1000/),
    ]);
    expect(problemsOf(text)).toContainEqual(
      expect.stringMatching(/line 12, templates\.عدد: write the template, under \|/),
    );
    const unknown = 'name: x\nchannels:\n  - key: a\n    chat: "@marsad"\n    template: قصير';
    expect(problemsOf(unknown)).toEqual([
      'newsroom.yaml, line 5, channels.0.template: no template is named قصير; write one of: standard، brief، headline، quote',
    ]);
  });

  it('comes out of writeNewsroom as it went in', () => {
    const newsroom = readNewsroom(whole, 'newsroom.yaml');
    if ('problems' in newsroom) throw new Error('unreadable');
    expect(readNewsroom(writeNewsroom(newsroom), 'again')).toEqual(newsroom);
  });

  it('lists every error at once with its line and what to write', () => {
    const problems = problemsOf(`name: مرصد
timezone: Mars/Base
follow:
  youtube: not an address
sources:
  - name: أ
    every: 5s
    feed: https://a.example/feed
  - name: ب
  - name: ب
    feed: ftp://b.example/feed
channels:
  - key: main
    chat: marsad
    slots: ["25:00"]
  - key: main
    chat: "@marsad"
    sources: [ج]
    words: ["..."]
    max_age: soon
    every_source: often
    colour: red
editors:
  - { id: zero, role: king }
`);
    const at = (line: number, word: string) =>
      expect(
        problems.find((text) => text.includes(`line ${line},`) && text.includes(word)),
      ).toBeTruthy();
    at(2, 'Asia/Aden');
    at(4, 'http');
    at(7, '15s to 60m');
    at(9, 'exactly one of feed');
    at(11, 'http');
    at(14, '@name');
    at(15, '07:30');
    at(19, 'a word or a phrase');
    at(20, '12h');
    at(21, 'true or false');
    at(22, 'unknown name');
    at(24, 'whole number');
    at(24, 'owner, editor or writer');
    expect(problems.every((text) => text.startsWith('newsroom.yaml, line '))).toBe(true);
  });

  it('says what clashes once every line is right by itself', () => {
    const problems = problemsOf(`name: مرصد
sources:
  - { name: أ, feed: https://a.example/feed }
  - { name: أ, feed: https://b.example/feed }
channels:
  - key: main
    chat: "@marsad"
    sources: [أ, ج]
`);
    expect(problems).toEqual([
      expect.stringMatching(/line 4, sources\.1\.name: أ stands here twice/),
      expect.stringMatching(/line 8, channels\.0\.sources\.1: no source is named ج/),
    ]);
  });

  it('tells where YAML itself breaks', () => {
    expect(problemsOf('name: x\nsources:\n  - {a: [b\n')[0]).toMatch(
      /line [34]: not readable as YAML/,
    );
  });

  it('keeps clicks for as long as is needed to tell anything from them', () => {
    const problems = problemsOf(`name: مرصد
clicks:
  durable: perhaps
  single_days: 1
  hourly_days: 7
channels:
  - { key: main, chat: "@marsad", utm: 1 }
`);
    expect(problems).toEqual([
      expect.stringMatching(/line 3, clicks\.durable: write true or false/),
      expect.stringMatching(/line 4, clicks\.single_days: write 2 or more days/),
      expect.stringMatching(/line 5, clicks\.hourly_days: write 30 or more days/),
      expect.stringMatching(/line 7, channels\.0\.utm: write true or false/),
    ]);
  });

  it('takes an empty file for a newsroom without a name', () => {
    expect(problemsOf('')).toEqual([expect.stringMatching(/line 1, name: /)]);
  });

  it('refuses colours that can not be told apart, and what is no colour', () => {
    const coloursOf = (colours: string) => problemsOf(`name: مرصد\ncolours: { ${colours} }\n`);
    expect(coloursOf('background: "#ffffff"')).toEqual([
      'newsroom.yaml, line 2, colours.text: #ffffff on #ffffff has a contrast of 1.0; write one of 4.5 or more',
    ]);
    expect(coloursOf('accent: "#10203a"')).toEqual([
      expect.stringContaining('line 2, colours.accent: #10203a on #0f1b2d has a contrast of 1.1'),
    ]);
    expect(coloursOf('text: white')).toEqual([expect.stringContaining('write a colour such as')]);
  });
});
