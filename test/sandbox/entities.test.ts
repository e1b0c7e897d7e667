import type { MessageEntity } from 'grammy/types';
import { describe, expect, it } from 'vitest';
import { formatText } from '../../src/sandbox/entities.ts';

const bold = (offset: number, length: number): MessageEntity => ({ type: 'bold', offset, length });
const found = (text: string) =>
  formatText(text, []).entities.map(({ type, offset, length }) => [
    type,
    text.slice(offset, offset + length),
  ]);

describe('entities that are given', () => {
  it.each([
    [
      bold(2, 9),
      'entity beginning at UTF-16 offset 2 ends after the end of the text at UTF-16 offset 11',
    ],
    [bold(1, 2), 'entity begins in a middle of a UTF-16 symbol at byte offset 3'],
    [bold(-1, 2), 'receive an entity with incorrect offset'],
    [bold(0, -2), 'receive an entity with incorrect length'],
    [
      { ...bold(0, 2), type: 'strong' } as unknown as MessageEntity,
      `can't parse MessageEntity: type "strong" is unknown`,
    ],
  ])('refuses %j', (entity, problem) => {
    expect(() => formatText('😀 خبر', [entity])).toThrow(`Bad Request: ${problem}`);
  });

  it('refuses one that ends within a surrogate pair', () => {
    expect(() => formatText('خ😀', [bold(0, 2)])).toThrow(/ends in a middle of a UTF-16 symbol/);
  });

  it('moves with the text that is cleaned', () => {
    expect(formatText(' \r\n\u202Bخبر\u202C\tعاجل', [bold(4, 3), bold(9, 4)])).toEqual({
      text: 'خبر عاجل',
      entities: [bold(0, 3), bold(4, 4)],
    });
  });

  it('makes one of equal neighbours', () => {
    expect(formatText('خبرعاجل', [bold(0, 3), bold(3, 4)]).entities).toEqual([bold(0, 7)]);
  });

  it('lets code win over bold, which it splits', () => {
    const code: MessageEntity = { type: 'code', offset: 2, length: 2 };
    expect(formatText('abcdef', [bold(0, 6), code]).entities).toEqual([
      bold(0, 2),
      code,
      bold(4, 2),
    ]);
  });

  it('drops what can not nest', () => {
    const quote = (offset: number, length: number): MessageEntity => ({
      type: 'blockquote',
      offset,
      length,
    });
    expect(formatText('abcdef', [quote(0, 6), quote(1, 2)]).entities).toEqual([quote(0, 6)]);
  });

  it('drops a link that leads nowhere and completes one without a path', () => {
    const link = (offset: number, url: string): MessageEntity => ({
      type: 'text_link',
      offset,
      length: 1,
      url,
    });
    expect(formatText('ab', [link(0, '/page'), link(1, 'https://ok.com')]).entities).toEqual([
      link(1, 'https://ok.com/'),
    ]);
  });

  it('makes a mention of a link to a user who is known', () => {
    const user = { id: 7, is_bot: false, first_name: 'سلمى' };
    const link = (id: number): MessageEntity => ({
      type: 'text_link',
      offset: 0,
      length: 4,
      url: `tg://user?id=${id}`,
    });
    const users = new Map([[7, user]]);
    expect(formatText('سلمى', [link(7)], users).entities).toEqual([
      { type: 'text_mention', offset: 0, length: 4, user },
    ]);
    expect(formatText('سلمى', [link(8)], users).entities).toEqual([]);
  });
});

describe('entities that Telegram finds', () => {
  it.each([
    ['#عاجل، نص', [['hashtag', '#عاجل']]],
    ['#2024 و #عام_2024', [['hashtag', '#عام_2024']]],
    ['رقم#وسم', []],
    ['انظر https://ok.com/خبر، ثم', [['url', 'https://ok.com/خبر']]],
    ['(https://ok.com/a).', [['url', 'https://ok.com/a']]],
    ['موقع ok.com', [['url', 'ok.com']]],
    ['الساعة 10.30 وv1.2', []],
    ['كتب إلى desk@ok.com', [['email', 'desk@ok.com']]],
    [
      '/help و /stats@some_bot',
      [
        ['bot_command', '/help'],
        ['bot_command', '/stats@some_bot'],
      ],
    ],
    ['و/أو 1/2', []],
    ['تابعوا @marsad_alsahel', [['mention', '@marsad_alsahel']]],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('looks for nothing within code', () => {
    const code: MessageEntity = { type: 'code', offset: 0, length: 4 };
    expect(formatText('#tag', [code]).entities).toEqual([code]);
  });
});
