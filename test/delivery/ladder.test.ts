/** Down the media ladder, rung by rung: the news goes out whatever becomes of its picture. */
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { messageIdsOf, shownOf } from '../../data/repositories/posts.ts';
import { type Line, openLine } from './line.ts';

const jpeg = readFileSync(
  join(import.meta.dirname, '../../data/samples/pictures/lunar-eclipse.jpg'),
);
const plain = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#306090' } });

let site: Server;
let root: string;
let files: Record<string, Buffer>;
/** Paths that Telegram can't fetch and we can, by the agent that asks. */
const notForTelegram = new Set<string>();
let asked: string[] = [];

beforeAll(async () => {
  files = {
    '/a.jpg': jpeg,
    '/b.jpg': await plain(900, 600).jpeg().toBuffer(),
    '/private.jpg': jpeg,
    '/turned.jpg': await plain(1_200, 800).jpeg().withMetadata({ orientation: 6 }).toBuffer(),
    '/photo.webp': await plain(1_200, 800).webp().toBuffer(),
    '/photo.avif': await plain(640, 480).avif({ effort: 0 }).toBuffer(),
    '/huge.png': await plain(9_000, 3_200).png().toBuffer(),
    '/tiny.png': await plain(64, 64).png().toBuffer(),
    '/strip.png': await plain(4_000, 100).png().toBuffer(),
    '/broken.jpg': Buffer.from('not a picture, however it is called, and long enough'),
  };
  for (const path of Object.keys(files)) if (path !== '/a.jpg') notForTelegram.add(path);
  notForTelegram.delete('/b.jpg');
  site = createServer((request, response) => {
    const path = request.url ?? '';
    const isTelegram = request.headers['user-agent']?.includes('TelegramBot') ?? false;
    asked.push(`${isTelegram ? 'telegram' : 'we'} ${path}`);
    const body = files[path];
    if (!body || (isTelegram && notForTelegram.has(path))) return response.writeHead(404).end();
    response.setHeader('Content-Type', 'image/jpeg').end(body);
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
});
afterAll(() => {
  site.close();
  site.closeAllConnections();
});

let line: Line;
let logged: { rung?: string; reason?: string }[];
const open = async (options: Parameters<typeof openLine>[0] = {}) => {
  asked = [];
  logged = [];
  line = await openLine({
    allowHosts: [new URL(root).host],
    log: { info: (facts) => void logged.push(facts), error: () => {} },
    ...options,
  });
};
afterEach(() => line?.close());

async function published(imageUrl: string | null, changes: object = {}) {
  const post = await line.publish({ imageUrl, ...changes });
  await line.settled(post.id, 'published');
  return { ...post, shown: shownOf(await line.post(post.id)) };
}
const rungs = () => logged.flatMap(({ rung }) => rung ?? []);

describe('the media ladder', () => {
  it('sends a picture by its address, with caption and buttons', async () => {
    await open();
    const { shown } = await published(`${root}/a.jpg`);
    const [message] = line.messages();
    expect(message?.photo?.[0]).toMatchObject({ width: 1280, height: 720 });
    expect(message?.caption).toMatch(/^الميناء يستقبل/u);
    expect(message?.caption_entities?.[0]).toMatchObject({ type: 'bold', offset: 0 });
    expect(message?.reply_markup?.inline_keyboard[0]).toHaveLength(2);
    expect(shown).toMatchObject({ form: 'photo', rung: 'address', picture: `${root}/a.jpg` });
    expect(asked).toEqual(['telegram /a.jpg']);
  });

  it.each([
    ['/private.jpg', 'upload', { width: 1280, height: 720 }],
    ['/photo.webp', 'converted', { width: 1200, height: 800 }],
    ['/photo.avif', 'converted', { width: 640, height: 480 }],
    ['/turned.jpg', 'converted', { width: 800, height: 1200 }],
    ['/huge.png', 'converted', { width: 2560, height: 910 }],
  ])('sends %s by %s', async (path, rung, size) => {
    await open();
    const { shown } = await published(`${root}${path}`);
    expect(shown).toMatchObject({ form: 'photo', rung });
    expect(line.messages()[0]?.photo?.[0]).toMatchObject(size);
    expect(logged).toContainEqual(
      expect.objectContaining({ rung: 'address', reason: expect.any(String) }),
    );
  });

  it.each(['/missing.jpg', '/broken.jpg', '/tiny.png', '/strip.png'])(
    'sends the news with its link preview when %s can’t be shown',
    async (path) => {
      await open();
      const { shown } = await published(`${root}${path}`);
      const [message] = line.messages();
      expect(message?.photo).toBeUndefined();
      expect(message?.text).toMatch(/^الميناء يستقبل/u);
      expect(message?.link_preview_options).toMatchObject({ prefer_large_media: true });
      expect(shown).toMatchObject({ form: 'text', rung: 'preview', picture: null });
      expect(rungs()).toEqual(['address', 'upload']);
    },
  );

  it('fetches no picture from a private network that is not allowed', async () => {
    await open({ allowHosts: [] });
    const { shown } = await published(`${root}/private.jpg`);
    expect(shown).toMatchObject({ rung: 'preview' });
    expect(asked).toEqual(['telegram /private.jpg']);
  });

  it('draws a card when no picture can be had, and when the article has none', async () => {
    const cards: number[] = [];
    const card = async (articleId: number) => {
      cards.push(articleId);
      return plain(1_280, 720).png().toBuffer();
    };
    await open({ card });
    const lost = await published(`${root}/missing.jpg`);
    const none = await published(null);
    expect([lost.shown?.rung, none.shown?.rung]).toEqual(['card', 'card']);
    expect(cards).toEqual([lost.articleId, none.articleId]);
    expect(line.messages().every(({ photo }) => photo?.[0]?.width === 1_280)).toBe(true);
  });

  it('goes on without a card that can’t be drawn', async () => {
    await open({ card: () => Promise.reject(new Error('no font')) });
    expect((await published(null)).shown).toMatchObject({ form: 'text', rung: 'preview' });
    expect(logged).toContainEqual(expect.objectContaining({ rung: 'card', reason: 'no font' }));
  });

  it('goes as text where photos are not allowed, or the preview is refused too', async () => {
    await open();
    const refuse = (method: string, text: string) =>
      line.world.fault({ kind: 'error', method, code: 400, text, times: 3 });
    refuse('sendPhoto', 'not enough rights to send photos to the chat');
    line.world.fault({
      kind: 'error',
      method: 'sendMessage',
      code: 400,
      text: 'WEBPAGE_CURL_FAILED',
      times: 1,
    });
    const { shown } = await published(`${root}/a.jpg`);
    expect(shown).toMatchObject({ form: 'text', rung: 'text' });
    expect(line.messages()[0]?.link_preview_options).toEqual({ is_disabled: true });
    expect(rungs()).toEqual(['address', 'upload', 'converted', 'preview']);
  });

  it.each(['drop-after', '500'] as const)(
    'tries no other rung after %s: it may be out',
    async (kind) => {
      await open();
      line.world.fault({ kind, method: 'sendPhoto', times: 1 });
      const post = await line.publish({ imageUrl: `${root}/a.jpg` });
      await line.settled(post.id, 'unknown');
      expect(line.calls().filter((method) => method.startsWith('send'))).toHaveLength(1);
    },
  );

  it('gives Telegram a picture once, however many posts show it', async () => {
    await open();
    for (let i = 0; i < 3; i++) {
      await published(`${root}/private.jpg`);
      await line.later(1_000);
    }
    expect(asked).toEqual(['telegram /private.jpg', 'we /private.jpg']);
    expect(line.messages().filter(({ photo }) => photo)).toHaveLength(3);
  });

  it('sends breaking news as text, and all where the channel shows no pictures', async () => {
    await open();
    expect((await published(`${root}/a.jpg`, { breaking: 1 })).shown).toMatchObject({
      form: 'text',
      rung: null,
    });
    await line.close();
    await open({ channel: { media: false } });
    expect((await published(`${root}/a.jpg`)).shown).toMatchObject({ form: 'text', rung: null });
  });

  it('fits the caption by sentences', async () => {
    await open();
    const summary = 'أعلنت الهيئة بدء العمل في الرصيف الجديد. '.repeat(28).trim();
    await published(`${root}/a.jpg`, { summary });
    const caption = line.messages()[0]?.caption ?? '';
    expect([...caption].length).toBeLessThanOrEqual(1_024);
    expect(caption.split('\n\n')[1]).toMatch(/الرصيف الجديد\.$/u);
    expect(caption).toContain('تابعونا');
  });
});

describe('an edit of a photo', () => {
  const later = async () => {
    await line.later(60_000);
    await line.idle();
  };
  const edits = () => line.calls().filter((method) => method.startsWith('edit'));

  it('changes the caption, and keeps picture and buttons', async () => {
    await open();
    const { articleId } = await published(`${root}/a.jpg`);
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    await later();
    expect(edits()).toEqual(['editMessageCaption']);
    const [message] = line.messages();
    expect(message?.caption).toMatch(/^سفن عند الرصيف\n/u);
    expect(message?.photo?.[0]).toMatchObject({ width: 1280 });
    expect(message?.reply_markup).toBeDefined();
  });

  it('changes the picture with the words, down the same ladder', async () => {
    await open();
    const { articleId, id } = await published(`${root}/a.jpg`);
    await line.revise(articleId, { imageUrl: `${root}/photo.webp`, title: 'سفن عند الرصيف' });
    await later();
    expect(edits().at(-1)).toBe('editMessageMedia');
    const [message] = line.messages();
    expect(message?.photo?.[0]).toMatchObject({ width: 1200 });
    expect(message?.caption).toMatch(/^سفن عند الرصيف\n/u);
    expect(shownOf(await line.post(id))).toMatchObject({ rung: 'converted' });
  });

  it.each([null, '/missing.jpg'])(
    'keeps the old picture under the new words when the new one is %s',
    async (path) => {
      await open();
      const { articleId } = await published(`${root}/a.jpg`);
      const imageUrl = path && `${root}${path}`;
      await line.revise(articleId, { imageUrl, title: 'سفن عند الرصيف' });
      await later();
      expect(line.messages()[0]?.photo?.[0]).toMatchObject({ width: 1280 });
      expect(line.messages()[0]?.caption).toMatch(/^سفن عند الرصيف\n/u);
      const made = edits().length;
      await line.revise(articleId, { imageUrl });
      await later();
      expect(edits()).toHaveLength(made);
    },
  );

  it('draws the card anew, for it shows the headline', async () => {
    let drawn = 0;
    await open({
      card: async () =>
        plain(1_280, 700 + drawn++)
          .png()
          .toBuffer(),
    });
    const { articleId } = await published(null);
    await line.revise(articleId, { title: 'سفن عند الرصيف' });
    await later();
    expect(edits()).toEqual(['editMessageMedia']);
    expect(line.messages()[0]?.photo?.[0]).toMatchObject({ height: 701 });
  });

  it('turns no text into a photo', async () => {
    await open();
    const { articleId } = await published(null);
    await line.revise(articleId, { imageUrl: `${root}/a.jpg`, title: 'سفن عند الرصيف' });
    await later();
    expect(edits()).toEqual(['editMessageText']);
    expect(line.messages()[0]?.photo).toBeUndefined();
  });
});

describe('albums', () => {
  const media = (paths: readonly string[], articleId: number, channelId: number) => ({
    pictures: paths.map((path) => ({ url: `${root}${path}` })),
    articleId,
    channelId,
  });

  it.each([
    [['/a.jpg', '/b.jpg'], 2, 'album', 'address'],
    [['/a.jpg', '/photo.webp', '/missing.jpg'], 2, 'album', 'converted'],
    [['/private.jpg', '/missing.jpg'], 1, 'photo', 'upload'],
  ] as const)('of %j stand there as %i messages', async (paths, count, form, rung) => {
    await open();
    const { compose, perform } = line.parts;
    const post = await line.publish();
    await line.settled(post.id, 'published');
    const message = {
      ...(await compose(post.id)),
      media: media(paths, post.articleId, post.channelId),
    };
    const ids = await perform({ postId: post.id, chat: '@album', threadId: null }, message);
    expect(ids).toHaveLength(count);
    const sent = line.world.messages('@album');
    expect(sent.map(({ message_id }) => message_id)).toEqual(ids);
    expect(sent.map(({ caption }) => caption !== undefined)).toEqual(ids.map((_, i) => i === 0));
    expect(shownOf(await line.post(post.id))).toMatchObject({ form, rung });
    expect(messageIdsOf(await line.post(post.id))).toHaveLength(1);
  });
});
