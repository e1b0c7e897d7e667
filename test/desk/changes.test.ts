import { describe, expect, it } from 'vitest';
import { changesBetween, sameSite } from '../../src/desk/changes.ts';

const before = {
  title: 'إصابة 3 عمال في حادث بالميناء',
  paragraphs: [
    'أصيب ثلاثة عمال صباح اليوم في حادث أثناء تفريغ سفينة بالميناء.',
    'وقال مدير الميناء إن حالتهم مستقرة وإنهم نقلوا إلى المستشفى.',
  ],
};
const [lead = '', second = ''] = before.paragraphs;
const now = (changes: Partial<typeof before>) => changesBetween(before, { ...before, ...changes });

describe('changesBetween', () => {
  it('sees a new headline, lead, figure and body', () => {
    expect(now({ title: 'إصابة 3 عمال في الميناء' })).toEqual(['title']);
    expect(now({ paragraphs: [lead.replace('صباح', 'مساء'), second] })).toEqual(['lead']);
    expect(now({ title: before.title.replace('3', '4') })).toEqual(['title', 'numbers']);
    expect(now({ paragraphs: [lead, `${second} وغادر 2 منهم.`] })).toEqual(['numbers', 'body']);
    expect(
      now({ paragraphs: [...before.paragraphs, 'وفتحت الشرطة تحقيقًا في أسباب الحادث.'] }),
    ).toEqual(['body']);
    expect(now({ paragraphs: [lead] })).toEqual(['body']);
  });

  it('sees none in white space, marks, spelling, or a number told in words', () => {
    expect(now({ title: ' اصابة  ثلاثة عمال، في حادث بالميناء ' })).toEqual([]);
    expect(now({ paragraphs: [lead.replace('ثلاثة', '٣'), `${second}\u200f `] })).toEqual([]);
  });

  it('sees none in what is no news: counts of readers, captions, order', () => {
    expect(now({ paragraphs: [lead, 'عدد القراءات 1520', second] })).toEqual([]);
    expect(now({ paragraphs: [lead, second, second] })).toEqual([]);
  });

  it('takes a page that tells nothing for a page that failed', () => {
    expect(now({ paragraphs: [] })).toEqual([]);
  });

  it('still sees a flash of few words change', () => {
    const flash = { title: 'عاجل: زلزال', paragraphs: ['زلزال بقوة 5 درجات'] };
    expect(changesBetween(flash, { ...flash, paragraphs: ['زلزال بقوة 6 درجات'] })).toEqual([
      'lead',
      'numbers',
    ]);
  });
});

describe('sameSite', () => {
  it('goes by host, with or without www', () => {
    expect(sameSite('https://www.m.example/1', 'http://m.example/2')).toBe(true);
    expect(sameSite('https://m.example/1', 'https://copy.example/1')).toBe(false);
  });
});
