import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Click, exclusions } from '../../data/repositories/clicks.ts';
import { links } from '../../data/repositories/links.ts';
import { openClickLog } from '../../src/clicks/log.ts';
import { createRedirect, type RedirectParts } from '../../src/clicks/redirect.ts';
import { createJudge } from '../../src/clicks/visit.ts';
import { notFoundPage } from '../../templates/not-found.ts';
import { temporarySqlite } from '../data/backends.ts';
import { addChannel, addLinks, addPost } from './rows.ts';

const PHONE = 'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/141.0.0.0 Mobile';
const TARGET = 'https://news.example/read';

let database: Awaited<ReturnType<typeof temporarySqlite>>;
let post: { id: number; channelId: number };
let clicks: Click[];
let errors: unknown[];
let now: number;
let lookUps: string[];
let stop: () => void;
let port: number;

beforeEach(async () => {
  database = await temporarySqlite();
  const channelId = await addChannel(database.db, 'main');
  post = { id: await addPost(database.db, { channelId }), channelId };
  await addLinks(database.db, post, { read: 'aB3dE9x' });
  [clicks, errors, lookUps] = [[], [], []];
  now = 1_795_000_000_000;
  await serve({});
});
afterEach(async () => {
  stop();
  await database.remove();
});

/** Serves the redirect, with a plain 418 for what it doesn't take. */
async function serve(parts: Partial<RedirectParts>): Promise<void> {
  const redirect = createRedirect({
    find: (slug) => {
      lookUps.push(slug);
      return links(database.db).find(slug);
    },
    log: {
      append: (click, reply) => {
        clicks.push(click());
        reply();
      },
    },
    judge: createJudge(() => 'salt'),
    now: () => now,
    unknownPage: () => notFoundPage({ newsroom: 'أخبار الميناء', channel: 'https://t.me/mina' }),
    onError: (error) => errors.push(error),
    ...parts,
  });
  const server = createServer((request, response) => {
    if (!redirect(request, response)) response.writeHead(418).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
  const before = stop as typeof stop | undefined;
  stop = () => {
    before?.();
    server.closeAllConnections();
    server.close();
  };
}

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

function get(path: string, { method = 'GET', headers = {} } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(
      { port, path, method, headers: { 'User-Agent': PHONE, ...headers }, agent: false },
      async (response) => {
        const body = (await response.toArray()).join('');
        resolve({ status: response.statusCode, headers: response.headers, body });
      },
    )
      .on('error', reject)
      .end();
  });
}

/** Sends bytes as they are, and resolves to all that comes back before the connection ends. */
function raw(text: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    connect(port, '127.0.0.1')
      .on('data', (data) => {
        answer += data;
      })
      .on('close', () => resolve(answer))
      .on('error', () => {})
      .end(text);
  });
}

describe('a link', () => {
  it('leads to its target, is never cached, and is counted once', async () => {
    const { status, headers, body } = await get('/aB3dE9x');
    expect(status).toBe(302);
    expect(headers).toMatchObject({
      location: TARGET,
      'cache-control': 'no-store',
      'content-length': '0',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'strict-origin-when-cross-origin',
    });
    expect(body).toBe('');
    expect(clicks).toMatchObject([{ at: now, excluded: 0 }]);
    expect(headers).not.toHaveProperty('set-cookie');
  });

  it('is answered on HEAD, and not counted', async () => {
    const { status, headers } = await get('/aB3dE9x', { method: 'HEAD' });
    expect([status, headers.location]).toEqual([302, TARGET]);
    expect(clicks).toMatchObject([{ excluded: exclusions.head }]);
  });

  it('takes no other method', async () => {
    const { status, headers } = await get('/aB3dE9x', { method: 'POST' });
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD']);
    expect(clicks).toEqual([]);
  });

  it('is looked up once, and again after a minute', async () => {
    await get('/aB3dE9x');
    await get('/aB3dE9x?again');
    expect(lookUps).toEqual(['aB3dE9x']);
    await database.db.updateTable('link').set({ target: 'https://news.example/moved' }).execute();
    now += 60_000;
    expect((await get('/aB3dE9x')).headers.location).toBe('https://news.example/moved');
  });

  it('is looked up once for all that tap it at the same time', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    await serve({
      find: async (slug) => {
        lookUps.push(slug);
        await promise;
        return links(database.db).find(slug);
      },
    });
    const answers = Promise.all(Array.from({ length: 10 }, () => get('/aB3dE9x')));
    await expect.poll(() => lookUps).toHaveLength(1);
    setTimeout(resolve, 50);
    expect((await answers).map(({ status }) => status)).toEqual(Array(10).fill(302));
    expect(lookUps).toHaveLength(1);
    expect(clicks).toHaveLength(10);
  });

  it('still leads on when the database fails', async () => {
    let broken = false;
    await serve({
      find: async (slug) => {
        if (broken) throw new Error('database is away');
        return links(database.db).find(slug);
      },
    });
    await get('/aB3dE9x');
    broken = true;
    now += 3_600_000;
    expect((await get('/aB3dE9x')).headers.location).toBe(TARGET);
    expect(clicks).toHaveLength(2);
    expect(errors).toHaveLength(1);
  });

  it('that cannot be looked up asks to come again', async () => {
    await serve({
      find: async () => {
        throw new Error('database is away');
      },
    });
    const { status, headers } = await get('/aB3dE9x');
    expect([status, headers['retry-after']]).toEqual([503, '5']);
    expect(errors).toHaveLength(1);
  });

  it('still leads on when the disk is full, and the loss is counted', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'barqiya-full-'));
    const log = openClickLog({
      folder,
      after: 0,
      durable: false,
      onFailure: (error) => errors.push(error),
      write: () => {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    });
    await serve({ log });
    const answers = await Promise.all([get('/aB3dE9x'), get('/aB3dE9x'), get('/aB3dE9x')]);
    expect(answers.map((answer) => answer.headers.location)).toEqual([TARGET, TARGET, TARGET]);
    expect(log.dropped).toBe(3);
    expect(errors).toHaveLength(1);
    log.close();
    rmSync(folder, { recursive: true });
  });
});

describe('a slug that nobody has', () => {
  it('gets a short right-to-left page with the way to the channel', async () => {
    const { status, headers, body } = await get('/zzzzzzz');
    expect(status).toBe(404);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('<html lang="ar" dir="rtl">');
    expect(body).toContain('href="https://t.me/mina"');
    expect(body).toContain('أخبار الميناء');
    expect(clicks).toEqual([]);
  });

  it('is looked up once in ten seconds, however often it is tried', async () => {
    for (let tries = 0; tries < 5; tries++) await get('/zzzzzzz');
    expect(lookUps).toEqual(['zzzzzzz']);
    now += 10_000;
    await addLinks(database.db, post, { 'follow:x': 'zzzzzzz' });
    expect((await get('/zzzzzzz')).status).toBe(302);
  });

  it('does not push out the links that are in use', async () => {
    await get('/aB3dE9x');
    const slug = (n: number) => `/zz${String(n).padStart(5, '0')}`;
    for (let n = 0; n < 300; n++) await get(slug(n));
    await get('/aB3dE9x');
    expect(lookUps.filter((asked) => asked === 'aB3dE9x')).toHaveLength(1);
  });

  it('gets no body on HEAD', async () => {
    const { status, body } = await get('/zzzzzzz', { method: 'HEAD' });
    expect([status, body]).toEqual([404, '']);
  });
});

describe('nothing of a request leads elsewhere', () => {
  it.each([
    '//evil.example',
    '//evil.example/aB3dE9x',
    '/healthz',
    '/metrics',
    '/%61B3dE9x',
    '/aB3dE9x%0d%0aLocation:%20https://evil.example',
    '/aB3dE9x/../evil',
    `/${'a'.repeat(10_000)}`,
  ])('%s is not taken', async (path) => {
    expect((await get(path)).status).toBe(418);
  });

  it.each(['?url=https://evil.example', '?redir_url=//evil.example', `?${'x'.repeat(10_000)}`])(
    'the query %s changes nothing',
    async (query) => {
      const { status, headers } = await get(`/aB3dE9x${query}`);
      expect([status, headers.location]).toEqual([302, TARGET]);
    },
  );

  it('nor do a foreign Host and an absolute address', async () => {
    const headers = 'Host: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close';
    expect(await raw(`GET /aB3dE9x HTTP/1.1\r\n${headers}\r\n\r\n`)).toContain(
      `Location: ${TARGET}\r\n`,
    );
    const absolute = await raw(`GET http://evil.example/aB3dE9x HTTP/1.1\r\n${headers}\r\n\r\n`);
    expect(absolute).toContain('418');
  });

  it('an address beyond all measure is refused by the server itself', async () => {
    expect(await raw(`GET /${'a'.repeat(20_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431/,
    );
  });
});

describe('a connection', () => {
  const ask = (path: string) => `GET ${path} HTTP/1.1\r\nHost: a\r\nUser-Agent: ${PHONE}\r\n\r\n`;
  const end = 'GET /other HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n';

  it('that asks ahead is answered in order, each click counted once', async () => {
    const answer = await raw(ask('/aB3dE9x') + ask('/zzzzzzz') + ask('/aB3dE9x') + end);
    expect(answer.match(/HTTP\/1\.1 \d+/g)).toEqual([
      'HTTP/1.1 302',
      'HTTP/1.1 404',
      'HTTP/1.1 302',
      'HTTP/1.1 418',
    ]);
    expect(clicks).toHaveLength(2);
  });

  it('that sends its request byte by byte is answered, and others do not wait for it', async () => {
    const slow = connect(port, '127.0.0.1');
    let answer = '';
    slow.on('data', (data) => {
      answer += data;
    });
    const [first, ...rest] = ask('/aB3dE9x').match(/.{1,20}/gs) ?? [];
    slow.write(first ?? '');
    expect((await get('/aB3dE9x')).status).toBe(302);
    for (const part of rest) {
      slow.write(part);
      await new Promise((resolve) => setTimeout(resolve, 2));
    }
    await expect.poll(() => answer).toContain(`Location: ${TARGET}`);
    slow.destroy();
  });

  it('that is gone before its answer costs nothing but the click', async () => {
    await new Promise<void>((resolve) => {
      const gone = connect(port, '127.0.0.1', () => {
        gone.write(ask('/aB3dE9x'), () => gone.destroy());
      }).on('close', () => resolve());
    });
    expect((await get('/aB3dE9x')).status).toBe(302);
    expect(errors).toEqual([]);
  });

  it('cannot smuggle a header in through its own', async () => {
    const answer = await raw(
      `GET /aB3dE9x HTTP/1.1\r\nHost: a\r\nUser-Agent: x\rLocation: https://evil.example\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).not.toContain('evil.example');
  });
});

describe('a target', () => {
  const target = async (address: string) => {
    await database.db.updateTable('link').set({ target: address }).execute();
    return get('/aB3dE9x');
  };

  it('in Arabic is escaped', async () => {
    const { headers } = await target('https://news.example/خبر?ق=١#أ');
    expect(headers.location).toBe('https://news.example/%D8%AE%D8%A8%D8%B1?%D9%82=%D9%A1#%D8%A3');
  });

  it('cannot add a header', async () => {
    const { headers } = await target('https://news.example/a\r\nX-Evil: 1\r\n\r\n<script>');
    expect(headers.location).toBe('https://news.example/aX-Evil:%201%3Cscript%3E');
    expect(headers).not.toHaveProperty('x-evil');
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', '/path', ''])(
    'that is %j is not followed',
    async (address) => {
      expect((await target(address)).status).toBe(404);
    },
  );
});

it('the page of an unknown slug is safe with any name of a newsroom', () => {
  const page = notFoundPage({ newsroom: '<b>"أ&ب"', channel: 'https://t.me/x?"><script>' });
  expect(page).toContain('&lt;b&gt;&quot;أ&amp;ب&quot;');
  expect(page).not.toContain('<script>');
  expect(notFoundPage({ newsroom: 'أ' })).not.toContain('<a ');
});
