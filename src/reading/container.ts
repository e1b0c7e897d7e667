import { Readability } from '@mozilla/readability';
import { words } from '../arabic/normalise.ts';
import { readBlocks } from './blocks.ts';
import { isElement, type PageDocument, type PageElement, type PageNode } from './dom.ts';

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
 * Boxes that themes name by what they are: related and most-read lists, tags, sign-up, writer's box.
 * 'has-related' names an article that has such a box.
 */
const box =
  /(?:^|[\s_-])(?:related|relatednews|readmore|read-?(?:more|also)|see-?also|most-?(?:read|popular|viewed)|recommended|newsletter|subscribe|author-?(?:box|bio|info|card)|about-?author|(?:post|article|entry)-?tags|tag-?(?:list|cloud|links)|tagcloud|post-?nav|next-?prev|breadcrumbs?|copyright|disclaimer|app-?(?:banner|promo|download))(?:$|[\s_-])/iu;
const wrapper = /(?:^|\s)(?:has|is|no|with|hide|show)[\s_-]/iu;

/**
 * Takes out the boxes that hold no sentence of their own. Metadata may stand in them, and lines beside
 * the news, so all that is read from the whole page is read before.
 */
export function removeBoxes(document: PageDocument): void {
  for (const element of document.querySelectorAll('[class], [id]')) {
    const name = `${element.className} ${element.id}`;
    if (box.test(name) && !wrapper.test(name) && !holdsProse(element)) element.remove();
  }
}

/** In words: a sentence that long, outside of links, may be the news's. */
const proseWords = 12;

function holdsProse(element: PageElement): boolean {
  return readBlocks(element).some(
    ({ text, linkShare }) => linkShare < 0.5 && words(text).length >= proseWords,
  );
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
