/** An editor's and a reader's first minute in a browser: publish by typing, tap, see the count. */
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

const press = (name: string) => page.getByRole('button', { name }).last().click();

describe('the sandbox in a browser', () => {
  it('shows the posts as they come, right-to-left', async () => {
    expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
    await mainChannel().click();
    await bubbles().nth(5).waitFor({ timeout: 15_000 });
    expect(await bubbles().first().locator('a').count()).toBeGreaterThanOrEqual(7);
  }, 30_000);

  it('publishes by typing', async () => {
    await privateChat(editor).click();
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

  it('opens the article by a tap, and counts it', async () => {
    const [article] = await Promise.all([
      page.waitForEvent('popup'),
      page.getByRole('link', { name: 'التفاصيل' }).last().click(),
    ]);
    await article.waitForLoadState();
    expect(article.url()).toContain('/sandbox/site/news/');
    await article.close();
    await privateChat(editor).click();
    await say('/stats');
    await answer('اليوم: قراءة واحدة');
  }, 30_000);

  it('greets a reader', async () => {
    await page.locator('label', { hasText: 'قارئ' }).click();
    await privateChat(reader).click();
    await page.getByRole('button', { name: 'ابدأ' }).click();
    await answer('أهلًا بك في مرصد الساحل');
  }, 30_000);

  it('does all this without an error in the console', () => {
    expect(problems).toEqual([]);
  });
});
