/**
 * An editor's and a reader's first five minutes in a browser, by typing and tapping alone. The pictures
 * of the README are of the same steps: scripts/readme-pictures.ts.
 */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../src/app.ts';
import { openBrowser, personsPage } from './browser.ts';
import { editor, reader, startLine, temporaryFolder } from './line.ts';

const folder = temporaryFolder();
const problems: string[] = [];
let app: App;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [app, browser] = await Promise.all([startLine(folder.path), openBrowser()]);
  page = await personsPage(browser, { viewport: { width: 1280, height: 800 } });
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`${app.url}/`);
}, 60_000);
afterAll(async () => {
  await browser?.close();
  await app?.stop();
  folder.remove();
});

const privateChat = (user: number) => page.locator(`[data-chat="${user}"]`);
const mainChannel = () => page.locator('[data-chat^="-100"]').first();
const bubbles = () => page.locator('[data-message]');
const answer = (words: string) => bubbles().filter({ hasText: words }).last().waitFor();

async function say(text: string) {
  await page.getByRole('textbox', { name: 'اكتب رسالة' }).fill(text);
  await page.keyboard.press('Enter');
}

/** Says something and waits for these words. */
async function ask(text: string, words: string) {
  await say(text);
  await answer(words);
}

const press = (name: string) => page.getByRole('button', { name }).last().click();

describe('an editor', () => {
  it('sees the posts as they come, right-to-left', async () => {
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await mainChannel().click();
    await bubbles().nth(5).waitFor({ timeout: 15_000 });
    expect(await bubbles().first().locator('a').count()).toBeGreaterThanOrEqual(7);
  }, 30_000);

  it('is welcomed, and publishes a page by typing', async () => {
    await privateChat(editor).click();
    await ask('/start', 'غرفة تحرير \u2068مرصد الساحل');
    await say(`/publish ${app.url}/sandbox/site/news/cup-final`);
    await press('نشره من جديد');
    await answer('اختر القنوات');
    await press('@marsad_sport');
    await press('الآن');
    await press('تأكيد النشر');
    await answer('في طريق النشر');
    await mainChannel().click();
    await bubbles().nth(6).waitFor({ timeout: 10_000 });
  }, 40_000);

  it('writes a post, gives it another headline, and sees it in the channel', async () => {
    await privateChat(editor).click();
    await ask('سوق السمك ينتقل إلى الميناء الجديد\nيبدأ العمل يوم السبت.', 'اختر القنوات');
    await press('النص');
    await press('العنوان');
    await answer('اكتب العنوان الجديد');
    await ask('السوق ينتقل يوم السبت', 'السوق ينتقل يوم السبت');
    await press('الآن');
    await press('تأكيد النشر');
    await answer('في طريق النشر');
    await mainChannel().click();
    await answer('السوق ينتقل يوم السبت');
  }, 40_000);

  it('looks into the queue, and puts a post first', async () => {
    await privateChat(editor).click();
    await ask('/queue', 'في الانتظار');
    await press('2');
    await press('اجعله الأول');
    await answer('في الانتظار');
  }, 30_000);

  it('opens the article by a tap, and finds it counted', async () => {
    await mainChannel().click();
    const [article] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'التفاصيل' }).last().click(),
    ]);
    await article.waitForLoadState();
    expect(article.url()).toContain('/sandbox/site/news/');
    await article.close();
    await privateChat(editor).click();
    await ask('/stats', 'اليوم: قراءة واحدة');
  }, 30_000);
});

describe('a reader', () => {
  it('is greeted and led to the channels', async () => {
    await page.locator('label', { hasText: 'قارئ' }).click();
    await privateChat(reader).click();
    await page.getByRole('button', { name: 'ابدأ' }).click();
    await answer('أهلًا بك في مرصد الساحل');
  }, 30_000);

  it('follows a topic, and wants breaking news at once and a digest', async () => {
    await ask('/topics', 'رياضة');
    await press('رياضة');
    await page.getByRole('button', { name: '✓ رياضة' }).last().waitFor();
    await ask('/alerts', 'العاجل');
    await press('موجز الصباح');
    await page
      .getByRole('button', { name: /✓.*الصباح/ })
      .last()
      .waitFor();
  }, 30_000);

  it('reads the latest, searches, keeps something, and leaves without a trace', async () => {
    await ask('/latest', 'آخر الأخبار');
    await ask('/search الميناء', 'الميناء');
    await press('حفظ 1');
    await page.getByText('حُفظ الخبر').waitFor();
    await ask('/saved', 'ما حفظته');
    await ask('/stop', 'مُحيت بياناتك');
  }, 30_000);

  it('does all this without an error in the console', () => {
    expect(problems).toEqual([]);
  });
});
