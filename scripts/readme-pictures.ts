/** Takes the README's pictures from the running program: `npx node scripts/readme-pictures.ts`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { drawCard } from '../src/pictures/card.ts';
import { drawChart } from '../src/pictures/chart.ts';
import { defaultColours } from '../src/pictures/colours.ts';
import { openRenderer } from '../src/pictures/fonts.ts';
import { chartWords } from '../templates/charts.ts';
import { dateLine } from '../templates/times.ts';
import { openBrowser, personsPage } from '../test/e2e/browser.ts';
import { editor, messengerOf, reader, startLine, temporaryFolder } from '../test/e2e/line.ts';

const docs = join(import.meta.dirname, '../docs');
const zone = 'Asia/Aden';
const look = { newsroom: 'مرصد الساحل', colours: defaultColours };

/** The pictures that the program draws by itself. */
async function drawn(now: number): Promise<void> {
  const renderer = await openRenderer();
  const card = await drawCard(renderer, {
    ...look,
    headline: 'إعادة فتح ميناء المدينة أمام السفن بعد إغلاق دام ثلاثة أسابيع',
    source: 'مرصد الساحل',
    date: dateLine(now, zone),
    badge: 'عاجل',
  });
  writeFileSync(join(docs, 'card.png'), card);
  const rows = [
    { name: 'إعادة فتح ميناء المدينة أمام السفن بعد إغلاق دام ثلاثة أسابيع', clicks: 783 },
    { name: 'هواة الفلك يستعدون لخسوف كلي للقمر', clicks: 431 },
    { name: 'مضخات شمسية تروي حقول سبع قرى', clicks: 240 },
    { name: 'محصول البن يرتفع 12% هذا الموسم', clicks: 96 },
    { name: 'المدن الساحلية توقع ميثاقًا لحماية الشواطئ', clicks: 11 },
  ];
  const chart = await drawChart(renderer, { ...look, ...chartWords('day', rows, { now, zone }) });
  writeFileSync(join(docs, 'chart.png'), chart);
}

await drawn(Date.now());

const folder = temporaryFolder();
const app = await startLine(folder.path, { PORT: '8080' });
const browser = await openBrowser();

/** In a palette of its own: a fifth of the bytes, and no eye sees it. */
const picture = async (page: Page, name: string) => {
  await page.evaluate('document.fonts.ready');
  await page.waitForTimeout(800);
  const png = await sharp(await page.screenshot())
    .png({ palette: true, effort: 10 })
    .toBuffer();
  writeFileSync(join(docs, `${name}.png`), png);
};
const answer = (page: Page, words: string) =>
  page.locator('[data-message]').filter({ hasText: words }).last().waitFor({ timeout: 60_000 });
const say = async (page: Page, text: string) => {
  await page.getByRole('textbox', { name: 'اكتب رسالة' }).fill(text);
  await page.keyboard.press('Enter');
};

try {
  const page = await personsPage(browser, { viewport: { width: 1280, height: 800 } });
  await page.goto(`${app.url}/sandbox`);
  await page.locator('[data-chat^="-100"]').first().click();
  await answer(page, 'عاجل');
  await picture(page, 'channel');

  const links = page.getByRole('link', { name: 'التفاصيل' });
  for (const index of [0, 1, 1, 3]) {
    const [article] = await Promise.all([page.waitForEvent('popup'), links.nth(index).click()]);
    await article.waitForLoadState();
    await article.close();
  }
  await page.locator(`[data-chat="${editor}"]`).click();
  await say(page, '/stats');
  await answer(page, 'الأكثر قراءة اليوم');
  await picture(page, 'stats');

  await say(page, `/publish ${app.url}/sandbox/site/news/coffee-harvest`);
  await page.getByRole('button', { name: 'نشره من جديد' }).last().click();
  await answer(page, 'اختر القنوات');
  await picture(page, 'publish');

  const viewport = { width: 390, height: 844 };
  const phone = await personsPage(browser, { viewport, colorScheme: 'dark', deviceScaleFactor: 2 });
  await phone.goto(`${app.url}/sandbox`);
  await phone.locator('[data-chat^="-100"]').first().click();
  await answer(phone, 'عاجل');
  await picture(phone, 'phone');

  // The first five minutes of an editor, a writer and a reader, as test/e2e/browser.test.ts walks them.
  const hand = await personsPage(browser, { viewport, deviceScaleFactor: 1.5 });
  await hand.goto(`${app.url}/sandbox`);
  const chatOf = async (who: string, user: number) => {
    const open = hand.locator(`[data-chat="${user}"]`);
    if (!(await open.isVisible()))
      await hand.getByRole('button', { name: /رجوع|المحادثات/ }).click();
    await hand.locator('label', { hasText: who }).click();
    await open.click();
  };
  const press = (name: string) => hand.getByRole('button', { name }).last().click();
  await hand.locator(`[data-chat="${editor}"]`).click();
  await say(
    hand,
    'سوق السمك ينتقل إلى الميناء الجديد\nيبدأ العمل يوم السبت، وتُنقل المحال خلال أسبوع.',
  );
  await answer(hand, 'اختر القنوات');
  await picture(hand, 'draft');

  const messenger = messengerOf(app.url);
  const invitation = { token: 'picture', role: 'writer' as const, invitedBy: editor };
  await app.store.people.invite({ ...invitation, expiresAt: Date.now() + 60_000 });
  await messenger.say(reader, '/start picture');
  const draft = await messenger.ask(
    reader,
    'مهرجان العسل يعود إلى الوادي بعد ثلاث سنوات\nيبدأ يوم الجمعة ويستمر عشرة أيام.',
    ({ text }) => text?.includes('أرسلها إلى المحررين') ?? false,
  );
  await messenger.tap(reader, draft, 'إلى المراجعة');
  await answer(hand, 'للمراجعة');
  await picture(hand, 'review');
  await app.store.people.dismiss(reader, Date.now());

  await chatOf('قارئ', reader);
  await say(hand, '/latest');
  await answer(hand, 'آخر الأخبار');
  await say(hand, '/topics');
  await answer(hand, 'موضوعاتك');
  await press('رياضة');
  await picture(hand, 'reader');
} finally {
  await browser.close();
  await app.stop();
  folder.remove();
}
