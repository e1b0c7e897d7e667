import { normalise, splitWords } from '../arabic/normalise.ts';
import { numberOf } from '../arabic/numbers.ts';

/** Names of days and months in matching form: with a number they make a date. */
const calendarWords = new Set(
  normalise(
    'السبت الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر ' +
      'شباط آذار نيسان أيار حزيران تموز أيلول تشرين كانون محرم صفر رجب شعبان رمضان شوال',
  ).split(' '),
);

/** Orders of magnitude are numbers too. */
const magnitudes = new Set(['الف', 'الاف', 'مليون', 'ملايين', 'مليار', 'مليارات', 'تريليون']);

const quotation = /«([^«»]+)»|“([^“”]+)”|"([^"]+)"/gu;

/**
 * What a text claims that its source does not say: the first number, day or month, name in Latin
 * letters, or quotation that is not in the source, both in matching form. Null when there is none.
 * Numbers in words count as their digits.
 */
export function unsupported(text: string, source: string): string | null {
  const said = normalise(source);
  const known = factsOf(said);
  for (const match of text.matchAll(quotation)) {
    const words = normalise(match[1] ?? match[2] ?? match[3] ?? '').replace(/[.،,…]+$/u, '');
    if (!plainWords(said).includes(plainWords(words))) return `quotation: ${match[0]}`;
  }
  for (const fact of factsOf(normalise(text)))
    if (!known.has(fact)) return `not in source: ${fact}`;
  return null;
}

function factsOf(plain: string): Set<string> {
  const numbers = plain.replace(/(?<=\d),(?=\d{3})/gu, '').match(/\d+(?:\.\d+)?/gu) ?? [];
  const told = splitWords(plain).flatMap((word) => {
    const bare = word.replace(/^[وفبل]/u, '');
    if (/\p{Script=Latin}/u.test(word)) return [word];
    if (calendarWords.has(word)) return [word];
    if (calendarWords.has(bare) || magnitudes.has(bare)) return [bare];
    const number = magnitudes.has(word) ? word : numberOf(word);
    return number === null ? [] : [number];
  });
  return new Set([...numbers, ...told]);
}

function plainWords(plain: string): string {
  return ` ${splitWords(plain).join(' ')} `;
}
