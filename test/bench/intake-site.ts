/** Generated feeds and their pages, for the bench of intake: many hosts on this machine. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const items = 20;
const sentence =
  'أعلنت هيئة الموانئ اليوم انتهاء أعمال التوسعة في الرصيف الجنوبي بعد عامين من العمل المتواصل. ';

export interface FeedSite {
  /** Such as `127.0.0.2:40123`; Linux answers on all of 127.0.0.0/8. */
  readonly hosts: readonly string[];
  /** Of feed `n`, counted from 0. */
  address(n: number): string;
  /** How often a feed was asked for. */
  polls(): number;
  close(): void;
}

/** RSS of twenty items, of which the newest is number `last`; some 25 KB. */
export function bigFeed(n: number, last: number, address: string, now: number): string {
  const { origin } = new URL(address);
  const written = Array.from({ length: items }, (_, index) => {
    const id = last - index;
    return `<item><title>خبر رقم ${id} من المصدر ${n}: الميناء يستقبل السفينة ${id * 7}</title>
<link>${origin}/news/${n}/${id}</link><guid isPermaLink="false">${n}:${id}</guid>
<pubDate>${new Date(now - index * 30 * 60_000).toUTCString()}</pubDate><category>اقتصاد</category>
<description><![CDATA[<p>${sentence.repeat(6)}</p>]]></description></item>`;
  });
  return `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>مصدر ${n}</title>
${written.join('\n')}</channel></rss>`;
}

/** An article of some 40 KB, as much of it round the text as news sites put there. */
function bigPage(path: string): string {
  const [, , n, id] = path.split('/').map(Number);
  const menu = Array.from({ length: 150 }, (_, i) => `<li><a href="/s/${i}">قسم ${i}</a></li>`);
  const more = Array.from(
    { length: 60 },
    (_, i) =>
      `<div class="card"><a href="/news/${n}/${i}"><h3>خبر آخر من الموقع ${i}</h3></a></div>`,
  );
  const text = Array.from(
    { length: 8 },
    (_, i) =>
      `<p>وصلت السفينة ${id} إلى الرصيف ${n} وعليها ${(id ?? 0) * 13 + i} طنًا. ${sentence}</p>`,
  );
  return `<!doctype html><html lang="ar"><head><title>خبر ${id} من المصدر ${n}</title></head><body>
<nav><ul>${menu.join('')}</ul></nav><article><h1>خبر رقم ${id} من المصدر ${n}: الميناء يستقبل السفينة ${(id ?? 0) * 7}</h1>
${text.join('')}</article><aside>${more.join('')}</aside></body></html>`;
}

/**
 * Serves feeds at `/feed/N` on `hosts` addresses. Feed N has item `last(N)` as its newest; where it
 * has an ETag it honours it.
 */
export async function openFeedSite(
  hosts: number,
  feed: { last: (n: number) => number; hasEtag: (n: number) => boolean },
): Promise<FeedSite> {
  let polls = 0;
  const bodies = new Map<string, string>();
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    if (path.startsWith('/news/')) return void response.end(bigPage(path));
    polls++;
    const n = Number(path.split('/')[2]);
    const last = feed.last(n);
    const etag = `"${n}-${last}"`;
    if (feed.hasEtag(n)) {
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304).end();
      response.setHeader('ETag', etag);
    }
    let body = bodies.get(etag);
    if (body === undefined) {
      body = bigFeed(n, last, `http://${request.headers.host}${path}`, Date.now());
      bodies.set(etag, body);
    }
    response.setHeader('Content-Type', 'application/rss+xml; charset=utf-8').end(body);
  };
  const servers: Server[] = [];
  for (let i = 0; i < hosts; i++) {
    const server = createServer(answer);
    await new Promise<void>((resolve) => server.listen(0, `127.0.0.${i + 2}`, resolve));
    servers.push(server);
  }
  const names = servers.map((server) => {
    const { address, port } = server.address() as AddressInfo;
    return `${address}:${port}`;
  });
  return {
    hosts: names,
    address: (n) => `http://${names[n % hosts]}/feed/${n}`,
    polls: () => polls,
    close() {
      for (const server of servers) server.close().closeAllConnections();
    },
  };
}
