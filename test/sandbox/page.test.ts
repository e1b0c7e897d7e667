/** The page in real Chromium, before a small server of canned answers. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json as readJson } from 'node:stream/consumers';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { servePage } from '../../src/sandbox/page.ts';

const CHROMIUM = '/usr/bin/chromium';
const EDITOR = 1001;
const READER = 2001;
const CHANNEL = -1001000000001;

interface Canned {
  readonly [field: string]: unknown;
  readonly message_id: number;
}

const bot = { id: 1, name: 'برقية', username: 'barqiya_sandbox_bot' };
const users = [
  { id: EDITOR, name: 'المحرّر' },
  { id: READER, name: 'قارئ' },
];

/** A post with one entity after the other: each pair is some words and the entity they carry. */
function withEntities(pairs: readonly (readonly [string, object?])[]) {
  let text = '';
  const entities: object[] = [];
  for (const [words, entity] of pairs) {
    if (entity) entities.push({ ...entity, offset: text.length, length: words.length });
    text += words;
  }
  return { text, entities };
}

const post = {
  message_id: 7,
  date: 1_795_460_000,
  chat: { id: CHANNEL, type: 'channel', title: 'مرفأ الأخبار' },
  sender_chat: { id: CHANNEL, title: 'مرفأ الأخبار' },
  outgoing: false,
  ...withEntities([
    ['جسر جديد يربط ضفتي الوادي', { type: 'bold' }],
    ['\nافتُتح الجسر 🎉 صباح اليوم. <img src=x onerror="document.title=1">\n'],
    ['#طرق', { type: 'hashtag' }],
    [' '],
    ['فيسبوك', { type: 'text_link', url: 'https://facebook.example/marfa' }],
    [' '],
    ['خطر', { type: 'text_link', url: 'javascript:alert(1)' }],
    [' '],
    ['سر', { type: 'spoiler' }],
  ]),
  reply_markup: { inline_keyboard: [[{ text: 'التفاصيل', url: 'https://marfa.example/b1' }]] },
};

const question = {
  message_id: 8,
  date: 1_795_460_000,
  chat: { id: EDITOR, type: 'private' },
  from: { id: bot.id, first_name: bot.name },
  outgoing: false,
  text: 'متى ننشر؟',
  reply_markup: {
    inline_keyboard: [
      [{ text: 'الآن', callback_data: 'now' }],
      [{ text: 'فتح المنشور', url: 'https://t.me/marfa/7' }],
    ],
  },
};

let browser: Browser;
let server: Server;
let address: string;
let page: Page;
let complaints: string[];
let streams: ServerResponse[];
let asked: { path: string; body: unknown }[];
let histories: Map<number, Canned[]>;

const emit = (event: object) => {
  for (const stream of streams) stream.write(`data: ${JSON.stringify(event)}\n\n`);
};

const add = (chat: number, message: Canned) => {
  histories.get(chat)?.push(message);
  emit({ type: 'message', chat, message });
  return message;
};

const chats = (user: number) => [
  {
    id: user,
    type: 'private',
    title: bot.name,
    commands: [
      { command: 'publish', description: 'نشر خبر' },
      { command: 'stats', description: 'القراءات' },
    ],
    last: histories.get(user)?.at(-1),
  },
  {
    id: CHANNEL,
    type: 'channel',
    title: 'مرفأ الأخبار',
    username: 'marfa',
    commands: [],
    last: histories.get(CHANNEL)?.at(-1),
  },
];

async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(req.url ?? '', 'http://localhost');
  const path = pathname.slice('/sandbox'.length);
  if (servePage(req, res, path)) return;
  const reply = (body: object) =>
    void res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
  const body = req.method === 'POST' ? ((await readJson(req)) as Record<string, unknown>) : {};
  if (req.method === 'POST') asked.push({ path, body });
  const user = Number(searchParams.get('user'));
  switch (path) {
    case '/api/chats':
      return reply({ user: users.find(({ id }) => id === user), users, bot, chats: chats(user) });
    case '/api/messages':
      return reply({ messages: histories.get(Number(searchParams.get('chat'))) ?? [] });
    case '/api/events':
      res.writeHead(200, { 'Content-Type': 'text/event-stream' }).write(':\n\n');
      streams.push(res);
      return;
    case '/api/say':
      return reply({
        messages: [
          add(Number(body.chat), {
            message_id: 9,
            date: 1_795_460_060,
            chat: { id: body.chat, type: 'private' },
            from: { id: body.user, first_name: 'إنسان' },
            outgoing: true,
            text: body.text,
          }),
        ],
      });
    case '/api/press':
      emit({ type: 'answer', user: EDITOR, text: 'نُشر', alert: false });
      return reply({});
    default:
      res.writeHead(404).end();
  }
}

beforeAll(async () => {
  if (!existsSync(CHROMIUM)) {
    throw new Error(`This test needs Chromium at ${CHROMIUM}: apt-get install chromium`);
  }
  browser = await chromium.launch({
    executablePath: CHROMIUM,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'].concat([
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ]),
  });
}, 60_000);

afterAll(() => browser?.close());

beforeEach(async () => {
  [complaints, streams, asked] = [[], [], []];
  histories = new Map<number, Canned[]>([
    [EDITOR, [question]],
    [READER, []],
    [CHANNEL, [post]],
  ]);
  server = createServer((req, res) => void answer(req, res));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

const openChat = async (chat: number) => {
  await page.goto(`${address}#chat=${chat}`);
  await page.locator('[data-message]').first().waitFor();
};

describe('the page', () => {
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
  });

  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  test('opens the channel that has something to read', async () => {
    await page.goto(address);
    await page.locator('[data-message="7"]').waitFor();
    expect(new URL(page.url()).hash).toBe(`#chat=${CHANNEL}`);
    expect(await page.locator(`[data-chat="${CHANNEL}"]`).getAttribute('aria-current')).toBe(
      'page',
    );
    expect(await page.getByText('قناة · البوت ينشر هنا').isVisible()).toBe(true);
    expect(
      await page.evaluate(`document.fonts.ready.then((fonts) =>
        [...fonts].filter(({ status }) => status === 'loaded').length)`),
    ).toBeGreaterThan(1);
  });

  test('renders entities as elements and HTML as text', async () => {
    await openChat(CHANNEL);
    const bubble = page.locator('[data-message="7"]');
    expect(await bubble.locator('strong').textContent()).toBe('جسر جديد يربط ضفتي الوادي');
    expect(await bubble.locator('.tag').textContent()).toBe('#طرق');
    const link = bubble.getByRole('link', { name: 'فيسبوك' });
    expect(await link.getAttribute('href')).toBe('https://facebook.example/marfa');
    expect(await bubble.textContent()).toContain('<img src=x onerror="document.title=1">');
    expect(await bubble.locator('img').count()).toBe(0);
    expect(await bubble.getByRole('link', { name: 'خطر' }).count()).toBe(0);
    const button = bubble.getByRole('link', { name: 'التفاصيل' });
    expect(await button.getAttribute('target')).toBe('_blank');
    expect(await button.getAttribute('rel')).toBe('noopener');
    await bubble.getByRole('button', { name: 'نص مخفي' }).click();
    expect(await bubble.getByText('سر', { exact: true }).isVisible()).toBe(true);
  });

  test('sends what was typed by Enter, and a command from the menu', async () => {
    await openChat(EDITOR);
    const text = page.getByRole('textbox', { name: 'اكتب رسالة' });
    await text.fill('سطر');
    await text.press('Shift+Enter');
    await text.pressSequentially('وآخر');
    await text.press('Enter');
    await page.locator('[data-message="9"]').waitFor();
    expect(await text.inputValue()).toBe('');
    await text.pressSequentially('/');
    expect(await page.getByRole('option').count()).toBe(2);
    await text.press('ArrowDown');
    await text.press('Enter');
    await expect.poll(() => asked.length).toBe(2);
    expect(asked.map(({ body }) => body)).toEqual([
      { user: EDITOR, chat: EDITOR, text: 'سطر\nوآخر' },
      { user: EDITOR, chat: EDITOR, text: '/stats' },
    ]);
  });

  test('presses a button and shows the answer', async () => {
    await openChat(EDITOR);
    await page.getByRole('button', { name: 'الآن' }).click();
    await page.getByRole('status').waitFor();
    expect(await page.getByRole('status').textContent()).toBe('نُشر');
    expect(asked).toEqual([
      { path: '/api/press', body: { user: EDITOR, chat: EDITOR, message: 8, data: 'now' } },
    ]);
  });

  test('opens here what Telegram addresses name here', async () => {
    await openChat(EDITOR);
    await page.getByRole('link', { name: 'فتح المنشور' }).click();
    await page.locator('[data-message="7"]').waitFor();
    expect(new URL(page.url()).hash).toBe(`#chat=${CHANNEL}`);
    expect(page.context().pages()).toHaveLength(1);
  });

  test('lets one be the reader, who has a chat of their own', async () => {
    await openChat(EDITOR);
    await page.getByRole('radio', { name: 'قارئ' }).check();
    await page.getByRole('button', { name: 'ابدأ' }).click();
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]?.body).toEqual({ user: READER, chat: READER, text: '/start' });
    await page.getByRole('radio', { name: 'المحرّر' }).check();
    await page.locator('[data-message="8"]').waitFor();
  });

  test('shows what arrives, changes and goes, and counts what was not read', async () => {
    await openChat(EDITOR);
    await expect.poll(() => streams.length).toBe(1);
    const row = page.locator(`[data-chat="${CHANNEL}"]`);
    await row.getByText('1 غير مقروءة').waitFor();
    add(CHANNEL, { ...post, message_id: 10, text: 'خبر ثانٍ', entities: [] });
    await row.getByText('2 غير مقروءة').waitFor();
    await row.click();
    await page.locator('[data-message="10"]').waitFor();
    await expect.poll(() => row.locator('.badge').count()).toBe(0);
    const edited = { ...post, message_id: 10, text: 'خبر ثانٍ مصحّح', entities: [] };
    emit({ type: 'edited', chat: CHANNEL, message: { ...edited, edit_date: post.date + 60 } });
    await page.locator('[data-message="10"]').getByText('معدّلة').waitFor();
    emit({ type: 'deleted', chat: CHANNEL, ids: [10] });
    await expect.poll(() => page.locator('[data-message="10"]').count()).toBe(0);
  });

  test('comes back after the stream was lost, with what it missed', async () => {
    await openChat(CHANNEL);
    await expect.poll(() => streams.length).toBe(1);
    histories.get(CHANNEL)?.push({ ...post, message_id: 11, text: 'فات الصفحة', entities: [] });
    streams.pop()?.destroy();
    await page.locator('[data-message="11"]').waitFor({ timeout: 10_000 });
    expect(await page.getByText('انقطع الاتصال').isVisible()).toBe(false);
    // Chromium itself reports the broken stream.
    complaints = complaints.filter((line) => !line.includes('ERR_INCOMPLETE_CHUNKED_ENCODING'));
  });

  test('on a phone is a list, then a conversation with a way back', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(address);
    await page.locator(`[data-chat="${EDITOR}"]`).click();
    await page.getByRole('textbox', { name: 'اكتب رسالة' }).waitFor();
    expect(await page.locator(`[data-chat="${EDITOR}"]`).isVisible()).toBe(false);
    await page.getByRole('button', { name: 'رجوع' }).click();
    await page.locator(`[data-chat="${EDITOR}"]`).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
  });
});

describe('its files', () => {
  test('are served with a strict policy, and not sent twice', async () => {
    const first = await fetch(`${address}/page/main.js`);
    expect(first.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(first.headers.get('content-security-policy')).not.toContain('unsafe');
    const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };
    expect((await fetch(`${address}/page/main.js`, { headers })).status).toBe(304);
    const head = await fetch(address, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  test.each([
    '/page/../page.ts',
    '/page/..%2fpage.ts',
    '/page/fonts/../../page.ts',
    '/page/',
    '/page/constructor',
    '/other',
  ])('are no way to %s', (path) => {
    expect(servePage({ method: 'GET', headers: {} } as IncomingMessage, {} as never, path)).toBe(
      false,
    );
  });
});
