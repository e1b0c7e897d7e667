/**
 * Telegram's HTML (parse_html in TDLib's MessageEntity.cpp), with its error texts. Places in errors
 * are UTF-8 bytes; entities count UTF-16 units.
 */
import type { MessageEntity } from 'grammy/types';
import type { FormattedText } from './entities.ts';
import { badRequest } from './envelope.ts';
import { normaliseUrl } from './urls.ts';

const startTags = new Set(
  'a b strong i em s strike del u ins tg-spoiler tg-emoji tg-time span pre code blockquote'.split(
    ' ',
  ),
);
const plainTypes: Readonly<Record<string, MessageEntity['type']>> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};
const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

interface OpenTag {
  readonly name: string;
  /** The attribute that says what the tag means: href, class, emoji-id, unix. */
  readonly argument: string;
  readonly format: string;
  readonly expandable: boolean;
  /** Where its text begins, UTF-16 units. */
  readonly offset: number;
}

interface Element extends OpenTag {
  readonly length: number;
}

/** @throws ApiError 400 `can't parse entities: ...` */
export function parseHtml(source: string): FormattedText {
  const problem = (text: string, at?: number): Error => {
    const place =
      at === undefined ? '' : ` at byte offset ${Buffer.byteLength(source.slice(0, at))}`;
    return badRequest(`can't parse entities: ${text}${place}`);
  };
  let text = '';
  let at = 0;
  const open: OpenTag[] = [];
  const elements: Element[] = [];

  const startTag = (begin: number): void => {
    at = begin + 1;
    while (at < source.length && !isSpace(source.charAt(at)) && source.charAt(at) !== '>') at += 1;
    if (at >= source.length) throw problem('Unclosed start tag', begin);
    const name = source.slice(begin + 1, at).toLowerCase();
    if (!startTags.has(name)) throw problem(`Unsupported start tag "${name}"`, begin);
    const attributes = readAttributes(name, begin);
    at += 1;
    if (name === 'span' && attributes.get('class') !== 'tg-spoiler') {
      throw problem('Tag "span" must have class "tg-spoiler"', begin);
    }
    open.push({
      name,
      argument: argumentOf(name, attributes),
      format: attributes.get('format') ?? '',
      expandable: attributes.has('expandable'),
      offset: text.length,
    });
  };

  /** Leaves `at` on the `>` of the tag. */
  const readAttributes = (tag: string, begin: number): Map<string, string> => {
    const attributes = new Map<string, string>();
    while (source.charAt(at) !== '>') {
      while (at < source.length && isSpace(source.charAt(at))) at += 1;
      if (source.charAt(at) === '>') break;
      const from = at;
      while (
        at < source.length &&
        !isSpace(source.charAt(at)) &&
        !'=>/"\''.includes(source.charAt(at))
      ) {
        at += 1;
      }
      const name = source.slice(from, at).toLowerCase();
      if (name === '') throw problem(`Empty attribute name in the tag "${tag}"`, begin);
      while (at < source.length && isSpace(source.charAt(at))) at += 1;
      if (at >= source.length) throw problem(`Unclosed start tag "${tag}"`, begin);
      if (source.charAt(at) !== '=') {
        attributes.set(name, '');
        continue;
      }
      at += 1;
      while (at < source.length && isSpace(source.charAt(at))) at += 1;
      if (at >= source.length) throw problem(`Unclosed start tag "${tag}"`, begin);
      attributes.set(name, readValue(tag, begin));
    }
    return attributes;
  };

  const readValue = (tag: string, begin: number): string => {
    const quote = source.charAt(at);
    const from = at;
    if (quote !== '"' && quote !== "'") {
      while (/[\p{L}\p{N}.-]/u.test(source.charAt(at))) at += 1;
      const next = source.charAt(at);
      if (next !== '' && !isSpace(next) && next !== '>') {
        throw problem('Unexpected end of name token', from);
      }
      if (next === '') throw problem(`Unclosed start tag "${tag}"`, begin);
      return source.slice(from, at).toLowerCase();
    }
    const end = source.indexOf(quote, at + 1);
    if (end < 0) throw problem('Unclosed start tag', begin);
    at = end + 1;
    return decodeEntities(source.slice(from + 1, end));
  };

  const endTag = (begin: number): void => {
    const innermost = open.pop();
    if (!innermost) throw problem('Unexpected end tag', begin);
    at = begin + 2;
    while (at < source.length && !isSpace(source.charAt(at)) && source.charAt(at) !== '>') at += 1;
    const name = source.slice(begin + 2, at).toLowerCase();
    while (at < source.length && isSpace(source.charAt(at))) at += 1;
    if (source.charAt(at) !== '>') throw problem('Unclosed end tag', begin);
    if (name !== '' && name !== innermost.name) {
      throw problem(
        `Unmatched end tag at byte offset ${Buffer.byteLength(source.slice(0, begin))}, expected "</${innermost.name}>", found "</${name}>"`,
      );
    }
    at += 1;
    const length = text.length - innermost.offset;
    if (length > 0) elements.push({ ...innermost, length });
  };

  while (at < source.length) {
    const character = source.charAt(at);
    if (character === '<') {
      if (source.charAt(at + 1) === '/') endTag(at);
      else startTag(at);
      continue;
    }
    const reference = character === '&' ? readReference(source, at) : undefined;
    text += reference?.text ?? character;
    at += reference?.length ?? 1;
  }
  const left = open.at(-1);
  if (left) throw problem(`Can't find end tag corresponding to start tag "${left.name}"`);
  if (!text.isWellFormed()) {
    throw badRequest(
      'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
    );
  }
  return { text, entities: elements.flatMap((element) => toEntity(element, elements, text)) };
}

const isSpace = (character: string): boolean => /^[ \t\r\n\0\v]$/.test(character);

function argumentOf(tag: string, attributes: ReadonlyMap<string, string>): string {
  const key = { a: 'href', code: 'class', 'tg-emoji': 'emoji-id', 'tg-time': 'unix' }[tag];
  return (key && attributes.get(key)) ?? '';
}

function toEntity(element: Element, all: readonly Element[], text: string): MessageEntity[] {
  const { name, argument, offset, length } = element;
  const type = plainTypes[name];
  if (type) return [{ type, offset, length } as MessageEntity];
  switch (name) {
    case 'a': {
      const address = argument === '' ? text.slice(offset, offset + length) : argument;
      const url = normaliseUrl(address);
      return url === undefined ? [] : [{ type: 'text_link', offset, length, url }];
    }
    case 'pre': {
      const inner = all.find((other) => other.name === 'code' && samePlace(other, element));
      const language = /^language-(.+)$/.exec(inner?.argument ?? '')?.[1];
      return [{ type: 'pre', offset, length, ...(language ? { language } : {}) }];
    }
    case 'code':
      return all.some((other) => other.name === 'pre' && samePlace(other, element))
        ? []
        : [{ type: 'code', offset, length }];
    case 'blockquote':
      return [
        { type: element.expandable ? 'expandable_blockquote' : 'blockquote', offset, length },
      ];
    case 'tg-emoji':
      if (!/^-?\d+$/.test(argument) || BigInt(argument) === 0n) {
        throw badRequest('Invalid custom emoji identifier specified');
      }
      return [{ type: 'custom_emoji', offset, length, custom_emoji_id: argument }];
    default:
      if (!/^(?:[tTdDwW]*|[rR])$/.test(element.format) || !/^\d+$/.test(argument)) {
        throw badRequest('Invalid date format used');
      }
      return [
        {
          type: 'date_time',
          offset,
          length,
          unix_time: Number(argument),
          ...(element.format ? { date_time_format: element.format } : {}),
        } as MessageEntity,
      ];
  }
}

const samePlace = (one: Element, other: Element): boolean =>
  one.offset === other.offset && one.length === other.length;

function decodeEntities(text: string): string {
  let decoded = '';
  for (let at = 0; at < text.length; ) {
    const reference = text.charAt(at) === '&' ? readReference(text, at) : undefined;
    decoded += reference?.text ?? text.charAt(at);
    at += reference?.length ?? 1;
  }
  return decoded;
}

/** A character reference at `at`; its semicolon may be missing, and unknown names are plain text. */
function readReference(source: string, at: number): { text: string; length: number } | undefined {
  // Fewer than ten characters count, as in TDLib.
  const match = /^&(?:#(?:x([0-9a-f]+)|(\d+))|([a-z]+));?/i.exec(source.slice(at, at + 10));
  if (!match) return undefined;
  const [whole, hex, decimal, name] = match;
  if (name !== undefined) {
    const key = Object.keys(named).find((known) => known === name);
    return key === undefined ? undefined : { text: named[key] ?? '', length: whole.length };
  }
  const code = Number.parseInt(hex ?? decimal ?? '', hex === undefined ? 10 : 16);
  if (code === 0 || code >= 0x10ffff) return undefined;
  return { text: String.fromCodePoint(code), length: whole.length };
}
