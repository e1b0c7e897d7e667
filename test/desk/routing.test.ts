import { describe, expect, it } from 'vitest';
import { channelsFor, isBreaking } from '../../src/desk/routing.ts';

const channels = [
  { key: 'all', sources: null, sections: null },
  { key: 'coast', sources: ['وكالة الشاطئ'], sections: null },
  { key: 'sport', sources: null, sections: ['رياضة'] },
];
const keys = (sourceName: string | null, section: string | null) =>
  channelsFor({ sourceName, section }, channels).map(({ key }) => key);

describe('channelsFor', () => {
  it('goes by source and section', () => {
    expect(keys('وكالة الشاطئ', 'سياسة')).toEqual(['all', 'coast']);
    expect(keys('وكالة الجبل', 'رياضة')).toEqual(['all', 'sport']);
    expect(keys('وكالة الجبل', null)).toEqual(['all']);
  });

  it('knows a section in whatever spelling', () => {
    expect(keys('وكالة الجبل', 'رِياضه')).toEqual(['all', 'sport']);
  });

  it('asks an editor’s own address for no source', () => {
    expect(keys(null, 'سياسة')).toEqual(['all', 'coast']);
  });
});

describe('isBreaking', () => {
  it.each([
    'عاجل: افتتاح الميناء',
    'عاجل | افتتاح',
    '«عاجل» افتتاح',
    '🔴 عاجل.. افتتاح',
    'عاجـل - افتتاح',
  ])('sees it at the front: %s', (title) => expect(isBreaking(title)).toBe(true));

  it.each(['علاج عاجل للمصابين', 'عاجلا أم آجلا يفتح الميناء', 'العاجل من الأخبار'])(
    'does not see it in: %s',
    (title) => expect(isBreaking(title)).toBe(false),
  );

  it('takes the word of a category', () => {
    expect(isBreaking('افتتاح الميناء', ['محليات', 'عاجل'])).toBe(true);
  });
});
