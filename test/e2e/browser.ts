/** Real Chromium for the tests of pages, and for the pictures of the README. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import { phone } from './line.ts';

const executablePath = '/usr/bin/chromium';

/** @throws Error that says what to install when there is no Chromium */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(executablePath)) {
    throw new Error(`no Chromium at ${executablePath}: install Debian's package chromium`);
  }
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** A page as a person's browser has it: headless Chromium's own agent is a crawler to the counts. */
export const personsPage = (browser: Browser, options: Parameters<Browser['newPage']>[0] = {}) =>
  browser.newPage({ userAgent: phone['User-Agent'], locale: 'ar', ...options });
