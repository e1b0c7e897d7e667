import { describe, expect, it } from 'vitest';
import { languages } from '../../templates/desk.ts';
import { textLimit } from '../../templates/fit.ts';

const names = (word: string) =>
  Array.from({ length: 30 }, (_, n) => `${word} ${n} ${'طويل '.repeat(20)}`.slice(0, 64).trim());

const channel = {
  key: 'main',
  chat: '@marsad_test',
  threadId: 7,
  mode: 'auto',
  template: 'standard',
  slots: [],
  quiet: null,
  sections: names('قسم'),
  sources: names('مصدر'),
} as const;

describe.each([languages.ar, languages.en])('the card of a channel', (texts) => {
  it('has room for long lists: what does not fit is said to be there', () => {
    const card = texts.channelCard({ channel, trouble: 'permission' }, 'تم.');
    expect(card.length).toBeLessThan(textLimit);
    expect(card).toMatch(/وغيرها|and others/);
    expect(card).toContain('مصدر 0');
  });

  it('tells short lists whole', () => {
    const short = { ...channel, sections: ['سياسة', 'اقتصاد'], sources: null };
    const card = texts.channelCard({ channel: short, trouble: null }, undefined);
    expect(card).toContain('اقتصاد');
    expect(card).not.toMatch(/وغيرها|and others/);
  });
});

it('what asks for sources halves no letter of theirs', () => {
  const asked = languages.ar.askSources('@a', [`${'ا'.repeat(98)}😀😀 نبأ`]);
  expect(asked.isWellFormed()).toBe(true);
});
