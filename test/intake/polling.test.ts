/** When a site is asked, what an answer costs, and what becomes of one that fails. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sourceOf } from '../data/made.ts';
import { until } from '../e2e/line.ts';
import { createWatch, feedOf, type Watch } from './watch.ts';

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

let watch: Watch;
beforeEach(async () => {
  watch = await createWatch();
});
afterEach(() => watch.close());

/** How long until the source is looked at again. */
const waits = async () => (await watch.source()).nextPollAt - watch.now();

describe('a look', () => {
  it('asks only whether anything is new, and 304 costs no parse', async () => {
    watch.answers['/feed'] = feedOf([1]);
    await watch.open({ backfill: 1 });
    await watch.settle();
    const before = await watch.source();
    await watch.later(minute);
    expect([watch.asked('/feed'), watch.asked('/news/1'), watch.parsed()]).toEqual([2, 1, 1]);
    const changed = { lastSuccessAt: watch.now(), nextPollAt: watch.now() + minute };
    expect(await watch.source()).toEqual({ ...before, ...changed });
  });

  it('does not parse a body that it has read before', async () => {
    let body = feedOf([1]);
    watch.answers['/feed'] = (_, response) => response.end(body);
    await watch.open();
    await watch.settle();
    await watch.later(minute);
    expect([watch.asked('/feed'), watch.parsed()]).toEqual([2, 1]);
    body = feedOf([2, 1]);
    await watch.later(minute);
    expect(watch.parsed()).toBe(2);
    expect(await watch.queued()).toEqual(['خبر رقم 2']);
  });

  it('comes at the source’s own rhythm, no sooner than the source asks', async () => {
    watch.answers['/feed'] = feedOf([10, 20, 30, 40, 50, 60, 70, 80, 90]);
    await watch.open({ everyMs: null });
    await watch.settle();
    expect(await waits()).toBe(5 * minute);
    watch.answers['/feed'] = feedOf([91, 10, 20, 30, 40, 50, 60, 70, 80, 90], '<ttl>20</ttl>');
    await watch.later(5 * minute);
    expect(await waits()).toBe(20 * minute);
    watch.answers['/feed'] = (_, response) =>
      response.writeHead(304, { 'Cache-Control': 'max-age=2400' }).end();
    await watch.later(20 * minute);
    expect(await waits()).toBe(40 * minute);
  });

  it('takes sy:updatePeriod for the rhythm of a source that has shown none', async () => {
    const period =
      '<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>';
    watch.answers['/feed'] = feedOf([1, 2], period);
    await watch.open({ everyMs: null });
    await watch.settle();
    expect(await waits()).toBe(15 * minute);
  });

  it('comes within a minute to a source of breaking news, whatever it asks', async () => {
    watch.answers['/feed'] = feedOf([1, 2], '<ttl>60</ttl>');
    await watch.open({ everyMs: null, breaking: true });
    await watch.settle();
    expect(await waits()).toBe(minute);
  });

  it('goes to a host twice at a time, and to a source once', async () => {
    let under = 0;
    let most = 0;
    const waiting: (() => void)[] = [];
    for (let n = 0; n < 5; n++) {
      watch.answers[`/feed/${n}`] = (_, response) => {
        most = Math.max(most, ++under);
        waiting.push(() => {
          under--;
          response.end(feedOf([n]));
        });
      };
    }
    const source = (n: number) => ({ name: `م${n}`, address: `${watch.url}/feed/${n}` });
    await watch.open(...[0, 1, 2, 3, 4].map((n) => sourceOf(source(n))));
    await watch.intake.tick();
    await until(() => under === 2, 'two looks');
    await watch.intake.tick();
    await watch.intake.tick();
    expect(watch.requests).toHaveLength(2);
    const answering = setInterval(() => waiting.shift()?.(), 5);
    await watch.settle();
    clearInterval(answering);
    expect(most).toBe(2);
    expect(watch.requests).toHaveLength(5);
  });

  it('is not put off by a clock that is set back, by hours or while the program stood', async () => {
    watch.answers['/feed'] = feedOf([1]);
    await watch.open({ everyMs: 30 * minute });
    await watch.settle();
    await watch.later(-20 * minute);
    expect(await waits()).toBe(30 * minute);
    // As after a restart: nobody has seen the step, but no wait is longer than an hour.
    const { id } = await watch.source();
    await watch.store.sources.polled(id, { nextPollAt: watch.now() + 5 * hour });
    await watch.later(second);
    expect(watch.asked('/feed')).toBe(2);
    expect(await waits()).toBe(30 * minute);
  });
});

describe('a source that fails', () => {
  it('is left alone longer each time; the desk is told once, and once when it is well', async () => {
    watch.answers['/feed'] = 503;
    await watch.open();
    await watch.settle();
    for (const wait of [2 * minute, 4 * minute, 8 * minute, 16 * minute]) {
      await watch.later(wait - second);
      const before = watch.requests.length;
      await watch.later(second);
      expect(watch.requests.length).toBe(before + 1);
    }
    expect(watch.troubles).toMatchObject([{ kind: 'source', name: 'وكالة الشاطئ' }]);
    expect(await watch.source()).toMatchObject({ failures: 5, failure: 'page-refused' });
    watch.answers['/feed'] = feedOf([1]);
    await watch.later(hour);
    expect(watch.troubles).toMatchObject([{ kind: 'source' }, { kind: 'recovered', held: 0 }]);
    expect(await watch.source()).toMatchObject({ failures: 0, failure: null, failureToldAt: null });
  });

  it.each([403, 404, 410, 429, 500])('by %i is never switched off', async (status) => {
    watch.answers['/feed'] = status;
    await watch.open();
    await watch.settle();
    for (let n = 0; n < 12; n++) await watch.later(hour);
    expect(watch.asked('/feed')).toBe(13);
    expect(await waits()).toBe(hour);
    expect(watch.troubles).toHaveLength(1);
  });

  it('is left alone as long as it asks', async () => {
    watch.answers['/feed'] = (_, response) =>
      response.writeHead(429, { 'Retry-After': '1800' }).end();
    await watch.open();
    await watch.settle();
    expect(await waits()).toBe(30 * minute);
  });

  it.each([
    ['broken XML', '<rss><channel><item><title>خبر', 'feed-invalid'],
    ['nothing', '', 'feed-invalid'],
    ['a bomb of entities', '<!DOCTYPE rss [<!ENTITY a "b">]><rss><channel/></rss>', 'feed-invalid'],
    ['a page', '<!doctype html><html><body><p>صيانة</p></body></html>', 'feed-is-page'],
  ])('by %s says so', async (_, body, failure) => {
    watch.answers['/feed'] = (_request, response) => response.end(body);
    await watch.open();
    await watch.settle();
    expect(await watch.source()).toMatchObject({ failures: 1, failure });
  });

  it('keeps the whole items of a feed that breaks off', async () => {
    watch.answers['/feed'] = (_, response) => response.end(feedOf([3, 2, 1]).slice(0, -80));
    await watch.open({ backfill: 5 });
    await watch.settle();
    expect(await watch.queued()).toEqual(['خبر رقم 2', 'خبر رقم 3']);
  });

  it('with a page in its place is told with the feeds that the page leads to', async () => {
    watch.answers['/feed'] = `<!doctype html><html><head><title>مرصد</title>
<link rel="alternate" type="application/rss+xml" href="/new/feed"></head><body></body></html>`;
    await watch.open();
    await watch.settle();
    await watch.later(2 * minute);
    await watch.later(4 * minute);
    expect(watch.troubles).toMatchObject([
      {
        kind: 'source',
        error: { code: 'feed-is-page', facts: { feeds: `${watch.url}/new/feed` } },
      },
    ]);
  });
});
