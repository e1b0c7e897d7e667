import { describe, expect, it } from 'vitest';
import { normalise } from '../../src/arabic/normalise.ts';
import { findPhrase, phraseOf } from '../../src/arabic/phrases.ts';

const holds = (text: string, phrase: string): boolean =>
  findPhrase(normalise(text), [{ phrase: phraseOf(phrase) }]) !== undefined;

describe('findPhrase', () => {
  it.each([
    ['توسعة الميناء', 'ميناء'],
    ['وبالميناء سفن', 'ميناء'],
    ['للميناء الجديد', 'ميناء'],
    ['للميناء الجديد', 'الميناء'],
    ['ولليمن موقف', 'اليمن'],
    ['وصلت إلى المِينـاء', 'ميناء'],
    ['فسيعلن غدا', 'يعلن'],
    ['بالرياضة نحيا', 'رياضه'],
    ['حفل الزفاف', 'حفل زفاف'],
    ['وبمجلس الأمن', 'مجلس الأمن'],
    ['منتخب ٢٠٢٦', '2026'],
    ['The Port of Aden', 'port'],
    ['الرد السريع', 'رد'],
  ])('%s holds %s', (text, phrase) => expect(holds(text, phrase)).toBe(true));

  it.each([
    ['مينائه القديم', 'ميناء'],
    ['ميناء جديد', 'الميناء'],
    ['ورد أحمر', 'رد'],
    ['مجلس النواب والأمن', 'مجلس الأمن'],
    ['الذهب وفضة', 'ذهب فضة'],
    ['ports', 'port'],
    ['الميناء', ''],
    ['الميناء', '...'],
  ])('%s does not hold %s', (text, phrase) => expect(holds(text, phrase)).toBe(false));
});
