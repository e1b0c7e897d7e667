/**
 * Text and its entities as Telegram stores them: cleaned, checked, put in order. Offsets and lengths
 * are UTF-16 units. After fix_formatted_text and its kin in TDLib's MessageEntity.cpp.
 */
import type { MessageEntity, User } from 'grammy/types';
import { badRequest } from './envelope.ts';
import { findEntities } from './found-entities.ts';
import { normaliseUrl } from './urls.ts';

export interface FormattedText {
  readonly text: string;
  readonly entities: readonly MessageEntity[];
}

/** What a sender may give; the other types are found by Telegram itself in the text. */
const givenTypes = new Set([
  'bold',
  'italic',
  'underline',
  'strikethrough',
  'spoiler',
  'code',
  'pre',
  'blockquote',
  'expandable_blockquote',
  'text_link',
  'text_mention',
  'custom_emoji',
  'date_time',
]);
const foundTypes = new Set([
  'mention',
  'hashtag',
  'cashtag',
  'bot_command',
  'url',
  'email',
  'phone_number',
]);
/** Telegram's servers drop what is beyond. */
const maxEntities = 100;

/**
 * Does to a text all that Telegram does before it stores it.
 *
 * @param users those whom a link `tg://user?id=` can mean
 * @throws ApiError 400 for an entity outside the text, one that splits a surrogate pair, or (stricter
 *   than Telegram, which drops it) one of an unknown type
 */
export function formatText(
  text: string,
  given: readonly MessageEntity[],
  users: ReadonlyMap<number, User> = new Map(),
): FormattedText {
  const checked = given.flatMap((entity) => checkEntity(text, entity, users));
  const clean = normalise(text, checked);
  const styled = arrange(clean.entities);
  const found = findEntities(clean.text).filter(
    (entity) => !styled.some((other) => isExclusive(other) && overlap(entity, other)),
  );
  return {
    text: clean.text,
    entities: [...styled, ...found].sort(byPlace).slice(0, maxEntities),
  };
}

function checkEntity(
  text: string,
  entity: MessageEntity,
  users: ReadonlyMap<number, User>,
): MessageEntity[] {
  const { type, offset, length } = entity;
  if (foundTypes.has(type)) return [];
  if (!givenTypes.has(type))
    throw badRequest(`can't parse MessageEntity: type "${type}" is unknown`);
  if (!Number.isInteger(offset) || !Number.isInteger(length)) {
    throw badRequest("can't parse MessageEntity: offset and length must be integers");
  }
  if (offset < 0 || offset > 1_000_000) throw badRequest('Receive an entity with incorrect offset');
  if (length < 0 || length > 1_000_000) throw badRequest('Receive an entity with incorrect length');
  if (length === 0) return [];
  const end = offset + length;
  const beginning = `Entity beginning at UTF-16 offset ${offset}`;
  if (end > text.length) {
    throw badRequest(`${beginning} ends after the end of the text at UTF-16 offset ${end}`);
  }
  if (splitsPair(text, offset)) {
    throw badRequest(
      `Entity begins in a middle of a UTF-16 symbol at byte offset ${bytesBefore(text, offset)}`,
    );
  }
  if (splitsPair(text, end)) {
    throw badRequest(
      `${beginning} ends in a middle of a UTF-16 symbol at byte offset ${bytesBefore(text, end)}`,
    );
  }
  if (entity.type === 'text_link') {
    const [, userId] = /^tg:\/\/user\/?\?id=(\d+)$/i.exec(entity.url) ?? [];
    if (userId !== undefined) {
      const user = users.get(Number(userId));
      return user ? [{ type: 'text_mention', offset, length, user }] : [];
    }
    const url = normaliseUrl(entity.url);
    // A link that leads nowhere is no error: its text stays.
    return url === undefined ? [] : [{ ...entity, url }];
  }
  return [entity];
}

const splitsPair = (text: string, at: number): boolean =>
  /[\uD800-\uDBFF]/.test(text.charAt(at - 1)) && /[\uDC00-\uDFFF]/.test(text.charAt(at));

const bytesBefore = (text: string, at: number): number => Buffer.byteLength(text.slice(0, at));

/**
 * Control characters become spaces, carriage returns and the characters U+2028 to U+202E (line and
 * paragraph separators, bidi embeddings and overrides) go, the ends are trimmed. Isolates and marks
 * (U+2066 to U+2069, U+200E, U+200F, U+061C) stay.
 */
export function normalise(text: string, entities: readonly MessageEntity[]): FormattedText {
  // The place of each unit of the old text in the new one.
  const places = new Int32Array(text.length + 1);
  let clean = '';
  for (let at = 0; at < text.length; at += 1) {
    places[at] = clean.length;
    const unit = text.charAt(at);
    if (unit === '\r' || /[\u2028-\u202E]/.test(unit)) continue;
    clean += unit < ' ' && unit !== '\n' ? ' ' : unit;
  }
  places[text.length] = clean.length;
  const start = clean.length - clean.replace(/^[ \n]+/, '').length;
  const trimmed = clean.slice(start).replace(/[ \n]+$/, '');
  const place = (at: number) => Math.min(Math.max((places[at] ?? 0) - start, 0), trimmed.length);
  const moved = entities.map((entity) => {
    const offset = place(entity.offset);
    return { ...entity, offset, length: place(entity.offset + entity.length) - offset };
  });
  return { text: trimmed, entities: moved.filter(({ length }) => length > 0) };
}

const isCode = ({ type }: MessageEntity): boolean => type === 'code' || type === 'pre';
const isQuote = ({ type }: MessageEntity): boolean => type.endsWith('blockquote');
const isLink = ({ type }: MessageEntity): boolean =>
  type === 'text_link' || type === 'text_mention';
/** Nothing is found within these. */
const isExclusive = (entity: MessageEntity): boolean => isCode(entity) || isLink(entity);

const endOf = ({ offset, length }: MessageEntity): number => offset + length;
const overlap = (one: MessageEntity, other: MessageEntity): boolean =>
  one.offset < endOf(other) && other.offset < endOf(one);
const byPlace = (one: MessageEntity, other: MessageEntity): number =>
  one.offset - other.offset || other.length - one.length;

/** Code drops and splits what styles it, quotes and links do not nest, equal neighbours become one. */
function arrange(entities: readonly MessageEntity[]): MessageEntity[] {
  const sorted = entities.toSorted(byPlace);
  const kept: MessageEntity[] = [];
  for (const entity of sorted) {
    const outer = kept.filter((other) => overlap(other, entity));
    if (isCode(entity) && outer.some((other) => isCode(other) || isLink(other))) continue;
    if (isQuote(entity) && outer.some(isQuote)) continue;
    if (isLink(entity) && outer.some(isLink)) continue;
    kept.push(entity);
  }
  const code = kept.filter(isCode);
  return merge(
    kept.flatMap((entity) => (isCode(entity) || isQuote(entity) ? [entity] : cut(entity, code))),
  );
}

/** What is left of an entity outside of the code. */
function cut(entity: MessageEntity, code: readonly MessageEntity[]): MessageEntity[] {
  let at = entity.offset;
  const pieces: MessageEntity[] = [];
  const add = (end: number) => {
    if (end > at) pieces.push({ ...entity, offset: at, length: end - at });
  };
  for (const block of code.filter((other) => overlap(other, entity))) {
    add(block.offset);
    at = Math.max(at, endOf(block));
  }
  add(endOf(entity));
  return pieces;
}

function merge(entities: readonly MessageEntity[]): MessageEntity[] {
  const merged: MessageEntity[] = [];
  for (const entity of entities.toSorted(byPlace)) {
    const index = merged.findLastIndex(
      (other) => sameKind(other, entity) && endOf(other) >= entity.offset,
    );
    const before = merged[index];
    if (before && !isCode(entity) && !isQuote(entity)) {
      const end = Math.max(endOf(before), endOf(entity));
      merged[index] = { ...before, length: end - before.offset };
    } else merged.push(entity);
  }
  return merged.toSorted(byPlace);
}

/** Whether two entities differ in nothing but their place. */
function sameKind(one: MessageEntity, other: MessageEntity): boolean {
  const kind = (entity: MessageEntity) => JSON.stringify({ ...entity, offset: 0, length: 0 });
  return kind(one) === kind(other);
}
