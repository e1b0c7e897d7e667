/** A subscriber to a hub on this machine: honest, silent, refusing, lying. */
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openNewsroom, pageOf, type TestNewsroom } from './newsroom.ts';

const minute = 60_000;
let newsroom: TestNewsroom;
let topic: string;

/** What the source's feed says of its hub. */
const links = () =>
  `<atom:link rel="hub" href="http://${newsroom.host}/hub"/><atom:link rel="self" href="${topic}"/>`;

beforeEach(async () => {
  newsroom = await openNewsroom();
  topic = `http://${newsroom.host}/feed`;
  newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }], links());
  newsroom.answers['/hub'] = 'accepted';
  for (const id of [1, 2, 3, 4])
    newsroom.answers[`/news/${id}`] = pageOf(`خبر رقم ${id}`, [
      `الحدث رقم ${id} وقع اليوم في مكان يختلف عن غيره من الأماكن ${'أبجدهوزحط'[id]}.`,
    ]);
  await newsroom.apply();
  await newsroom.settle();
});
afterEach(() => newsroom.close());

const asks = () =>
  newsroom.requests
    .filter(({ path }) => path === '/hub')
    .map(({ body }) => Object.fromEntries(new URLSearchParams(body)));

/** Has the hub asked, and waits for the asking to end. */
async function ask() {
  const { requests, websub } = newsroom;
  const before = requests.filter(({ path }) => path === '/hub').length;
  await websub.tick();
  const { until } = await import('../e2e/line.ts');
  await until(() => asks().length > before, 'the hub to be asked');
  return asks().at(-1) ?? {};
}

const callback = async () => (await subscription()).callback;
async function subscription() {
  const { store } = newsroom;
  const found = await store.subscriptions.ofSource((await newsroom.source()).id);
  if (!found) throw new Error('no subscription');
  return found;
}

async function verify(changes: Record<string, string> = {}) {
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.topic': topic,
    'hub.challenge': 'a-challenge',
    'hub.lease_seconds': '864000',
    ...changes,
  });
  const answer = await fetch(`${newsroom.url}/websub/${await callback()}?${query}`);
  return { status: answer.status, text: await answer.text(), headers: answer.headers };
}

async function deliver(
  body: string,
  {
    method = 'sha256',
    key,
    headers = {},
  }: { method?: string; key?: string; headers?: object } = {},
) {
  const { secret } = await subscription();
  const hex = createHmac(method, key ?? secret)
    .update(body)
    .digest('hex');
  const answer = await fetch(`${newsroom.url}/websub/${await callback()}`, {
    method: 'POST',
    body,
    headers: {
      'Content-Type': 'application/rss+xml',
      'X-Hub-Signature': `${method}=${hex}`,
      ...headers,
    },
  });
  await newsroom.settle();
  return answer.status;
}

const nextPollIn = async () => (await newsroom.source()).nextPollAt - newsroom.now;

describe('a subscription', () => {
  it('is asked for where a feed names a hub, with a secret and a callback of its own', async () => {
    expect(await ask()).toEqual({
      'hub.mode': 'subscribe',
      'hub.topic': topic,
      'hub.callback': `${newsroom.url}/websub/${await callback()}`,
      'hub.secret': (await subscription()).secret,
      'hub.lease_seconds': '864000',
    });
    const { secret } = await subscription();
    expect(secret).not.toBe(await callback());
    await newsroom.websub.tick();
    expect(asks()).toHaveLength(1);
  });

  it('is confirmed when the hub asks for just what was asked: then polling is a safety net', async () => {
    await ask();
    const { status, text, headers } = await verify();
    expect([status, text]).toEqual([200, 'a-challenge']);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    await newsroom.later(minute);
    expect(await nextPollIn()).toBe(15 * minute);
  });

  it('is not confirmed for anything else', async () => {
    await newsroom.websub.tick();
    for (const wrong of [
      { 'hub.topic': `${topic}/other` },
      { 'hub.mode': 'unsubscribe' },
      { 'hub.mode': '' },
      { 'hub.challenge': '' },
      { 'hub.challenge': 'x'.repeat(2_001) },
    ]) {
      expect(await verify(wrong)).toMatchObject({ status: 404 });
    }
    const stranger = await fetch(
      `${newsroom.url}/websub/none?hub.mode=subscribe&hub.topic=${topic}&hub.challenge=x`,
    );
    expect(stranger.status).toBe(404);
    expect(await subscription()).toMatchObject({ state: 'asked', leaseEndsAt: null });
  });

  it('is renewed before its lease ends, and lives on meanwhile', async () => {
    await ask();
    await verify({ 'hub.lease_seconds': '3600' });
    await newsroom.later(47 * minute);
    await newsroom.websub.tick();
    expect(asks()).toHaveLength(1);
    await newsroom.later(minute);
    await ask();
    expect(await subscription()).toMatchObject({ state: 'live' });
    await verify({ 'hub.lease_seconds': '3600' });
    expect(await subscription()).toMatchObject({ leaseEndsAt: newsroom.now + 60 * minute });
  });

  it('follows a source to another hub, with new secrets; the former callback is gone', async () => {
    await ask();
    await verify();
    const former = await callback();
    newsroom.answers['/hub2'] = 'accepted';
    newsroom.answers['/feed'] = newsroom.feedOf([{ id: 1 }], links().replace('/hub', '/hub2'));
    await newsroom.later(15 * minute);
    await newsroom.websub.tick();
    expect(await callback()).not.toBe(former);
    const answer = await fetch(`${newsroom.url}/websub/${former}`, { method: 'POST', body: 'x' });
    expect(answer.status).toBe(410);
  });

  it('ends with its source', async () => {
    await ask();
    await verify();
    const former = await callback();
    await newsroom.apply({ sources: [] });
    const answer = await fetch(`${newsroom.url}/websub/${former}`, { method: 'POST', body: 'x' });
    expect(answer.status).toBe(410);
  });
});

describe('a hub that will not', () => {
  it('leaves polling as it was when it refuses', async () => {
    await ask();
    await verify();
    expect(await verify({ 'hub.mode': 'denied', 'hub.reason': 'no' })).toMatchObject({
      status: 200,
      text: '',
    });
    expect(await subscription()).toMatchObject({ state: 'denied', failure: 'hub-denied' });
    expect(await verify()).toMatchObject({ status: 404 });
    await newsroom.later(minute);
    expect(await nextPollIn()).toBe(minute);
  });

  it('leaves polling as it was when it never answers, and is asked again later', async () => {
    await ask();
    await newsroom.later(minute);
    expect(await nextPollIn()).toBe(minute);
    await newsroom.later(5 * minute);
    await ask();
    expect(asks()).toHaveLength(2);
  });

  it.each([503, 404, 401])('is asked again later when it answers %i', async (status) => {
    newsroom.answers['/hub'] = status;
    await ask();
    const { until } = await import('../e2e/line.ts');
    await until(async () => (await subscription()).failure, 'the failure');
    expect(await subscription()).toMatchObject({ failure: 'page-refused', state: 'asked' });
    await newsroom.websub.tick();
    expect(asks()).toHaveLength(1);
  });

  it('is not relied on any more once polling has found news that it kept back', async () => {
    await ask();
    await verify();
    await newsroom.later(minute);
    for (const [id, rest] of [
      [2, 15 * minute],
      [3, minute],
    ] as const) {
      const items = Array.from({ length: id }, (_, index) => ({ id: index + 1 }));
      newsroom.answers['/feed'] = newsroom.feedOf(items, links());
      await newsroom.later(15 * minute);
      expect(await nextPollIn()).toBe(rest);
    }
    // Until it brings something again.
    expect(await deliver(newsroom.feedOf([{ id: 4 }], links()))).toBe(202);
    await newsroom.later(minute);
    expect(await nextPollIn()).toBe(15 * minute);
  });
});

describe('news that a hub brings', () => {
  beforeEach(async () => {
    await ask();
    await verify();
  });

  it.each(['sha1', 'sha256', 'sha384', 'sha512'])(
    'is queued at once, signed by %s',
    async (method) => {
      const body = newsroom.feedOf([{ id: 1 }, { id: 2 }], links());
      expect(await deliver(body, { method })).toBe(202);
      expect(await newsroom.queued()).toEqual(['خبر رقم 2']);
      expect(await subscription()).toMatchObject({ pushedAt: newsroom.now });
      // The same again, and the source's own feed later, bring nothing twice.
      await deliver(body, { method });
      newsroom.answers['/feed'] = body;
      await newsroom.later(15 * minute);
      expect(await newsroom.queued()).toEqual(['خبر رقم 2']);
    },
  );

  it.each<[string, Parameters<typeof deliver>[1]]>([
    ['another secret', { key: 'another' }],
    ['a method that is none', { headers: { 'X-Hub-Signature': 'md5=00' } }],
    ['no signature', { headers: { 'X-Hub-Signature': '' } }],
    ['another topic', { headers: { Link: '<https://other.example/f>; rel="self"' } }],
  ])('is dropped with a friendly answer: %s', async (_what, wrong) => {
    expect(await deliver(newsroom.feedOf([{ id: 2 }]), wrong)).toBe(202);
    expect(await newsroom.queued()).toEqual([]);
    expect(newsroom.warnings).toContainEqual(
      expect.objectContaining({ reason: expect.stringMatching(/signature|topic/) }),
    );
  });

  it.each([
    ['a page', '<html><body><h1>مرحبا</h1></body></html>'],
    ['nothing', ''],
    ['a cut-off line', '<rss version="2.0"><channel><item><ti'],
    ['entities upon entities', '<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"/>'],
  ])('is dropped when it is no feed: %s', async (_what, body) => {
    expect(await deliver(body)).toBe(202);
    expect(await newsroom.queued()).toEqual([]);
    expect(await subscription()).toMatchObject({ pushedAt: null });
  });

  it('is dropped when it is another site’s feed', async () => {
    const other = '<atom:link rel="self" href="https://other.example/feed"/>';
    expect(await deliver(newsroom.feedOf([{ id: 2 }], other))).toBe(202);
    expect(await newsroom.queued()).toEqual([]);
  });

  it('is taken at its word only for the source’s own site: else the source itself is asked', async () => {
    await newsroom.later(minute);
    const polls = () => newsroom.requests.filter(({ path }) => path === '/feed').length;
    const before = polls();
    const foreign = newsroom
      .feedOf([{ id: 2 }], links())
      .replace(`http://${newsroom.host}/news/2`, 'https://evil.example/2');
    expect(await deliver(foreign)).toBe(202);
    expect(await newsroom.queued()).toEqual([]);
    expect(polls()).toBe(before + 1);
  });

  it('after an outage goes to review beyond the newest few', async () => {
    for (let id = 5; id < 20; id++) {
      newsroom.answers[`/news/${id}`] = pageOf(`الحدث ${id}`, [`${'كلمة'.repeat(id)} وقع اليوم.`]);
    }
    const body = newsroom.feedOf(
      Array.from({ length: 18 }, (_, index) => ({ id: index + 2 })),
      links(),
    );
    newsroom.answers['/feed'] = 503;
    await newsroom.later(24 * 60 * minute);
    expect(await deliver(body)).toBe(202);
    const held = await newsroom.store.posts.inReview(0, 50);
    expect(held.length).toBeGreaterThanOrEqual(5);
    expect(held.every(({ hold }) => hold === 'many')).toBe(true);
  });

  it('is refused beyond 5 MB, and before it is read where nothing was subscribed', async () => {
    const huge = 'x'.repeat(5_000_001);
    expect(await deliver(huge)).toBe(413);
    const stranger = await fetch(`${newsroom.url}/websub/none`, {
      method: 'POST',
      body: huge,
    }).catch(() => ({ status: 410 }));
    expect(stranger.status).toBe(410);
    expect(await newsroom.queued()).toEqual([]);
  });

  it('comes by POST alone', async () => {
    const answer = await fetch(`${newsroom.url}/websub/${await callback()}`, { method: 'PUT' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST']);
  });
});
