/** The sources as editors see them, in English. */
import { isolateText } from '../../src/arabic/bidi.ts';
import { type SourceWords, sourceTexts } from '../sources.ts';
import { failureText } from './failures.ts';
import { itemCount } from './messages.ts';
import { span } from './times.ts';

const words: SourceWords = {
  span,
  itemCount,
  failureText,
  headline: isolateText,
  kinds: { feed: 'feed', sitemap: 'news sitemap', page: 'section page', site: 'site' },
  found: 'Found on the site:',
  choose: 'Choose what to watch. Only what is new from now on is published.',
  title: (count) => `Sources (${count}):`,
  lastDay: (items) => `Last 24 hours: ${items}`,
  delay: (after) => `Articles reach us ${after} after they are published`,
  inFuture: 'Its dates lie in the future: check its time zone',
  failing: (why) => `Failing: ${why}`,
  unread: 'Not read yet',
  read: (before) => `Read ${before} ago`,
  next: (after) => `next reading in ${after}`,
  nextNow: 'next reading now',
};

export const { offersText, sourcesText } = sourceTexts(words);
