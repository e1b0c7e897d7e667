import { describe, expect, it } from 'vitest';
import {
  articlePostsText,
  channelsText,
  channelText,
  postStatsText,
  sourcesText,
  statsText,
} from '../../templates/stats.ts';

const none = { head: 0, crawler: 0, agentless: 0, prefetch: 0, flood: 0 };
const reads = (clicks: number, uniques = 0) => ({ clicks, uniques, excluded: none });
const periods = { today: reads(3, 2), week: reads(69, 51), allTime: reads(100, 70) };
const bridge = { title: 'افتتاح الجسر', channel: 'main', chat: '@marsad', clicks: 69 };
const origin = { subscribers: 3, address: 'https://t.me/marsad_bot?start=p12' };
const now = Temporal.Instant.from('2026-11-23T12:00:00+03:00').epochMilliseconds;
const plain = (text: string) => text.replace(/[\u2066-\u2069]/g, '');

describe('the overview', () => {
  it('counts people by period, and names what was left out', () => {
    const text = statsText({
      ...periods,
      allTime: { ...periods.allTime, excluded: { ...none, crawler: 12, head: 1 } },
      dropped: 2,
      period: 'week',
      top: [bridge],
    });
    expect(plain(text)).toBe(`القراءات
اليوم: 3 قراءات (زائران تقريبًا)
آخر 7 أيام: 69 قراءة (نحو 51 زائرًا)
منذ البداية: 100 قراءة (نحو 70 زائرًا)
لم يُحسب: فحص رابط 1، معاينات وبرامج آلية 12
نقرات لم تُسجَّل: 2 (راجع مساحة القرص)

الأكثر قراءة في 7 أيام:
1. افتتاح الجسر
69 قراءة · @marsad`);
  });

  it('is silent on what there is none of', () => {
    const text = statsText({ ...periods, dropped: 0, period: 'day', top: [] });
    expect(text.split('\n')).toHaveLength(4);
  });
});

it('channels and sources stand in a list, or it is said that there is nothing yet', () => {
  expect(plain(channelsText([{ channel: 'main', chat: '@marsad', ...reads(2, 1) }]))).toBe(
    'القنوات في آخر 7 أيام:\n1. قراءتان (زائر واحد تقريبًا) · @marsad',
  );
  expect(
    plain(
      sourcesText([
        { key: 'مرصد الساحل', clicks: 2 },
        { key: null, clicks: 1 },
      ]),
    ),
  ).toBe('المصادر في آخر 7 أيام:\n1. مرصد الساحل: قراءتان\n2. بلا مصدر: قراءة واحدة');
  expect(channelsText([])).toContain('لا قراءات بعد');
  expect(sourcesText([])).toContain('لا قراءات بعد');
});

describe('a channel', () => {
  const shown = { channel: 'main', chat: '@marsad', ...periods, origin };

  it('has its best hours, and the address that tells where subscribers came from', () => {
    const text = plain(channelText({ ...shown, bestHours: [{ hour: 23, share: 0.184 }] }));
    expect(text).toContain('• من 23:00 إلى 00:00: 18% من قراءات اليوم');
    expect(text).toContain(`مشتركون جاؤوا من هنا: 3`);
    expect(text.split('\n').at(-1)).toBe(origin.address);
  });

  it('has none where the clicks are too few to tell, and says so', () => {
    expect(channelText({ ...shown, bestHours: undefined })).toMatch(/لا تكفي القراءات بعد/);
  });
});

it('the posts of an article stand in a list of channels', () => {
  const text = articlePostsText(bridge.title, [bridge, { channel: 'local', chat: '-1001' }]);
  expect(plain(text)).toBe('منشورات الخبر:\nافتتاح الجسر\n1. في @marsad\n2. في local');
});

it('a post has its buttons, its busiest hour, and what was left out', () => {
  const text = postStatsText(
    {
      ...bridge,
      ...reads(69, 51),
      excluded: { ...none, crawler: 4 },
      publishedAt: now - 4 * 3_600_000,
      buttons: { read: 60, 'follow:x': 0, 'follow:youtube': 8, 'related:2': 1 },
      busiest: { at: now - 2 * 3_600_000, clicks: 30 },
      origin,
    },
    { now, zone: 'Asia/Aden' },
  );
  expect(plain(text)).toBe(`قراءات المنشور:
افتتاح الجسر
نُشر اليوم 08:00
في @marsad

القراءات: 69 قراءة (نحو 51 زائرًا)
• التفاصيل: 60
• يوتيوب: 8
• اقرأ أيضًا: 1
أكثر ساعة: اليوم 10:00 (30 قراءة)
لم يُحسب: معاينات وبرامج آلية 4

مشتركون جاؤوا من هنا: 3
رابط اشتراك يُعرف به من جاء من هنا:
https://t.me/marsad_bot?start=p12`);
});
