/** What a newsroom's own CMS sends to /intake: an address that we read, or a whole article. Pure. */
import { z } from 'zod';
import type { Source } from '../../data/repositories/sources.ts';
import { normalise } from '../arabic/normalise.ts';
import { Failure } from '../errors.ts';
import { cleanAddress } from '../reading/address.ts';
import type { Article } from '../reading/article.ts';
import { htmlToText } from '../reading/entities.ts';
import { readLanguage } from '../reading/language.ts';
import { readText } from '../reading/plain-text.ts';
import { clean } from '../reading/text.ts';

const webAddress = z.url({
  protocol: /^https?$/,
  error: 'write an address that begins with http:// or https://',
});
const line = z
  .string({ error: 'write a text' })
  .trim()
  .min(1, 'write it, or leave it out')
  .max(500);

const Pushed = z
  .strictObject({
    url: webAddress,
    title: line.optional(),
    text: z.string().optional(),
    paragraphs: z.array(z.string()).optional(),
    image: z
      .union([
        webAddress.transform((url) => ({ url, width: null, height: null })),
        z.strictObject({
          url: webAddress,
          width: z.int().positive().nullable().default(null),
          height: z.int().positive().nullable().default(null),
        }),
      ])
      .optional(),
    source: line.optional(),
    section: line.optional(),
    author: line.optional(),
    publishedAt: z.iso
      .datetime({ offset: true, error: 'write a time with its offset: 2026-11-24T12:00:00+03:00' })
      .optional(),
    breaking: z.boolean('write true or false').default(false),
    tags: z.array(line).max(50).default([]),
  })
  .superRefine((pushed, context) => {
    const hasText = pushed.text !== undefined || pushed.paragraphs !== undefined;
    const need = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (hasText && !pushed.title) need('title', 'write it: a text needs its title');
    if (pushed.title && !hasText) need('text', 'write text or paragraphs: a title needs its text');
    if (pushed.text !== undefined && pushed.paragraphs) need('paragraphs', 'write it or text');
  });

export type Pushed = z.output<typeof Pushed>;

/**
 * Reads the JSON of a push.
 *
 * @throws Failure `push-invalid`, its facts one a field
 */
export function readPushed(text: string): Pushed {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new Failure('push-invalid', { body: 'write JSON in UTF-8' });
  }
  const { success, data, error } = Pushed.safeParse(json);
  if (success) return data;
  const problems = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => [[...issue.path, key].join('.'), 'unknown name'])
      : [[issue.path.join('.') || 'body', issue.message]],
  );
  throw new Failure('push-invalid', Object.fromEntries(problems));
}

/**
 * The article that a push holds; undefined when it is an address alone. Markup in its text becomes
 * paragraphs, and what pages carry along with the news goes as it does from pages.
 *
 * @throws Failure `push-invalid` when nothing of its text is left
 */
export function pushedArticle(pushed: Pushed): (Article & { url: string }) | undefined {
  if (pushed.title === undefined) return undefined;
  const title = clean(htmlToText(pushed.title));
  const given = pushed.paragraphs ?? [pushed.text ?? ''];
  const lines = given.flatMap((part) =>
    part
      .replace(/<\/(?:p|div|h[1-6]|li|blockquote)\s*>|<br\s*\/?>/giu, '\n')
      .split('\n')
      .map((one) => clean(htmlToText(one))),
  );
  const { dateline, paragraphs } = readText(lines.filter(Boolean).join('\n'), title);
  if (paragraphs.length === 0) throw new Failure('push-invalid', { text: 'write the news itself' });
  return {
    url: cleanAddress(pushed.url) ?? pushed.url,
    canonicalUrl: null,
    title,
    dateline,
    source: null,
    author: pushed.author ?? null,
    section: pushed.section ?? null,
    image: pushed.image ?? null,
    publishedAt: pushed.publishedAt ?? null,
    publishedFrom: null,
    language: readLanguage(paragraphs, null),
    paragraphs,
    tags: pushed.tags,
    warnings: [],
  };
}

/**
 * The source that a push belongs to: the one it names, else the one of its site; undefined when
 * there is none.
 *
 * @throws Failure `push-invalid` when it names one that we don't have
 */
export function sourceOf<S extends Pick<Source, 'name' | 'address'>>(
  pushed: Pick<Pushed, 'url' | 'source'>,
  sources: readonly S[],
): S | undefined {
  const { source, url } = pushed;
  if (source === undefined) return sources.find(({ address }) => siteOf(address) === siteOf(url));
  const named = sources.find(({ name }) => normalise(name) === normalise(source));
  if (named) return named;
  const known = sources.map(({ name }) => name).join('، ') || 'none';
  throw new Failure('push-invalid', { source: `no source has this name; there are: ${known}` });
}

const siteOf = (address: string): string => new URL(address).hostname.replace(/^www\./, '');
