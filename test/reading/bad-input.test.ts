/** What a newsroom's addresses can answer with besides news: each ends in time, and the next is read. */
import { afterAll, describe, expect, it } from 'vitest';
import { Failure } from '../../src/errors.ts';
import { createReader } from '../../src/reading/reader.ts';
import { bytes, options, page, paragraphs, title } from './sample.ts';

const reader = createReader();
afterAll(() => reader.close());

/** The reader's own limit is two seconds; the rest is for the worker's start. */
const limitMs = 2_500;

const body = `<h1>${title}</h1>${paragraphs.map((text) => `<p>${text}</p>`).join('')}`;
const junk = Uint8Array.from(
  { length: 200_000 },
  (_, i) => (Math.imul(i, 2_654_435_761) >>> 11) & 255,
);
const pdf = new Uint8Array([...bytes('%PDF-1.7\n'), ...junk]);
const nested = (tag: string, depth: number) =>
  bytes(page(`${`<${tag}>`.repeat(depth)}${body}${`</${tag}>`.repeat(depth)}`));
const filled = (piece: string) => bytes(page(piece.repeat(Math.floor(4_900_000 / piece.length))));

const refused: [string, Uint8Array, string][] = [
  ['an empty answer', new Uint8Array(), 'page-not-html'],
  ['binary junk', junk, 'page-not-html'],
  ['a PDF that says it is a page', pdf, 'page-not-html'],
  ['JSON that says it is a page', bytes('{"error":"not found"}'), 'page-not-html'],
  [
    'an empty page',
    bytes('<!doctype html><html><head></head><body></body></html>'),
    'page-no-article',
  ],
  ['5 MB of elements', filled('<b>x</b>'), 'page-too-big'],
  ['more than 5 MB', new Uint8Array(5_000_001), 'page-too-big'],
];

const warned: [string, Uint8Array, string][] = [
  ['nesting a thousand deep', nested('div', 1_000), 'nested-deep'],
  ['spans nested ten thousand deep', nested('span', 10_000), 'nested-deep'],
  [
    'a stub behind a paywall',
    bytes(page(`<h1>${title}</h1><p>${paragraphs[0]}</p><p>لمتابعة القراءة سجل الدخول</p>`)),
    'paywall',
  ],
  [
    'a page in another language',
    bytes(
      page(
        '<h1>Port opens again</h1><p>The port opened again on Sunday after two years of work, officials said.</p>',
      ),
    ),
    'not-arabic',
  ],
];

/** May be read or refused; only the time and the name of the failure are promised. */
const either: [string, Uint8Array][] = [
  ['5 MB of text in one element', filled('كلمة ')],
  ['5 MB of open brackets', filled('<')],
  ['5 MB of breaks', filled('سطر<br>')],
  ['5 MB of ampersands', filled('&#x41;&amp;')],
  ['a comment that never closes', bytes(page(`<!-- ${'x'.repeat(1_000_000)}`))],
  ['one attribute of 4 MB', bytes(page(`<p title="${'x'.repeat(4_000_000)}">خبر</p>`))],
  ['tables nested three hundred deep', nested('table><tr><td', 300)],
];

async function timed(input: Uint8Array) {
  const began = performance.now();
  const outcome = await reader.page(input, { ...options, contentType: 'text/html' }).then(
    (article) => ({ article, code: undefined }),
    (error: unknown) => ({
      article: undefined,
      code: error instanceof Failure ? error.code : `no Failure: ${String(error)}`,
    }),
  );
  expect(performance.now() - began).toBeLessThan(limitMs);
  return outcome;
}

describe('bad input', () => {
  it.each(refused)('%s is refused by name', async (_, input, code) => {
    expect((await timed(input)).code).toBe(code);
  });

  it.each(warned)('%s is read with a warning', async (_, input, warning) => {
    expect((await timed(input)).article?.warnings).toContain(warning);
  });

  it.each(either)('%s ends in time', async (_, input) => {
    const { code } = await timed(input);
    expect(code ?? 'page-read').toMatch(/^page-/);
  });

  it('stops no page that comes after it', async () => {
    const batch = await Promise.allSettled(
      [...refused, ...warned].map(([, input]) => reader.page(input, options)),
    );
    expect(batch.map(({ status }) => status)).toEqual([
      ...refused.map(() => 'rejected'),
      ...warned.map(() => 'fulfilled'),
    ]);
    expect((await timed(bytes(page(body)))).article?.paragraphs).toEqual(paragraphs);
  });
});
