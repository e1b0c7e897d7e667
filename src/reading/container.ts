import { Readability } from '@mozilla/readability';
import { normalise, words } from '../arabic/normalise.ts';
import { readBlocks } from './blocks.ts';
import { isElement, type PageDocument, type PageElement, type PageNode } from './dom.ts';
import { clean } from './text.ts';

/**
 * Readability tries again with less stripping when it finds fewer characters than this, and related
 * headlines come in. Arabic news in brief is far below its default of 500.
 */
const charThreshold = 140;

/** Never part of the news, whatever the page calls it. Also makes what Readability walks smaller. */
const outside =
  'script, style, noscript, template, iframe, svg, form, nav, dialog, link, [hidden], figcaption, ' +
  'amp-twitter, amp-instagram, amp-facebook, blockquote.twitter-tweet, blockquote.instagram-media, blockquote.tiktok-embed, .fb-post';

const caption =
  /caption|(?:image|img|photo)[-_]?(?:desc|credit|title|source)|photo-by|credits?\b/iu;

/** Themes call whole articles 'has-caption', so a caption must be short as well; UTF-16 units. */
const longestCaption = 300;

/** ASP.NET sets the whole page inside one form; what holds this share of the text is no form to fill. */
const pageForm = 0.5;

/** Takes out what is never news: scripts, navigation, embeds, captions. Read the metadata first. */
export function removeFurniture(document: PageDocument): void {
  for (const element of document.querySelectorAll(outside)) element.remove();
  for (const element of document.querySelectorAll('[class]')) {
    if (caption.test(element.className) && (element.textContent ?? '').length < longestCaption)
      element.remove();
  }
}

/**
 * Boxes that themes name by what they are: related and most-read lists, tags, sign-up, the writer's
 * box, what comes next. 'has-related' names an article that has such a box.
 */
const box = new RegExp(
  '(?:^|[\\s_-])(?:related|relatednews|read-?(?:more|also)|see-?also|most-?(?:read|popular|viewed)|' +
    'recommended|newsletter|subscribe|author-?(?:box|bio|info|card)|about-?author|' +
    '(?:post|article|entry)-?tags|tag-?(?:list|cloud|links)|tagcloud|post-?nav|next-?prev|' +
    'next-?(?:post|article|story|news)|breadcrumbs?|copyright|disclaimer|poll|survey|' +
    'ai-?(?:box|summary)|app-?(?:banner|promo|download))(?:$|[\\s_-])',
  'iu',
);
const wrapper = /(?:^|\s)(?:has|is|no|with|hide|show)[\s_-]/iu;

/** What holds more of the page's sentences than this is the news, whatever the theme calls it. */
const mostInBox = 0.4;

/**
 * Takes out the boxes that a theme names. Metadata may stand in them, and lines beside the news, so
 * all that is read from the whole page is read before.
 */
export function removeBoxes(document: PageDocument): void {
  const { body } = document;
  const named = [...document.querySelectorAll('[class], [id]')].filter((element) => {
    const name = `${element.className} ${element.id}`;
    return box.test(name) && !wrapper.test(name);
  });
  if (!body || named.length === 0) return;
  const all = proseWords(body);
  for (const element of named) if (proseWords(element) <= all * mostInBox) element.remove();
}

/** In words: a sentence that long, outside of links, may be the news's. */
const leastSentence = 12;

function proseWords(element: PageElement): number {
  return readBlocks(element)
    .filter(({ linkShare }) => linkShare < 0.5)
    .map(({ text }) => words(text).length)
    .reduce((sum, size) => sum + (size >= leastSentence ? size : 0), 0);
}

/** A page's own article keeps at least this share of the page's sentences. */
const leastOwn = 0.3;

/**
 * Takes out the articles that a page loads behind its own: each is a box that begins with a heading
 * of the kind that the page's title stands in.
 *
 * @param title the page's own
 */
export function removeNextArticles(document: PageDocument, title: string): void {
  const plain = normalise(title);
  const isOwn = (element: PageElement) => normalise(element.textContent ?? '').includes(plain);
  const headings = [...document.querySelectorAll('h1')];
  const own = headings.find(isOwn);
  const { body } = document;
  if (!own || !body) return;
  const all = proseWords(body);
  for (const heading of headings.slice(headings.indexOf(own) + 1)) {
    if (isOwn(heading) || heading.className !== own.className) continue;
    const next = branchOf(heading, own);
    if (!next || !beginsWith(next, heading)) continue;
    if (proseWords(next) <= all * (1 - leastOwn)) next.remove();
  }
}

/** Whether no sentence of the box stands before the heading. */
function beginsWith(whole: PageElement, heading: PageElement): boolean {
  const title = clean(heading.textContent ?? '');
  const blocks = readBlocks(whole);
  const start = blocks.findIndex(({ text }) => text === title);
  const sentence = blocks.findIndex(
    ({ text }) => words(text).length >= leastSentence && text !== title,
  );
  return start !== -1 && start < sentence;
}

/** The largest element that holds the one and not the other. */
function branchOf(element: PageElement, other: PageElement): PageElement | null {
  let branch = element;
  for (let up = element.parentElement; up && !up.contains(other); up = up.parentElement)
    branch = up;
  return branch.parentElement ? branch : null;
}

/** Sets what stands in a page-wide form free of it, for forms are left out of all that is read. */
export function unwrapPageForm(document: PageDocument): void {
  const all = document.body?.textContent?.length ?? 0;
  for (const form of document.querySelectorAll('form'))
    if ((form.textContent ?? '').length > all * pageForm) form.replaceWith(...form.childNodes);
}

/**
 * The element that holds the news, as Readability picks and strips it; takes the document apart.
 *
 * @returns null when it finds none, or stumbles over a broken tree, as it does over some cut pages:
 *   the caller then goes by the page's text.
 */
export function findContainer(document: PageDocument): PageElement | null {
  try {
    return pick(document);
  } catch {
    return null;
  }
}

function pick(document: PageDocument): PageElement | null {
  const reader = new Readability<PageNode>(document as never, {
    charThreshold,
    disableJSONLD: true,
    serializer: (node) => node as unknown as PageNode,
  });
  const content = reader.parse()?.content;
  return content && isElement(content) ? content : null;
}
