/** The page in real Chromium, before the sandbox itself: what one does there reaches the bot. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openBrowser } from '../e2e/browser.ts';
import { editor, json, type Running, run } from './running.ts';

const pictures = join(import.meta.dirname, '../../data/samples/pictures');
const eclipse = join(pictures, 'lunar-eclipse.jpg');

let browser: Browser;
let box: Running;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await openBrowser();
}, 60_000);
afterAll(() => browser?.close());

beforeEach(async () => {
  complaints = [];
  box = await run();
  page = await browser.newPage({ viewport: { width: 1280, height: 800 }, locale: 'ar' });
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${box.url}/sandbox#chat=${editor}`);
  await page.getByRole('textbox', { name: 'اكتب رسالة' }).waitFor();
});
afterEach(async () => {
  await page.close();
  await box.stop();
  expect(complaints).toEqual([]);
});

const attach = async (...files: string[]) => {
  const [chooser] = await Promise.all([
    page.waitForEvent('filechooser'),
    page.getByRole('button', { name: 'إرفاق صور' }).click(),
  ]);
  await chooser.setFiles(files);
};
const attached = () => page.getByRole('list', { name: 'الصور المرفقة' }).getByRole('listitem');
const heard = async () => (await box.bot.api.getUpdates()).flatMap(({ message }) => message ?? []);
const shown = (bubble: string) =>
  page.evaluate(
    `[...document.querySelectorAll('${bubble} .photo img')].map((img) => img.naturalWidth)`,
  );

describe('one’s own words', () => {
  const heardEdits = async () =>
    (await box.bot.api.getUpdates()).flatMap(({ edited_message }) => edited_message ?? []);

  test('are changed by the arrow up, or by a tap', async () => {
    const text = page.getByRole('textbox', { name: 'اكتب رسالة' });
    await text.fill('سوق السمك يفتح ابوابه');
    await text.press('Enter');
    const bubble = page.locator('.mine').getByText('سوق السمك').first();
    await bubble.waitFor();
    await text.press('ArrowUp');
    expect(await text.inputValue()).toBe('سوق السمك يفتح ابوابه');
    await page.locator('#editing').getByText('سوق السمك').waitFor();
    await text.fill('سوق السمك يفتح أبوابه');
    await text.press('Enter');
    await page.locator('.mine').getByText('يفتح أبوابه').waitFor();
    expect(await page.locator('#editing').isVisible()).toBe(false);
    expect(await text.inputValue()).toBe('');
    await expect.poll(heardEdits).toMatchObject([{ text: 'سوق السمك يفتح أبوابه' }]);

    await page.locator('.mine').getByRole('button', { name: 'تعديل الرسالة' }).first().click();
    await text.press('Escape');
    expect(await page.locator('#editing').isVisible()).toBe(false);
    expect(await text.inputValue()).toBe('');
  });
});

describe('pictures', () => {
  test('are sent as one album with the text as its caption', async () => {
    await attach(eclipse, eclipse);
    await attach(eclipse);
    await expect.poll(() => attached().count()).toBe(3);
    await page.getByRole('button', { name: 'إزالة الصورة 2' }).click();
    await expect.poll(() => attached().count()).toBe(2);
    const text = page.getByRole('textbox', { name: 'أضف تعليقًا' });
    await text.fill('خسوف #القمر');
    await text.press('Enter');
    await page.locator('.mine .gallery.of-2').waitFor();
    await expect.poll(() => shown('.mine')).toEqual([1280, 1280]);
    expect(await attached().count()).toBe(0);
    const got = await heard();
    expect(got.map(({ caption }) => caption)).toEqual(['خسوف #القمر', undefined]);
    expect(new Set(got.map((message) => message.media_group_id)).size).toBe(1);
    await page.locator('.mine .tag').getByText('#القمر').waitFor();
  });

  test('go alone without a text, made smaller as clients make them', async () => {
    const large = await page.evaluate(`(() => {
      const canvas = document.createElement('canvas');
      canvas.width = 3000;
      canvas.height = 1500;
      canvas.getContext('2d').fillRect(0, 0, 100, 100);
      return canvas.toDataURL('image/png').split(',')[1];
    })()`);
    await page.locator('#pictures').setInputFiles({
      name: 'large.png',
      mimeType: 'image/png',
      buffer: Buffer.from(String(large), 'base64'),
    });
    await expect.poll(() => attached().count()).toBe(1);
    await page.getByRole('button', { name: 'إرسال' }).click();
    await expect.poll(heard).toMatchObject([{ photo: [{ width: 1280, height: 640 }] }]);
    expect((await heard())[0]).not.toHaveProperty('caption');
  });

  test('are not lost when they can not be sent; what is no picture is told', async () => {
    await page.locator('#pictures').setInputFiles({
      name: 'خبر.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('ليس صورة'),
    });
    await page.getByRole('status').filter({ hasText: 'ليس صورة' }).waitFor();
    await attach(eclipse);
    const text = page.getByRole('textbox', { name: 'أضف تعليقًا' });
    await text.fill('ب'.repeat(1_025));
    await text.press('Enter');
    await page.getByRole('status').filter({ hasText: '1024' }).waitFor();
    expect(await attached().count()).toBe(1);
    expect(await text.inputValue()).toHaveLength(1_025);
    // Chromium itself reports the refusal.
    complaints = complaints.filter((line) => !line.includes('400 (Bad Request)'));
  });

  test('are no more than an album holds', async () => {
    await attach(...Array.from({ length: 11 }, () => eclipse));
    await page.getByRole('status').filter({ hasText: 'عشر صور' }).waitFor();
    expect(await attached().count()).toBe(10);
  });
});

test('shows what else came: a sticker, a voice message', async () => {
  await box.api('say', { user: editor, chat: editor, sticker: true });
  await box.api('say', { user: editor, chat: editor, voice: true, text: 'اسمعوا' });
  await page.locator('.mine').getByRole('img', { name: 'ملصق' }).waitFor();
  await page.locator('.mine').getByText('رسالة صوتية').waitFor();
  await page.locator('.mine').getByText('اسمعوا').waitFor();
});

describe('a new channel', () => {
  const open = async () => {
    await page.getByRole('button', { name: 'قناة جديدة' }).click();
    return page.getByRole('dialog', { name: 'قناة جديدة' });
  };

  test('is made with the bot as administrator, and opened', async () => {
    const dialog = await open();
    await dialog.getByRole('textbox', { name: 'اسم القناة' }).fill('مرفأ الأخبار');
    await dialog.getByRole('textbox', { name: 'المعرّف' }).fill('@marfa_news');
    await dialog.getByRole('checkbox', { name: 'حذف الرسائل' }).uncheck();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'مرفأ الأخبار' }).waitFor();
    await page.getByText('\u2066@marfa_news\u2069').waitFor();
    expect(await dialog.count()).toBe(0);
    const [update] = await box.bot.api.getUpdates();
    expect(update?.my_chat_member).toMatchObject({
      chat: { username: 'marfa_news' },
      from: { id: editor },
      new_chat_member: {
        status: 'administrator',
        can_post_messages: true,
        can_edit_messages: true,
        can_delete_messages: false,
      },
    });
    await box.bot.api.sendPhoto('@marfa_news', await uploaded());
    await page.locator('.theirs .photo').waitFor();
  });

  test('says what is wrong with it, and can be left by Escape', async () => {
    await json(box.api('chats', { type: 'channel', title: 'قناة', username: 'marfa_news' }));
    const dialog = await open();
    await dialog.getByRole('textbox', { name: 'اسم القناة' }).fill('مرفأ');
    await dialog.getByRole('textbox', { name: 'المعرّف' }).fill('marfa_news');
    await dialog.getByRole('button', { name: 'إنشاء القناة' }).click();
    await dialog.getByRole('alert').filter({ hasText: 'taken' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => dialog.count()).toBe(0);
    complaints = complaints.filter((line) => !line.includes('400 (Bad Request)'));
  });

  /** A picture of the user, by its file_id. */
  async function uploaded(): Promise<string> {
    const base64 = readFileSync(eclipse).toString('base64');
    const body = { user: editor, chat: editor, photos: [{ base64 }] };
    return (await json(box.api('say', body))).message.photo[0].file_id;
  }
});

test('shows the commands of the chat on «/», as soon as they are set', async () => {
  const menu = page.getByRole('button', { name: 'أوامر البوت' });
  expect(await menu.isVisible()).toBe(false);
  await box.bot.api.setMyCommands([{ command: 'help', description: 'مساعدة' }]);
  await menu.waitFor();
  await box.bot.api.setMyCommands(
    [
      { command: 'publish', description: 'نشر خبر' },
      { command: 'stats', description: 'القراءات' },
    ],
    { scope: { type: 'chat', chat_id: editor } },
  );
  const names = page.getByRole('option');
  await expect
    .poll(async () => {
      await menu.click();
      const texts = await names.allTextContents();
      await page.keyboard.press('Escape');
      return texts;
    })
    .toEqual(['/publishنشر خبر', '/statsالقراءات']);
  await page.getByRole('textbox', { name: 'اكتب رسالة' }).pressSequentially('/s');
  expect(await names.allTextContents()).toEqual(['/statsالقراءات']);
});
