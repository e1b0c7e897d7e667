import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Update } from 'grammy/types';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { editor, type Running, run, until } from './running.ts';

let box: Running;
let server: Server | undefined;

beforeEach(async () => {
  box = await run();
});
afterEach(async () => {
  await box.stop();
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

describe('long poll', () => {
  it('answers at once when there is something, waits when there is not', async () => {
    await box.say(editor, '/start');
    const [first] = await box.bot.api.getUpdates({ timeout: 5 });
    expect(first?.message).toMatchObject({
      text: '/start',
      from: { id: editor },
      chat: { id: editor, type: 'private' },
      entities: [{ type: 'bot_command', offset: 0, length: 6 }],
    });
    const offset = (first?.update_id ?? 0) + 1;
    const waiting = box.bot.api.getUpdates({ offset, timeout: 5 });
    await box.say(editor, 'ثم');
    const [second, ...none] = await waiting;
    expect([second?.update_id, second?.message?.text, none]).toEqual([offset, 'ثم', []]);
  });

  it('gives unconfirmed updates again, and a limited number', async () => {
    for (const text of ['1', '2', '3']) await box.say(editor, text);
    const texts = async (options: object) =>
      (await box.bot.api.getUpdates(options)).map((update) => update.message?.text);
    expect(await texts({})).toEqual(['1', '2', '3']);
    expect(await texts({ limit: 2 })).toEqual(['1', '2']);
    expect(await texts({ offset: -1 })).toEqual(['3']);
    expect(await texts({})).toEqual(['3']);
  });

  it('is ended by a second one', async () => {
    const older = box.bot.api.getUpdates({ timeout: 5 }).then(
      () => 'no error',
      (error: { error_code: number; description: string }) => error.description,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
    const newer = box.bot.api.getUpdates({ timeout: 5 });
    expect(await older).toBe(
      'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
    );
    await box.say(editor, 'x');
    expect(await newer).toHaveLength(1);
  });

  it('minds allowed_updates', async () => {
    await box.bot.api.getUpdates({ allowed_updates: ['callback_query'] });
    await box.say(editor, 'unheard');
    await box.bot.api.getUpdates({ allowed_updates: [] });
    await box.say(editor, 'heard');
    const updates = await box.bot.api.getUpdates();
    expect(updates.map((update) => update.message?.text)).toEqual(['heard']);
  });

  it('carries a whole bot', async () => {
    box.bot.command('start', (ctx) =>
      ctx.reply('أهلا', {
        reply_markup: { inline_keyboard: [[{ text: 'زر', callback_data: 'go' }]] },
      }),
    );
    box.bot.callbackQuery('go', (ctx) => ctx.answerCallbackQuery({ text: 'تم', show_alert: true }));
    const running = box.bot.start();
    await box.say(editor, '/start');
    const reply = await until(async () =>
      (await box.messages(editor)).find(({ text }) => text === 'أهلا'),
    );
    expect(reply.outgoing).toBe(false);
    const events = await fetch(`${box.url}/sandbox/api/events?user=${editor}`);
    const stream = events.body?.pipeThrough(new TextDecoderStream()).getReader();
    const pressed = await box.api('press', {
      user: editor,
      chat: editor,
      message: reply.message_id,
      data: 'go',
    });
    expect(await pressed.json()).toEqual({});
    let seen = '';
    while (stream && !seen.includes('"answer"')) seen += (await stream.read()).value ?? '';
    const line = seen.split('\n').find((one) => one.includes('"answer"')) ?? '';
    expect(JSON.parse(line.replace(/^data: ?/, ''))).toEqual({
      type: 'answer',
      user: editor,
      text: 'تم',
      alert: true,
    });
    await stream?.cancel();
    await box.bot.stop();
    await running;
  });

  it('refuses a callback query that it does not know', async () => {
    await expect(box.bot.api.answerCallbackQuery('77')).rejects.toMatchObject({
      description:
        'Bad Request: query is too old and response timeout expired or query ID is invalid',
    });
  });
});

describe('webhook', () => {
  it('delivers in order with its secret, again after a failure', async () => {
    const got: { update: Update; secret: unknown }[] = [];
    let failures = 1;
    server = createServer((req, res) => {
      let body = '';
      req.on('data', (chunk) => {
        body += chunk;
      });
      req.on('end', () => {
        got.push({
          update: JSON.parse(body),
          secret: req.headers['x-telegram-bot-api-secret-token'],
        });
        res.writeHead(failures-- > 0 ? 503 : 200).end();
      });
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    await box.bot.api.setWebhook(url, { secret_token: 'a-secret' });
    await expect(box.bot.api.getUpdates()).rejects.toMatchObject({
      error_code: 409,
      description:
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    });
    await box.say(editor, 'أ');
    await box.say(editor, 'ب');
    await until(() => got.length === 3 || undefined);
    expect(got.map(({ update }) => update.message?.text)).toEqual(['أ', 'أ', 'ب']);
    expect(got.every(({ secret }) => secret === 'a-secret')).toBe(true);
    await until(async () => (await box.bot.api.getWebhookInfo()).pending_update_count === 0);
    expect(await box.bot.api.getWebhookInfo()).toMatchObject({
      url,
      last_error_message: expect.stringContaining('503'),
    });
    await box.bot.api.deleteWebhook();
    expect(await box.bot.api.getUpdates()).toEqual([]);
  });

  it('refuses a bad secret', async () => {
    await expect(
      box.bot.api.setWebhook('http://127.0.0.1:9/hook', { secret_token: 'no spaces' }),
    ).rejects.toMatchObject({
      description: 'Bad Request: secret token contains unallowed characters',
    });
  });
});
