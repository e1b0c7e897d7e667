/** The door of /intake under bad input, over real HTTP. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openNewsroom, secret, type TestNewsroom } from '../intake/newsroom.ts';

let newsroom: TestNewsroom;
beforeAll(async () => {
  newsroom = await openNewsroom();
  await newsroom.apply({ sources: [] });
});
afterAll(() => newsroom.close());

const body = { url: 'https://m.example/1', title: 'خبر', text: 'نص الخبر كما كتبه المحرر اليوم.' };
const count = async () => (await newsroom.store.pushes.due(Number.MAX_SAFE_INTEGER, 99)).length;
let before: number;
beforeEach(async () => {
  await newsroom.settle();
  before = await count();
});

async function refused(answer: Response, status: number, code: string) {
  const { error } = (await answer.json()) as {
    error: { code: string; remedy: string; problems: Record<string, string> };
  };
  expect([answer.status, error.code]).toEqual([status, code]);
  expect(error.remedy).toMatch(/\w/);
  expect(answer.headers.get('content-type')).toMatch(/json/);
  expect(JSON.stringify(error)).not.toContain(secret);
  expect(await count()).toBe(before);
  return error;
}

describe('/intake', () => {
  it('takes a signed push once: a replay is refused, a new signature is not', async () => {
    const timestamp = String(Math.floor(newsroom.now / 1_000));
    expect((await newsroom.push(body, { timestamp })).status).toBe(202);
    await newsroom.settle();
    await refused(await newsroom.push(body, { timestamp }), 409, 'push-replayed');
    const later = String(Number(timestamp) + 1);
    expect((await newsroom.push(body, { timestamp: later })).status).toBe(202);
  });

  it('wants both headers', async () => {
    await refused(await newsroom.push(body, { timestamp: null }), 401, 'push-unsigned');
    await refused(await newsroom.push(body, { signature: null }), 401, 'push-unsigned');
    await refused(await newsroom.push(body, { timestamp: 'noon' }), 401, 'push-unsigned');
  });

  it('refuses what is forged: another key, another body, another time, no hex', async () => {
    await refused(await newsroom.push(body, { key: 'another' }), 401, 'push-forged');
    await refused(await newsroom.push(body, { signature: 'sha256=zz' }), 401, 'push-forged');
    await refused(
      await newsroom.push(body, { signature: `sha256=${'0'.repeat(64)}` }),
      401,
      'push-forged',
    );
  });

  it.each([-301, 301])('refuses a time %i s from ours', async (seconds) => {
    const timestamp = String(Math.floor(newsroom.now / 1_000) + seconds);
    await refused(await newsroom.push(body, { timestamp }), 401, 'push-stale');
  });

  it.each<[string, object | string, string]>([
    ['no JSON', '{"url":', 'body'],
    ['no object', '[1]', 'body'],
    ['no address', { title: 'خبر' }, 'url'],
    ['another scheme', { url: 'file:///etc/passwd' }, 'url'],
    ['a title alone', { url: body.url, title: 'خبر' }, 'text'],
    ['a text alone', { url: body.url, text: 'نص' }, 'title'],
    ['text and paragraphs', { ...body, paragraphs: ['نص'] }, 'paragraphs'],
    ['an empty text', { ...body, text: ' <p></p> ' }, 'text'],
    ['a date without offset', { ...body, publishedAt: '2026-11-24 12:00' }, 'publishedAt'],
    ['a source that we lack', { ...body, source: 'وكالة' }, 'source'],
    ['a name that we don’t know', { ...body, colour: 'red' }, 'colour'],
    ['tags that are no list', { ...body, tags: 'عاجل' }, 'tags'],
  ])('names what is wrong: %s', async (_what, bad, field) => {
    const error = await refused(await newsroom.push(bad), 422, 'push-invalid');
    expect(Object.keys(error.problems)).toContain(field);
  });

  it('takes POST alone', async () => {
    const answer = await fetch(`${newsroom.url}/intake`);
    expect(answer.headers.get('allow')).toBe('POST');
    await refused(answer, 405, 'method');
  });

  it('reads no more than 1 MiB, told or not', async () => {
    const huge = { ...body, text: 'ا'.repeat(600_000) };
    await refused(await newsroom.push(huge), 413, 'body-too-big');
    const timestamp = String(Math.floor(newsroom.now / 1_000));
    const chunked = await fetch(`${newsroom.url}/intake`, {
      method: 'POST',
      headers: { 'X-Barqiya-Timestamp': timestamp, 'X-Barqiya-Signature': 'sha256=00' },
      body: new ReadableStream({
        pull: (controller) => controller.enqueue(new Uint8Array(300_000)),
      }),
      duplex: 'half',
    } as RequestInit).catch(() => undefined);
    // The answer may be lost with the connection, which is closed upon the sender.
    if (chunked) await refused(chunked, 413, 'body-too-big');
    expect(await count()).toBe(before);
  });

  it('does not wait for a body whose sender is not admitted', async () => {
    const port = Number(new URL(newsroom.url).port);
    const socket = connect(port, '127.0.0.1');
    socket.write('POST /intake HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n');
    const [answer] = await once(socket, 'data');
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401/);
    socket.destroy();
  });

  it('outlives a sender that goes away in mid-body', async () => {
    const port = Number(new URL(newsroom.url).port);
    const socket = connect(port, '127.0.0.1');
    const timestamp = Math.floor(newsroom.now / 1_000);
    socket.write(
      `POST /intake HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\nX-Barqiya-Timestamp: ${timestamp}\r\nX-Barqiya-Signature: sha256=00\r\n\r\n{"url"`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    socket.destroy();
    expect((await newsroom.push({ ...body, title: 'خبر آخر' })).status).toBe(202);
  });
});
