import { stripBidi } from '../arabic/bidi.ts';

/** Zero-width characters and soft hyphens, and control characters other than white space. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  /[\u0000-\u0008\u000b\u000e-\u001f\u007f-\u0084\u0086-\u009f\u00ad\u200b-\u200d\u2060\ufeff\ufffd\ufffe\uffff]/gu;

/** Text as it is kept: no bidi controls, nothing invisible, white space collapsed, trimmed. */
export function clean(text: string): string {
  return stripBidi(text).replace(unseen, '').replace(/\s+/gu, ' ').trim();
}
