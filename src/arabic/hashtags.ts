import { stripBidi } from './bidi.ts';

/** Telegram ends a tag at harakat and superscript alef, so they go (TDLib's match_hashtags). */
const unseen = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200d\ufeff\u00ad]/gu;

/** Letters, decimal digits and _ at most; Telegram's own bound. */
const longest = 256;

/**
 * A hashtag of one or more words: '#الأزمة_اليمنية'. Harakat and tatweel are dropped, the dot of a
 * masked word ('حو.ثية') too; everything else that Telegram would end the tag at becomes '_'.
 *
 * @returns null when no letter is left or the tag would be longer than 256.
 */
export function hashtag(words: string): string | null {
  const body = stripBidi(words.normalize('NFC'))
    .replace(unseen, '')
    .replace(/(?<=\p{L})[.·•*](?=\p{L})/gu, '')
    .replace(/[^\p{L}\p{Nd}]+/gu, '_')
    .replace(/^_+|_+$/gu, '');
  if (!/\p{L}/u.test(body) || [...body].length > longest) return null;
  return `#${body}`;
}
