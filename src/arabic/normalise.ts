/** Format characters that carry no meaning when texts are compared: bidi, joiners, BOM, soft hyphen. */
const invisible = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu;

/** Harakat, Quranic marks, superscript alef, and the tatweel. */
const marks = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]/gu;

const folds: Readonly<Record<string, string>> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ی: 'ي',
  ئ: 'ي',
  ؤ: 'و',
  ة: 'ه',
  ک: 'ك',
};
const foldable = /[أإآٱىیئؤةک]/gu;

/**
 * The matching form of a text: two spellings of one word become equal. NFKC; bidi controls,
 * zero-width characters, harakat and tatweel removed; alef, ya, ta marbuta and hamza seats folded;
 * digits western; lower case; runs of white space one space; trimmed. Never for print.
 *
 * Normalising twice changes nothing. Lengths and offsets change: do not map them back.
 */
export function normalise(text: string): string {
  // NFKC can bring forth marks (presentation forms) and removing marks can let letters compose,
  // so both are done on either side of each other.
  return strip(strip(text).normalize('NFKC').toLowerCase())
    .normalize('NFKC')
    .replace(foldable, (letter) => folds[letter] ?? letter)
    .replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/\s+/gu, ' ')
    .trim();
}

/** The words of a text in matching form: runs of letters and digits. */
export function words(text: string): string[] {
  return splitWords(normalise(text));
}

/** The words of a text that is in matching form already. */
export function splitWords(normalised: string): string[] {
  return normalised.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function strip(text: string): string {
  return text.replace(invisible, '').replace(marks, '');
}
