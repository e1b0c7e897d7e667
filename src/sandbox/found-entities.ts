/** The entities that Telegram finds by itself in a text: hashtags, addresses, mentions, commands. */
import type { MessageEntity } from 'grammy/types';

const word = '\\p{L}\\p{M}\\p{N}_';
const notAfterWord = `(?<![${word}@#/$&])`;

const patterns: readonly (readonly [MessageEntity['type'], RegExp])[] = [
  [
    'url',
    // A host with a scheme, or one whose end is well known; Arabic hosts and paths too. A mark at
    // the end belongs to the sentence, not to the address.
    new RegExp(
      `${notAfterWord}(?:(?:https?|ton|tg)://[^\\s<>"«»،؛؟]+|(?:[${word}-]+\\.)+(?:com|org|net|info|io|me|news|tv|ye|sa|eg|ae|qa|jo|iq|sd|ma|dz|tn|ly|lb|ps|om|kw|bh|sy)(?![${word}@])(?:[/?#][^\\s<>"«»،؛؟]*)?)`,
      'giu',
    ),
  ],
  ['email', new RegExp(`${notAfterWord}[a-z0-9._%+-]+@[a-z0-9-]+(?:\\.[a-z0-9-]+)+`, 'giu')],
  ['mention', /(?<![\p{L}\p{M}\p{N}_@])@[a-z0-9_]{4,32}(?![\p{L}\p{N}_])/giu],
  // A hashtag of digits alone is none. ZWNJ and the middle dot may stand inside.
  [
    'hashtag',
    new RegExp(`${notAfterWord}#(?=[${word}\u200C·]*[\\p{L}_])[${word}\u200C·]{1,256}`, 'gu'),
  ],
  ['cashtag', new RegExp(`${notAfterWord}\\$[A-Z]{1,8}(?![${word}])`, 'gu')],
  [
    'bot_command',
    new RegExp(`(?<![${word}/<])/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?(?![${word}/>])`, 'gu'),
  ],
];

/** @returns what was found, in order, none overlapping another; offsets in UTF-16 units */
export function findEntities(text: string): MessageEntity[] {
  const found: MessageEntity[] = [];
  for (const [type, pattern] of patterns) {
    for (const match of text.matchAll(pattern)) {
      const length = match[0].replace(/[.,:;!?'"()[\]]+$/, '').length;
      const end = match.index + length;
      const isFree = found.every(
        (other) => end <= other.offset || match.index >= other.offset + other.length,
      );
      if (length > 0 && isFree) found.push({ type, offset: match.index, length } as MessageEntity);
    }
  }
  return found.sort((one, other) => one.offset - other.offset);
}
