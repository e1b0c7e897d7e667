/**
 * How soon a pushed article is queued: from the first byte to /intake until its post stands in the
 * outbox, while pages are being read beside it. Checked, signed, stored, planned: the whole way.
 */
import { createHmac, randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';

const rounds = 200;
const betweenMs = 50;
const secret = 'a-secret-of-the-bench';
const letters = 'ابتجحدرزسشصطعفقكلمنهوي';

/** A word that no other article has: stories must not meet. */
const word = () => Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('');
const sentence = (length: number) => `${Array.from({ length }, word).join(' ')}.`;

const articleOf = () => ({
  url: `https://m.example/news/${randomUUID()}`,
  title: sentence(7),
  paragraphs: Array.from({ length: 6 }, () => sentence(30)),
});

const pageOf = () => {
  const { title, paragraphs } = articleOf();
  return `<html lang="ar"><head><title>${title}</title></head><body><article><h1>${title}</h1>${paragraphs
    .map((text) => `<p>${text}</p>`)
    .join('')}</article></body></html>`;
};

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const at = (sorted: number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;

export async function benchPush(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'barqiya-bench-'));
  let pages = 0;
  const site = createServer((request, response) => {
    pages++;
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(pageOf());
    request.resume();
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(site.address() as AddressInfo).port}`;
  const newsroom = join(folder, 'newsroom.yaml');
  writeFileSync(
    newsroom,
    `name: مرصد\nallow_hosts: ["${host}"]\nchannels:\n  - { key: main, chat: "@bench_main", slots: ["00:00"] }\n`,
  );
  const config = readConfig({
    DATA_DIR: folder,
    NEWSROOM: newsroom,
    PORT: '0',
    INTAKE_SECRET: secret,
    LOG_LEVEL: 'silent',
  });
  if ('problems' in config) throw new Error(JSON.stringify(config.problems));
  const app = await startApp(config, { log: createLog('silent') });

  let stamp = Math.floor(Date.now() / 1_000);
  const push = async (content: object) => {
    const body = JSON.stringify(content);
    const timestamp = String(stamp);
    const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
    const answer = await fetch(`${app.url}/intake`, {
      method: 'POST',
      body,
      headers: {
        'X-Barqiya-Timestamp': timestamp,
        'X-Barqiya-Signature': `sha256=${signature}`,
      },
    });
    if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
  };
  const isQueued = async (url: string) => {
    const article = await app.store.articles.byAddress(url);
    return article !== undefined && (await app.store.posts.ofArticle(article.id)).length > 0;
  };

  try {
    // Addresses to read all the while: two pages in the reader at any time.
    let reading = true;
    let pushed = 0;
    const beside = (async () => {
      while (reading) {
        if (pushed - pages < 10) await push({ url: `http://${host}/${pushed++}` });
        else await wait(5);
      }
    })();
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      stamp = Math.floor(Date.now() / 1_000);
      const content = articleOf();
      const began = performance.now();
      await push(content);
      while (!(await isQueued(content.url))) {
        if (performance.now() - began > 30_000) throw new Error('a push was never queued');
        await wait(1);
      }
      times.push(performance.now() - began);
      await wait(betweenMs);
    }
    reading = false;
    await beside;
    const sorted = times.toSorted((a, b) => a - b);
    const [p50, p95, worst] = [at(sorted, 0.5), at(sorted, 0.95), sorted.at(-1) ?? 0];
    print(
      `  queued after p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, at most ${worst.toFixed(1)} ms (${rounds} pushes beside ${pages} pages read; wanted p95 < 100)`,
    );
  } finally {
    await app.stop();
    site.close().closeAllConnections();
    rmSync(folder, { recursive: true });
  }
}
