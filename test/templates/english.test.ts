import { describe, expect, it } from 'vitest';
import { Failure, type FailureCode, failures } from '../../src/errors.ts';
import { deskTexts, languages } from '../../templates/desk.ts';
import type { Stage } from '../../templates/why.ts';

const texts = deskTexts(
  () => 'en',
  () => 'western',
);
const zone = 'Asia/Aden';
const now = Temporal.Instant.from('2026-11-24T12:00:00+03:00').epochMilliseconds;
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

/** An Arabic headline that begins with a Latin name: both ways of reading a line are in it. */
const headline = 'BBC: افتتاح الجسر';
const bridge = { title: headline, channel: 'main', chat: '@marsad' };

/** What stands outside of isolates, and turns its line around when it is Arabic. */
const outside = (text: string) => {
  let kept = text;
  for (let before = ''; kept !== before; ) {
    before = kept;
    kept = kept.replace(/[\u2066\u2068][^\u2066-\u2069\n]*\u2069/g, '');
  }
  return kept;
};

describe('times in English', () => {
  it.each([
    [0, 'today 12:00'],
    [8.5 * hour, 'today 20:30'],
    [20 * hour, 'tomorrow 08:00'],
    [-20 * hour, 'yesterday 16:00'],
    [2 * day - 4 * hour, 'Thu 26 Nov 08:00'],
    [38 * day, 'Fri 1 Jan 2027 12:00'],
  ])('%i ms from now is %s', (ms, text) => expect(texts.moment(now + ms, now, zone)).toBe(text));

  it.each([
    [0, '1 second'],
    [7_000, '7 seconds'],
    [59_700, '1 minute'],
    [2 * minute, '2 minutes'],
    [3 * hour - 1_000, '3 hours'],
    [25 * hour, '1 day'],
    [12 * day, '12 days'],
  ])('a span of %i ms is %s', (ms, text) => expect(texts.span(ms)).toBe(text));
});

describe('failures in English', () => {
  const facts = { host: 'news.example', status: 403, reason: 'ENOTFOUND', file: 'logo.png' };

  it.each(Object.keys(failures) as FailureCode[])('%s is told whole, in both languages', (code) => {
    for (const given of [
      facts,
      { ...facts, status: 502, url: 'https://n.example/f', feeds: '/a' },
    ]) {
      const error = new Failure(code, given);
      const english = texts.failureText(error);
      expect(english).toMatch(/^[^\p{Script=Arabic}]+$/u);
      expect(languages.ar.failureText(error)).toMatch(/\p{Script=Arabic}/u);
      expect(english).not.toMatch(/undefined|null|\[object/);
    }
  });

  it('one without a name is told too', () => {
    expect(texts.failureText(new Error('?'))).toMatch(/nothing was lost/);
  });
});

const none = { head: 0, crawler: 0, agentless: 0, prefetch: 0, flood: 0 };
const reads = (clicks: number, uniques = 0) => ({ clicks, uniques, excluded: none });
const periods = { today: reads(3, 2), week: reads(69, 51), allTime: reads(100, 70) };
const origin = { subscribers: 3, address: 'https://t.me/marsad_bot?start=p12' };

it('/stats tells reads by period, with what was left out', () => {
  const text = texts.stats.statsText({
    ...periods,
    allTime: { ...periods.allTime, excluded: { ...none, crawler: 12, head: 1 } },
    dropped: 2,
    period: 'week',
    top: [{ ...bridge, clicks: 1 }],
  });
  expect(plain(text)).toBe(`Reads
Today: 3 reads (about 2 visitors)
Last 7 days: 69 reads (about 51 visitors)
Since the beginning: 100 reads (about 70 visitors)
Not counted: link checks 1, previews and bots 12
Clicks that were not recorded: 2 (check the disk space)

Most read in 7 days:
1. BBC: افتتاح الجسر
1 read · @marsad`);
  expect(outside(text)).not.toMatch(/\p{Script=Arabic}/u);
});

it('/stats tells of a post, a channel and a source', () => {
  const post = texts.stats.postStatsText(
    {
      ...bridge,
      ...reads(69, 51),
      publishedAt: now - 4 * hour,
      buttons: { read: 60, 'follow:youtube': 8, 'related:2': 1 },
      busiest: { at: now - 2 * hour, clicks: 30 },
      origin,
    },
    { now, zone },
  );
  expect(plain(post)).toBe(`Reads of the post:
BBC: افتتاح الجسر
Published today 08:00
In @marsad

Total: 69 reads (about 51 visitors)
• Details: 60
• YouTube: 8
• Read also: 1
Busiest hour: today 10:00 (30 reads)

Subscribers who came from here: 3
A subscription link that tells who came from here:
https://t.me/marsad_bot?start=p12`);
  const channel = { channel: 'main', chat: '@marsad', ...periods, origin };
  const hours = [{ hour: 23, share: 0.184 }];
  expect(texts.stats.channelText({ ...channel, bestHours: hours })).toContain(
    '• 23:00–00:00: 18% of the day’s reads',
  );
  expect(texts.stats.channelText({ ...channel, bestHours: undefined })).toContain('too few reads');
  const sources = texts.stats.sourcesText([
    { key: 'مرصد الساحل', clicks: 2 },
    { key: null, clicks: 1 },
  ]);
  expect(plain(sources).split('\n').slice(1)).toEqual([
    '1. مرصد الساحل: 2 reads',
    '2. No source: 1 read',
  ]);
  for (const text of [post, sources]) expect(outside(text)).not.toMatch(/\p{Script=Arabic}/u);
});

it('/schedule tells a week', () => {
  const week = {
    channel: {
      key: 'main',
      chat: '@marsad',
      slots: ['07:30', '23:30', 'sun-thu 12:00', 'fri,sat 15:00'],
      quiet: '23:00-06:30',
      quietMode: 'wait',
      gapMs: 120_000,
      perHour: 1,
    },
    next: [now + hour, now + day],
  } as const;
  expect(plain(texts.weekText(week, now, zone))).toBe(`@marsad
Slots: every day 07:30, 23:30; Sunday–Thursday 12:00; Friday, Saturday 15:00
Quiet hours: 23:00–06:30, posts wait
Note: nothing goes out at 23:30, which lies in the quiet hours
Spacing: at least 2 minutes between posts, at most 1 post an hour
Next: today 13:00, tomorrow 12:00`);
});

it('/sources tells how each does', () => {
  const source = {
    name: 'مرسى',
    kind: 'feed',
    lastSuccessAt: now - 2 * minute,
    nextPollAt: now + minute,
    itemsADay: 1,
    delayMs: 3 * minute,
    failure: 'site-without-feed',
    failureFacts: '{"host":"port.example"}',
    futureToldAt: null,
  } as const;
  const told = texts.sourcesText([source], { count: 9, offset: 6, now });
  expect(plain(told)).toBe(`Sources (9):

7. مرسى · feed
Read 2 minutes ago · next reading in 1 minute
Last 24 hours: 1 item
Articles reach us 3 minutes after they are published
Failing: port.example has no feed, no news sitemap and no links to articles. Try the address of one of its sections.`);
});

it('/why tells the stages', () => {
  const at = now - hour;
  const refused = { stage: 'refused', at, channel: 'main', story: null } as const;
  const stages: Stage[] = [
    { stage: 'seen', at, source: 'مرسى', guid: '', url: '' },
    { stage: 'unread', failure: 'status 503', attempts: 1 },
    { stage: 'read', at, articleId: 1, storyId: 1, title: headline, breaking: true },
    { ...refused, rule: 'max_age', detail: String(2 * hour) },
    { ...refused, rule: 'sections', detail: null },
    { ...refused, rule: 'authors', detail: 'ليلى' },
    { ...refused, rule: 'story', detail: null, story: { postId: 7, title: headline } },
    { stage: 'revised', at, revision: 1, kinds: ['title', 'numbers'] },
    {
      stage: 'post',
      at,
      postId: 3,
      channel: 'main',
      chat: '@marsad',
      state: 'in review',
      dueAt: null,
      hold: 'old',
      failure: null,
    },
    {
      stage: 'outbox',
      at,
      kind: 'send',
      state: 'done',
      dueAt: at,
      attempts: 1,
      messageId: 9,
      failure: null,
    },
  ];
  const text = texts.whyText(stages, { now, zone });
  expect(plain(text)).toBe(`• today 11:00 · appeared in مرسى
• Could not be read after 1 attempt: status 503
• today 11:00 · read, as breaking news: BBC: افتتاح الجسر
• today 11:00 · did not go to main: it is 2 hours old, which is over the limit (max_age)
• today 11:00 · did not go to main: the article’s section is not known (sections)
• today 11:00 · did not go to main: the author ليلى is not on the list (authors)
• today 11:00 · did not go to main: the same story is in post 7: BBC: افتتاح الجسر
• today 11:00 · changed on its site: headline, numbers
• today 11:00 · post 3 in @marsad: waits for an editor’s decision, held for review because it is old
• today 11:00 · sending: done, message 9`);
  expect(outside(text)).not.toMatch(/\p{Script=Arabic}/u);
});

it('/editors tells who did what', () => {
  const acts = ['invite', 'join', 'publish', 'amend', 'gone act'].map((act, index) => ({
    at: now,
    editorId: 7,
    name: 'ليلى',
    act,
    subject: index < 2 ? 'writer' : headline,
  }));
  const text = texts.actsList(acts, { now, zone });
  expect(plain(text).split('\n').slice(1)).toEqual([
    '• today 12:00 · ليلى: invited: writer',
    '• today 12:00 · ليلى: joined as writer',
    '• today 12:00 · ليلى: published: BBC: افتتاح الجسر',
    '• today 12:00 · ليلى: edited: BBC: افتتاح الجسر',
    '• today 12:00 · ليلى: gone act BBC: افتتاح الجسر',
  ]);
  expect(outside(text)).not.toMatch(/\p{Script=Arabic}/u);
});

it('a chart’s words and its caption are English around the headlines', () => {
  const rows = [
    { name: headline, clicks: 2 },
    { name: null, clicks: 1 },
  ];
  const words = texts.charts.chartWords('day', rows, { now, zone });
  expect(words).toMatchObject({
    title: 'Most read today',
    subtitle: 'Tuesday 24 November 2026',
    direction: 'ltr',
  });
  expect(words.body).toMatchObject({ bars: [{ shown: '2 reads' }, { label: 'No source' }] });
  const caption = texts.charts.chartCaption('day', rows);
  expect(plain(caption)).toBe('Most read today\n• BBC: افتتاح الجسر: 2 reads\n• No source: 1 read');
  expect(outside(caption)).not.toMatch(/\p{Script=Arabic}/u);
  expect(texts.charts.weekdayLabel(now, zone)).toBe('Tue');
  expect(texts.charts.hourSpoken(8)).toBe('08:00');
});

describe('channels and settings in English', () => {
  const channel = {
    key: 'main',
    chat: '-1001',
    threadId: 7,
    mode: 'review',
    template: 'standard',
    slots: ['07:30'],
    quiet: '23:00-06:30',
    sections: ['سياسة', 'اقتصاد'],
    sources: null,
  } as const;

  it('/channels lists them, and each has a card', () => {
    const shown = { channel, trouble: 'permission' } as const;
    const list = texts.channelsText([shown], { count: 1, offset: 0 });
    expect(plain(list)).toBe(`1 channel:

1. main · after review
1 slot, quiet hours 23:00–06:30 · Template: standard
Stopped: the bot has no right to publish in it`);
    const card = texts.channelCard(shown, 'Changed: Sections.');
    expect(plain(card)).toBe(`Changed: Sections.

main
Key in newsroom.yaml: main
Topic in the group: 7
Publishing: after review
Slots: 1 slot, quiet hours 23:00–06:30 (to change them: /schedule)
Template: standard
Sections: سياسة, اقتصاد
Sources: all
Stopped: the bot has no right to publish in it`);
    expect(outside(card)).not.toMatch(/\p{Script=Arabic}/u);
  });

  it('rights that are missing come with what to turn on', () => {
    expect(texts.rightsText({ post: true, edit: true, delete: false, pin: true })).toBe(
      `What the bot may do:
✓ publish posts
✓ edit its posts
✗ delete old posts
✓ pin posts
To complete this: open the channel’s administrators, then the bot, and turn on “Delete messages”.`,
    );
  });

  it('/settings and /follow tell how it is', () => {
    const settings = {
      name: 'مرصد',
      zone,
      clock: '12:00',
      deskChat: undefined,
      language: 'English',
      digits: 'Western',
    };
    expect(plain(texts.settingsText(settings, undefined))).toBe(`Settings of the newsroom:
Name: مرصد
Time zone: Asia/Aden, where it is 12:00 now
Desk chat: this chat
Language of the desk: English
Numbers: Western`);
    const links = [
      { name: texts.networkName('x'), address: 'https://x.com/marsad' },
      { name: texts.networkName('tiktok'), address: undefined },
    ];
    expect(texts.followText(links)).toBe(`The “follow us” links in posts:
• X:
https://x.com/marsad
• TikTok: no link
Choose a network to change its link.`);
  });
});
