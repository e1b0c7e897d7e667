export type Numerals = 'western' | 'arabic' | 'keep';

const easternDigits = '٠١٢٣٤٥٦٧٨٩';

/** Arabic-Indic and Persian digits to 0-9, with ٫ and ٬ between digits and ٪. Keeps the length. */
export function toWestern(text: string): string {
  return text
    .replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/(?<=\d)٫(?=\d)/gu, '.')
    .replace(/(?<=\d)٬(?=\d)/gu, ',')
    .replace(/٪/gu, '%');
}

/** Addresses, @names, #tags and Latin words with their digits (F-16, G20) read wrong when changed. */
const spared =
  /(?:https?:\/\/|www\.)\S+|[@#][\p{L}\p{N}_]+|[\w.+-]+@[\w.-]+|[A-Za-z][\w-]*(?:\.[\w-]+)*(?:\/\S*)?|\d+[A-Za-z][\w-]*/gu;

/**
 * One numeral system for a whole text. Changes digit for digit, so UTF-16 offsets of entities stay
 * right. Web addresses, mail addresses, @names, #tags and words in Latin letters are left alone.
 */
export function numerals(text: string, system: Numerals): string {
  if (system === 'keep') return text;
  const convert = system === 'western' ? toWestern : toEastern;
  let out = '';
  let end = 0;
  for (const match of text.matchAll(spared)) {
    out += convert(text.slice(end, match.index)) + match[0];
    end = match.index + match[0].length;
  }
  return out + convert(text.slice(end));
}

function toEastern(text: string): string {
  return toWestern(text).replace(/\d[\d.,]*%?/gu, (number) => {
    const [, body = number, mark = ''] = /^(.*?)([.,]*%?)$/u.exec(number) ?? [];
    const separated = /^\d{1,3}(,\d{3})+(\.\d+)?$/u.test(body)
      ? body.replace(/,/gu, '٬').replace('.', '٫')
      : // Two points or more is a date or a version, not a fraction.
        body.replace(/^(\d+)\.(\d+)$/u, '$1٫$2');
    return (
      separated.replace(/\d/gu, (digit) => easternDigits[Number(digit)] ?? digit) +
      mark.replace('%', '٪')
    );
  });
}
