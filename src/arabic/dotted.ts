import { normalise } from './normalise.ts';

/**
 * Words that Arabic posts mask with a dot to get past moderation. Dotted words that are none of these
 * (ق.م، أ.ف.ب) are almost all innocent, so only these are restored.
 */
const masked = [
  'حوثي',
  'حوث',
  'اخوان',
  'اخواني',
  'داعش',
  'داعشي',
  'قتل',
  'مقتل',
  'قتيل',
  'قتلي',
  'قاتل',
  'ارهاب',
  'ارهابي',
  'اغتيال',
  'اغتال',
  'انفجار',
  'تفجير',
  'متفجر',
  'انتحاري',
  'قصف',
  'القاعده',
  'مليشيا',
  'ميليشيا',
  'مليشاوي',
  'صهيون',
  'صهيوني',
  'اسرائيل',
  'اسرائيلي',
  'احتلال',
  'حماس',
  'حزب',
  'جهاد',
  'جهادي',
  'مجزره',
  'مجازر',
  'مذبحه',
  'اعدام',
  'انتحار',
  'سلاح',
  'اسلحه',
  'مسلح',
  'رصاص',
  'صاروخ',
  'صواريخ',
  'شهيد',
  'شهداء',
  'جثه',
  'اغتصاب',
  'مخدرات',
  'كورونا',
];

const separator = '[.·•*_\\u2010-\\u2012\\u200b-\\u200d-]';
const token = new RegExp(
  `(?:https?:\\/\\/|www\\.)\\S+|[@#][\\p{L}\\p{N}_.]+|(?<![\\p{L}\\p{N}])[ء-ي]+(?:${separator}+[ء-ي]+)+(?![\\p{L}\\p{N}])`,
  'gu',
);
const separators = new RegExp(separator, 'gu');
const maskedWord = new RegExp(
  `^(?:و|ف)?(?:ب|ل|ك)?(?:ال|ل)?(?:${[...new Set(masked.map(normalise))].join('|')})(?:يه|ي|ين|ون|ان|ات|ه|ها|هم|وا|ت|ا|يا|ي?ا?ت|ييه|يين|يون)?$`,
  'u',
);

/** One restored word. */
export interface Restoration {
  readonly from: string;
  readonly to: string;
}

/**
 * Joins words that were masked with a dot or the like inside: 'حو.ثية' becomes 'حوثية'. Only words of
 * a short curated list, with their prefixes and endings, so abbreviations stay; web addresses, #tags
 * and @names are left alone. Every change is told, to be logged.
 */
export function restoreDotted(text: string): { text: string; changes: Restoration[] } {
  const changes: Restoration[] = [];
  const restored = text.replace(token, (from) => {
    const to = from.replace(separators, '');
    if (to === from || /^[@#]|^(?:https?:|www\.)/iu.test(from)) return from;
    if (!maskedWord.test(normalise(to))) return from;
    changes.push({ from, to });
    return to;
  });
  return { text: restored, changes };
}
