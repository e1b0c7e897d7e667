/** From the feed to the click: the program as a first run has it, over HTTP alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { startApp } from '../../src/app.ts';
import { createLog } from '../../src/log.ts';
import {
  configOf,
  editor,
  type Messenger,
  messengerOf,
  phone,
  type Seen,
  temporaryFolder,
  until,
} from './line.ts';

const samples = join(import.meta.dirname, '../../data/samples');
const titles = readdirSync(join(samples, 'articles')).map(
  (file) =>
    /^title:\s*(.+)$/m.exec(readFileSync(join(samples, 'articles', file), 'utf8'))?.[1] ?? '',
);
const folder = temporaryFolder();

let app: App;
let messenger: Messenger;
/** The clock of the program runs this much ahead of the machine's. */
let ahead = 0;

beforeAll(async () => {
  app = await startApp(configOf(folder.path), {
    log: createLog('silent'),
    now: () => Date.now() + ahead,
  });
  messenger = messengerOf(app.url);
});
afterAll(async () => {
  await app.stop();
  folder.remove();
});

const linksOf = (post: Seen) =>
  (post.entities ?? []).filter(({ type }) => type === 'text_link').map(({ url }) => url ?? '');
const buttonsOf = (post: Seen) => post.reply_markup?.inline_keyboard.flat() ?? [];

describe('a first run', () => {
  let posts: Seen[];

  it('posts the six articles of the sample', async () => {
    posts = await until(
      async () => {
        const seen = await messenger.channel('marsad_alsahel');
        return seen.length >= 6 && seen;
      },
      'six posts',
      12_000,
    );
    expect(posts).toHaveLength(6);
    for (const post of posts) {
      const title = titles.find((one) => post.text?.replace(/[\u2066-\u2069]/g, '').includes(one));
      expect(title).toBeTruthy();
    }
  });

  it('tells dateline and source, and none of the page’s clutter', () => {
    for (const { text = '' } of posts) {
      expect(text).toMatch(/\/ (?:متابعات|خاص)/);
      expect(text).toContain('مرصد الساحل');
      expect(text).not.toMatch(
        /اقرأ المزيد|عدد المشاهدات|مشاهده|قراءة|(?<!\p{L})شارك(?!\p{L})|تابعنا|Google News/u,
      );
      // The title is said twice on the page, and once here.
      const [headline = ''] = text.split('\n');
      expect(text.split(headline)).toHaveLength(2);
    }
  });

  it('leads by short links alone: five follow-us, «التفاصيل»; «مشاركة» opens Telegram’s sheet', () => {
    for (const post of posts) {
      const links = linksOf(post);
      expect(links).toHaveLength(5);
      const [details, share] = buttonsOf(post);
      expect(details?.text).toBe('التفاصيل');
      expect(share).toMatchObject({ text: 'مشاركة' });
      expect(share?.url).toMatch(/^https:\/\/t\.me\/share\/url\?url=http/);
      const short = new RegExp(`^${app.url}/[A-Za-z0-9]{7}$`);
      for (const url of [...links, details?.url ?? '']) expect(url).toMatch(short);
    }
    const all = posts.flatMap((post) => [...linksOf(post), buttonsOf(post)[0]?.url]);
    expect(new Set(all).size).toBe(all.length);
  });

  it('opens each post in Arabic, so that Telegram sets it right-to-left', () => {
    for (const { text = '' } of posts) {
      expect(/[\p{L}\u200f]/u.exec(text)?.[0]).toMatch(/\p{Script=Arabic}|\u200f/u);
    }
  });

  it('holds back the sections that have their hours', async () => {
    const answer = await messenger.ask(editor, '/queue', () => true);
    expect(answer.text).toMatch(/منشوران في الانتظار/);
    expect(answer.text).toContain('local');
  });

  it('posts the breaking article when it comes, before its hour', async () => {
    ahead += 40_000;
    const breaking = await until(
      async () =>
        (await messenger.channel('marsad_alsahel')).find(({ text }) => text?.startsWith('عاجل | ')),
      'the breaking post',
    );
    expect(breaking.text?.match(/عاجل/g)).toHaveLength(1);
    await until(
      async () => (await messenger.channel('marsad_local')).length === 1,
      'the breaking post on the channel with hours',
    );
  });

  it('counts a tap, and not the crawler that drew the preview', async () => {
    const [post] = posts;
    const address = post ? (buttonsOf(post)[0]?.url ?? '') : '';
    const tap = await fetch(address, { redirect: 'manual', headers: phone });
    expect(tap.status).toBe(302);
    const page = await fetch(tap.headers.get('location') ?? '');
    expect(await page.text()).toContain('عدد المشاهدات');
    await fetch(address, {
      redirect: 'manual',
      headers: { 'User-Agent': 'TelegramBot (like TwitterBot)' },
    });
    const stats = await messenger.ask(editor, '/stats', () => true);
    expect(stats.text).toMatch(/اليوم: قراءة واحدة/);
    expect(stats.text).toMatch(/الأكثر قراءة اليوم:/);
  });

  it('is told of in health, readiness and metrics', async () => {
    expect(await (await fetch(`${app.url}/healthz`)).text()).toBe('ok');
    expect((await fetch(`${app.url}/readyz`)).status).toBe(200);
    const metrics = await (await fetch(`${app.url}/metrics`)).text();
    expect(metrics).toMatch(/^barqiya_posts\{state="published"\} [89]$/m);
  });

  it('says nothing in the place of a slug that nobody has', async () => {
    const answer = await fetch(`${app.url}/aaaaaaa`, { redirect: 'manual', headers: phone });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('dir="rtl"');
  });
});
