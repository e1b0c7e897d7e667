import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GrammyError, HttpError } from 'grammy';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editor, json, type Running, run, until } from './running.ts';

let box: Running;
const channel = '@sahel_news';

beforeEach(async () => {
  box = await run();
});
afterEach(() => box.stop());

const send = (text = 'خبر') => box.bot.api.sendMessage(channel, text);
const fails = (promise: Promise<unknown>): Promise<GrammyError & HttpError> =>
  promise.then(
    () => {
      throw new Error('it went through');
    },
    (error) => error,
  );

describe('scripted faults', () => {
  it.each([
    ['429', 429, /^Too Many Requests: retry after \d+$/],
    ['403-kicked', 403, /^Forbidden: bot was kicked from the channel chat$/],
    ['403-blocked', 403, /^Forbidden: bot was blocked by the user$/],
    ['400-migrate', 400, /^Bad Request: group chat was upgraded to a supergroup chat$/],
    ['500', 500, /^Internal Server Error/],
    ['401', 401, /^Unauthorized$/],
  ])('%s', async (kind, code, description) => {
    await box.api('faults', { kind, method: 'sendMessage', times: 1 });
    await box.bot.api.getMe();
    const error = await fails(send());
    expect(error).toBeInstanceOf(GrammyError);
    expect(error.error_code).toBe(code);
    expect(error.description).toMatch(description);
    if (code === 429) expect(error.parameters.retry_after).toBeGreaterThan(0);
    if (kind === '400-migrate') expect(error.parameters.migrate_to_chat_id).toBeLessThan(-1e12);
    // A group that has become a supergroup begins with the word of it.
    expect((await send()).message_id).toBe(kind === '400-migrate' ? 2 : 1);
  });

  it('502-html is no answer', async () => {
    await box.api('faults', { kind: '502-html', times: 1 });
    expect(await fails(send())).toBeInstanceOf(HttpError);
    expect((await send()).message_id).toBe(1);
  });

  it('drop-before leaves nothing, drop-after leaves the message', async () => {
    await box.api('faults', { kind: 'drop-before', method: 'sendMessage', times: 1 });
    expect(await fails(send('لا شيء'))).toBeInstanceOf(HttpError);
    await box.api('faults', { kind: 'drop-after', method: 'sendMessage', times: 1 });
    expect(await fails(send('وصل'))).toBeInstanceOf(HttpError);
    expect((await box.messages(channel)).map(({ text }) => text)).toEqual(['وصل']);
    expect((await send()).message_id).toBe(2);
  });

  it('strikes one chat, and is cleared', async () => {
    await box.api('faults', { kind: '500', chat: '@other' });
    expect((await send()).message_id).toBe(1);
    expect((await fails(box.bot.api.sendMessage('@other', 'x'))).error_code).toBe(500);
    await box.api('faults', undefined, 'DELETE');
    expect((await box.bot.api.sendMessage('@other', 'x')).message_id).toBe(1);
  });

  it('429 tells Retry-After in a header too', async () => {
    await box.api('faults', { kind: '429', times: 1 });
    const response = await box.call('sendMessage', { chat_id: channel, text: 'x' });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

describe('flood limits', () => {
  it('are off until switched on', async () => {
    const burst = () => Promise.all(Array.from({ length: 40 }, () => send().catch((e) => e)));
    expect((await burst()).filter((one) => one instanceof GrammyError)).toEqual([]);
    await box.api('flood', { on: true });
    const refusals = (await burst()).filter((one) => one instanceof GrammyError);
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals[0]?.parameters.retry_after).toBeGreaterThan(0);
  });
});

describe('paid broadcast', () => {
  it('passes the limit over all, not that of a chat', async () => {
    await box.api('flood', { on: true });
    const options = { allow_paid_broadcast: true };
    const spread = await Promise.allSettled(
      Array.from({ length: 40 }, (_, i) => box.bot.api.sendMessage(`@paid_${i}`, 'خبر', options)),
    );
    expect(spread.filter(({ status }) => status === 'rejected')).toEqual([]);
    const burst = await Promise.allSettled(
      Array.from({ length: 10 }, () => box.bot.api.sendMessage(channel, 'خبر', options)),
    );
    expect(burst.some(({ status }) => status === 'rejected')).toBe(true);
  });
});

describe('state file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandbox-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('keeps chats, messages, ids, commands and unconfirmed updates, also without close', async () => {
    const stateFile = join(folder, 'sandbox.json');
    const first = await run({ stateFile });
    await first.bot.api.sendMessage(channel, 'خبر', {
      entities: [{ type: 'bold', offset: 0, length: 3 }],
    });
    await first.bot.api.setMyCommands([{ command: 'help', description: 'مساعدة' }]);
    await first.say(editor, 'لم يقرأ بعد');
    const [before] = await first.bot.api.getUpdates();

    const second = await run({ stateFile });
    expect(await second.messages(channel)).toEqual(await first.messages(channel));
    expect(await second.bot.api.getUpdates()).toEqual([before]);
    expect(await second.bot.api.getMyCommands()).toEqual([
      { command: 'help', description: 'مساعدة' },
    ]);
    expect((await second.bot.api.sendMessage(channel, 'ثان')).message_id).toBe(2);
    await second.say(editor, 'آخر');
    const [, after] = await second.bot.api.getUpdates();
    expect(after?.update_id).toBe((before?.update_id ?? 0) + 1);
    await first.stop();
    await second.stop();
  });
});

describe('commands', () => {
  it('are those of the narrowest scope', async () => {
    const all = [{ command: 'help', description: 'مساعدة' }];
    const mine = [{ command: 'publish', description: 'نشر' }];
    await box.bot.api.setMyCommands(all);
    await box.bot.api.setMyCommands(mine, { scope: { type: 'chat', chat_id: editor } });
    const commands = async (user: number) =>
      (await json(box.api(`chats?user=${user}`))).chats[0].commands;
    expect(await commands(editor)).toEqual(mine);
    expect(await commands(2001)).toEqual(all);
  });
});

describe('link preview', () => {
  let site: Server;
  let root: string;
  const agents: string[] = [];
  beforeEach(async () => {
    site = createServer((req, res) => {
      agents.push(req.headers['user-agent'] ?? '');
      if (req.url === '/short') return res.writeHead(302, { Location: '/page' }).end();
      res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' });
      res.end(
        '<html><head><meta property="og:title" content="عنوان &quot;الخبر&quot;"><meta content="الموقع" property="og:site_name"><meta property="og:image" content="/a.jpg"></head></html>',
      );
    });
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    root = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
  });
  afterEach(() => site.close());

  it('is fetched as the crawler, over redirects', async () => {
    await box.bot.api.sendMessage(channel, 'خبر', {
      link_preview_options: { url: `${root}/short` },
    });
    const { preview } = await until(async () =>
      (await box.messages(channel)).find((message) => message.preview),
    );
    expect(preview).toMatchObject({
      url: `${root}/short`,
      title: 'عنوان "الخبر"',
      site_name: 'الموقع',
    });
    expect(agents).toEqual(['TelegramBot (like TwitterBot)', 'TelegramBot (like TwitterBot)']);
  });

  it('is not when disabled', async () => {
    agents.length = 0;
    await box.bot.api.sendMessage(channel, `${root}/page`, {
      link_preview_options: { is_disabled: true },
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(agents).toEqual([]);
  });
});
