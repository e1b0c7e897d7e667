/** The command line as people and scripts run it: real processes, real files. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { migrate, openSqlite } from '../../data/database.ts';
import { lockData } from '../../data/lock.ts';
import { createStore } from '../../data/store.ts';
import { segmentFile } from '../../src/clicks/log.ts';
import { newsroomOf, noon, queuedPost } from '../data/made.ts';

const folder = mkdtempSync(join(tmpdir(), 'barqiya-cli-'));
const root = join(import.meta.dirname, '../..');
/** As `npm run barqiya` has it. */
const cli = ['--import', join(root, 'src/compile-cache.js'), join(root, 'src/cli.ts')];
afterAll(() => rmSync(folder, { recursive: true }));

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

const barqiya = (...args: string[]): Promise<Ran> =>
  new Promise((resolve) => {
    execFile(
      process.execPath,
      [...cli, ...args],
      { cwd: folder, env: { PATH: process.env.PATH, DATA_DIR: join(folder, 'data') } },
      (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }),
    );
  });

const write = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

const linesOf = ({ out }: Ran) =>
  out
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

const page = write(
  'page.html',
  `<html lang="ar"><head><title>توسعة الرصيف - مرصد</title><meta property="og:title" content="توسعة الرصيف"></head>
<body><article><h1>توسعة الرصيف</h1><p>مرصد الاختبار/ خاص:</p>
<p>أعلنت هيئة الموانئ اليوم انتهاء أعمال التوسعة في الرصيف الجنوبي بعد عامين من العمل المتواصل.</p>
<p>وقال مدير الهيئة إن الرصيف الجديد يستقبل ثلاث سفن في وقت واحد مطلع الشهر المقبل.</p>
</article></body></html>`,
);

const newsroom = `name: مرصد الاختبار
follow:
  youtube: https://youtube.example/@x
templates:
  قصير: |-
    <b>{العنوان}</b>

    {الرابط: اقرأ الخبر}
sources:
  - name: وكالة الشاطئ
    feed: https://shore.example/feed.xml
channels:
  - key: main
    chat: "@marsad_test"
    mode: auto
    numerals: western
    template: standard
  - key: short
    chat: "@short_test"
    mode: auto
    numerals: western
    template: قصير
editors:
  - id: 1001
    role: owner
`;

describe('barqiya', () => {
  it('tells its commands, and refuses others', async () => {
    expect(await barqiya('--help')).toMatchObject({ code: 0, err: '' });
    expect((await barqiya('read', '--help')).out).toMatch(/read FILE-or-URL\.\.\. \[--url URL\]/);
    expect(await barqiya('dance')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/no command dance/),
    });
  });

  it('reads pages, a line each, and goes on after one that fails', async () => {
    const ran = await barqiya(
      'read',
      join(folder, 'absent.html'),
      page,
      '--url',
      'https://m.example/1',
    );
    expect(ran.code).toBe(0);
    const [failed, read] = linesOf(ran);
    expect(failed).toMatchObject({ error: 'file-unreadable' });
    expect(read).toMatchObject({
      title: 'توسعة الرصيف',
      dateline: 'مرصد الاختبار/ خاص:',
      publishedAt: null,
      image: null,
      language: 'ar',
      warnings: expect.any(Array),
      ms: expect.any(Number),
    });
    expect(read.paragraphs).toHaveLength(2);
    expect(Object.keys(read)).toEqual(
      expect.arrayContaining(['source', 'author', 'section', 'publishedFrom', 'canonicalUrl']),
    );
  });

  it('reads a feed, a line per entry', async () => {
    const feed = write(
      'feed.xml',
      `<rss version="2.0"><channel><title>x</title><item><title>خبر</title>
<link>https://m.example/1</link><guid>g1</guid><category>سياسة</category></item></channel></rss>`,
    );
    expect(linesOf(await barqiya('feed', feed))).toMatchObject([
      {
        id: 'g1',
        url: 'https://m.example/1',
        title: 'خبر',
        publishedAt: null,
        categories: ['سياسة'],
      },
    ]);
  });

  it('summarises within the budget, verbatim', async () => {
    const text =
      'أعلنت الهيئة انتهاء أعمال التوسعة في الرصيف الجنوبي اليوم.\nوتستقبل الأرصفة سفنًا جديدة.';
    const [summary] = linesOf(await barqiya('summarise', write('a.txt', text), '--chars', '70'));
    expect(summary.summary.length).toBeLessThanOrEqual(70);
    for (const sentence of summary.sentences) expect(text).toContain(sentence);
    expect((await barqiya('summarise', page, '--chars', 'many')).code).toBe(1);
  });

  it('previews the post of a page on a channel', async () => {
    write('newsroom.yaml', newsroom);
    const post = JSON.parse((await barqiya('preview', page, '--channel', 'main')).out);
    expect(post.text).toMatch(/^توسعة الرصيف\n\nأعلنت هيئة الموانئ/);
    expect(post.entities).toContainEqual(
      expect.objectContaining({ type: 'text_link', url: 'https://youtube.example/@x' }),
    );
    expect(post.buttons[0].map((button: { text: string }) => button.text)).toEqual([
      'التفاصيل',
      'مشاركة',
    ]);
    const short = JSON.parse((await barqiya('preview', page, '--channel', 'short')).out);
    expect(short.text).toBe('توسعة الرصيف\n\nاقرأ الخبر');
    expect((await barqiya('preview', page, '--channel', 'none')).err).toMatch(/there are: main/);
  });

  it('applies a newsroom, twice without a change, and exports it as it was', async () => {
    const file = join(folder, 'newsroom.yaml');
    expect((await barqiya('apply', file)).out).toMatch(/^applied/);
    expect((await barqiya('apply', file)).out).toMatch(/nothing to change/);
    expect((await barqiya('export')).out).toBe(newsroom);
    const bad = await barqiya('apply', write('bad.yaml', 'name: x\nchannels: [{ key: a }]'));
    expect(bad).toMatchObject({ code: 1, err: expect.stringMatching(/bad\.yaml, line 2.*@name/s) });
    const logo = await barqiya('apply', write('logo.yaml', `${newsroom}logo: page.html\n`));
    expect(logo).toMatchObject({
      code: 1,
      err: expect.stringMatching(/logo of newsroom\.yaml cannot be drawn.*page\.html/s),
    });
    expect((await barqiya('export')).out).toBe(newsroom);
  });

  it('backs up and restores', async () => {
    const copy = join(folder, 'copy.sqlite');
    expect((await barqiya('backup', copy)).code).toBe(0);
    const database = openSqlite(join(folder, 'data/barqiya.sqlite'));
    await migrate(database);
    const store = createStore(database.db);
    await store.newsroom.apply(newsroomOf({ name: 'بعد النسخة' }), noon);
    await queuedPost(store);
    await database.close();
    expect(JSON.parse((await barqiya('stats', '--json')).out)).toMatchObject({
      clicks: 0,
      uniques: 0,
      excluded: expect.any(Object),
      dropped: 0,
      posts: [],
    });
    const running = await lockData(
      { dataDir: join(folder, 'data'), databaseUrl: join(folder, 'data/barqiya.sqlite') },
      () => {},
    );
    expect(await barqiya('restore', copy)).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/Another Barqiya works with this data.*stop it first/s),
    });
    expect((await barqiya('export')).out).toContain('بعد النسخة');
    await running.release();
    expect((await barqiya('restore', copy)).code).toBe(0);
    expect((await barqiya('export')).out).toBe(newsroom);
    const refused = await barqiya('restore', page);
    expect(refused).toMatchObject({
      code: 1,
      err: expect.stringMatching(/back-up cannot be restored/),
    });
    expect((await barqiya('export')).out).toBe(newsroom);
  });

  it('takes feeds from OPML and gives them back, telling what it leaves out', async () => {
    const feed = (name: string, url: string) => `<outline text="${name}" xmlUrl="${url}"/>`;
    const opml = `<opml version="2.0"><head/><body><outline text="محليات">${feed('وكالة الجبل', 'https://jabal.example/feed')}</outline>
${feed('وكالة الشاطئ', 'https://shore.example/feed.xml')}${feed('ملف', 'file:///x')}</body></opml>`;
    const first = await barqiya('import-opml', write('list.opml', opml));
    expect(first.out).toMatch(/skipped {2}وكالة الشاطئ: a source has its name/);
    expect(first.out).toMatch(/skipped {2}ملف: file:\/\/\/x is no http\(s\) address\nadded 1 of 3/);
    expect((await barqiya('import-opml', join(folder, 'list.opml'))).out).toMatch(/added 0 of 3/);
    const out = (await barqiya('export-opml')).out;
    expect(out).toMatch(/<outline text="محليات"[^>]*>\s*<outline text="وكالة الجبل"/);
    expect(out).toContain('xmlUrl="https://shore.example/feed.xml"');
    // What was imported stays when newsroom.yaml is applied, and goes out with it.
    await barqiya('apply', write('again.yaml', `${newsroom}timezone: Asia/Aden\n`));
    expect((await barqiya('export')).out).toContain('https://jabal.example/feed');
    expect(await barqiya('import-opml', page)).toMatchObject({
      code: 1,
      err: expect.stringMatching(/OPML.*page\.html/),
    });
  });

  it('counts clicks to the last one that the log holds, and writes them as a table', async () => {
    const database = openSqlite(join(folder, 'data/barqiya.sqlite'));
    await migrate(database);
    const store = createStore(database.db);
    await store.newsroom.apply(newsroomOf(), noon);
    const post = await queuedPost(store);
    const target = { button: 'read', target: 'https://m.example/1' };
    await store.links.ensure(post, [target], { now: noon, newSlug: () => 'aB3dE9x' });
    const link = await store.links.find('aB3dE9x');
    await database.close();
    mkdirSync(join(folder, 'data/clicks'));
    const line = (visitor: number, excluded: number) =>
      `${link?.id} ${noon} ${visitor} ${excluded}\n`;
    const log = `${line(1, 0)}${line(1, 0)}${line(2, 0)}${line(3, 2)}dropped 4 ${link?.id}\n${link?.id} 17`;
    writeFileSync(segmentFile(join(folder, 'data/clicks'), 1), log);

    const none = { head: 0, crawler: 0, agentless: 0, prefetch: 0, flood: 0 };
    const counted = { clicks: 3, uniques: 2, excluded: { ...none, crawler: 1 } };
    for (let time = 0; time < 2; time++) {
      expect(JSON.parse((await barqiya('stats', '--json')).out)).toMatchObject({
        ...counted,
        dropped: 4,
        posts: [{ post: post.id, channel: 'main', ...counted, dropped: 4, buttons: { read: 3 } }],
      });
    }
    const ofPost = await barqiya('stats', '--post', String(post.id), '--json');
    expect(JSON.parse(ofPost.out)).toMatchObject({ ...counted, dropped: 4 });
    expect((await barqiya('stats')).out).toMatch(/^clicks 3, uniques about 2, dropped 4\n/);

    const table = join(folder, 'clicks.csv');
    expect((await barqiya('stats', '--csv', table)).out).toBe(`written: ${table}\n`);
    const [heads, row] = readFileSync(table, 'utf8').split('\r\n');
    expect(heads).toMatch(/^\uFEFFday,post,channel,title,publishedAt,clicks,uniques,head,crawler,/);
    expect(row).toMatch(/^2026-11-24,\d+,main,الميناء .*,,3,2,0,1,0,0,0$/);
  });

  it('tells what became of an address', async () => {
    expect((await barqiya('why', 'https://m.example/none')).out).toMatch(/never seen/);
  });

  it('examines itself', async () => {
    const ran = await barqiya('doctor');
    expect(ran.out).toMatch(/sandbox/);
    expect(ran.out).toMatch(/disk: \d+ MB free/);
  });
});
