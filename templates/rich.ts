/** Long texts as rich messages, set right-to-left: more than a plain message holds, and readable. */
import type { InputRichMessage, MessageEntity, RichText } from 'grammy/types';
import type { Message } from './message.ts';

/**
 * The rich form of a laid-out text: a line that is bold as a whole is a heading, every other one a
 * paragraph. Bold, italics and links stay; entities that Telegram finds by itself need no mark.
 */
export function richOf({ text, entities }: Pick<Message, 'text' | 'entities'>): InputRichMessage {
  const blocks: NonNullable<InputRichMessage['blocks']> = [];
  let at = 0;
  for (const line of text.split('\n')) {
    const [start, end] = [at, at + line.length];
    at = end + 1;
    if (line.trim() === '') continue;
    const isHeading = entities.some(
      ({ type, offset, length }) => type === 'bold' && offset <= start && offset + length >= end,
    );
    const inside = entities.filter(({ type }) => !(isHeading && type === 'bold'));
    const content = marked(text, inside, start, end);
    blocks.push(
      isHeading
        ? { type: 'heading', size: blocks.length === 0 ? 2 : 4, text: content }
        : { type: 'paragraph', text: content },
    );
  }
  return { blocks, is_rtl: true };
}

/** A stretch of the text with the marks that begin in it or run through it. */
function marked(
  text: string,
  entities: readonly MessageEntity[],
  start: number,
  end: number,
): RichText {
  const edges = new Set([start, end]);
  for (const { offset, length } of entities) {
    for (const edge of [offset, offset + length]) if (edge > start && edge < end) edges.add(edge);
  }
  const sorted = [...edges].sort((a, b) => a - b);
  const pieces = sorted.slice(0, -1).map((from, index) => {
    const to = sorted[index + 1] ?? end;
    return entities
      .filter(({ offset, length }) => offset <= from && offset + length >= to)
      .reduce<RichText>(wrap, text.slice(from, to));
  });
  return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : pieces;
}

function wrap(inner: RichText, entity: MessageEntity): RichText {
  switch (entity.type) {
    case 'bold':
      return { type: 'bold', text: inner };
    case 'italic':
      return { type: 'italic', text: inner };
    case 'text_link':
      return { type: 'url', text: inner, url: entity.url };
    default:
      return inner;
  }
}
