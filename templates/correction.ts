/** What readers are told when a post that they may have read is changed or taken back. */
import { isolate } from '../src/arabic/bidi.ts';
import { changedNumbers } from '../src/arabic/changed-numbers.ts';
import { type Numerals, numerals } from '../src/arabic/digits.ts';
import type { Message } from './message.ts';

/**
 * The line at the end of a post whose numbers are not those that readers first saw.
 *
 * @param first the text as it was first sent
 * @returns undefined when no number gave way to another
 */
export function correctionLine(first: string, now: string, system: Numerals): string | undefined {
  const changed = changedNumbers(first, now);
  if (!changed) return undefined;
  const { gone, come } = changed;
  // Which stands for which is only certain of a pair.
  if (gone.length > 1 || come.length > 1) return 'تصحيح: تغيّرت أرقام في هذا الخبر بعد نشره.';
  return isolate(numerals(`تصحيح: ${come[0]} بدلًا من ${gone[0]}.`, system));
}

/** What stands in the place of a post that Telegram deletes no more. No button stays under it. */
export function retractionNotice(reason: string | null): Message {
  const lines = ['تصحيح: سحبنا هذا الخبر بعد نشره.', ...(reason ? [`السبب: ${reason}`] : [])];
  const text = isolate(lines.join('\n'));
  return { text, entities: [{ type: 'bold', offset: 0, length: 'تصحيح:'.length }] };
}

/** What is drawn in the place of such a post's pictures. */
export const retractionCard = {
  headline: 'سحبنا هذا الخبر بعد نشره',
  source: '',
  date: '',
  badge: 'تصحيح',
} as const;
