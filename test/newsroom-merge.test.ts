import { describe, expect, it } from 'vitest';
import { mergeNewsroom } from '../src/newsroom-merge.ts';
import { channelOf, newsroomOf, sourceOf } from './data/made.ts';

const base = newsroomOf({
  follow: { youtube: 'https://youtube.example/@x', x: 'https://x.example/x' },
  templates: { رياضة: '{العنوان}' },
  sources: [sourceOf(), sourceOf({ name: 'وكالة الجبل' })],
  channels: [channelOf(), channelOf({ key: 'noon', chat: '@noon' })],
  editors: [
    { id: 1001, role: 'owner' },
    { id: 1002, role: 'editor' },
  ],
});

/** What editors have made of it in Telegram. */
const present = {
  ...base,
  timezone: 'Asia/Riyadh',
  follow: { youtube: 'https://youtube.example/@new', tiktok: 'https://tiktok.example/@x' },
  templates: { رياضة: '{العنوان}\n{الملخص}', آخر: '{العنوان}' },
  channels: [channelOf({ slots: ['08:00'], numerals: 'arabic' as const })],
  editors: [
    { id: 1001, role: 'owner' as const },
    { id: 7, role: 'writer' as const },
  ],
};

describe('mergeNewsroom', () => {
  it('leaves what editors have changed while the file says what it said', () => {
    expect(mergeNewsroom(base, base, present)).toEqual({
      ...present,
      templates: { رياضة: '{العنوان}\n{الملخص}' },
      editors: [{ id: 1001, role: 'owner' }],
    });
  });

  it('takes from the file what it has changed, value by value', () => {
    const file = {
      ...base,
      name: 'مرصد آخر',
      follow: { youtube: 'https://youtube.example/@file' },
      templates: {},
      channels: [
        channelOf({ numerals: 'keep' as const }),
        channelOf({ key: 'noon', chat: '@other' }),
      ],
      editors: [...base.editors, { id: 1003, role: 'editor' as const }],
    };
    const merged = mergeNewsroom(base, file, present);
    expect(merged).toMatchObject({
      name: 'مرصد آخر',
      timezone: 'Asia/Riyadh',
      follow: { youtube: 'https://youtube.example/@file', tiktok: 'https://tiktok.example/@x' },
      templates: {},
      channels: [
        { key: 'main', slots: ['08:00'], numerals: 'keep' },
        // Taken away in Telegram, it comes back with what the file says anew of it.
        { key: 'noon', chat: '@other' },
      ],
    });
    expect(merged.follow).not.toHaveProperty('x');
    expect(merged.editors.map(({ id }) => id)).toEqual([1001, 1003]);
  });

  it('takes a setting that the former version did not know from the file', () => {
    const { deskLanguage: _, ...older } = base;
    const file = { ...base, deskLanguage: 'en' as const };
    expect(mergeNewsroom(older as typeof base, file, present).deskLanguage).toBe('en');
  });
});
