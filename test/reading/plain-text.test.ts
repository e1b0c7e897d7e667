import { describe, expect, it } from 'vitest';
import { readText } from '../../src/reading/plain-text.ts';
import { dateline, others, paragraphs, title } from './sample.ts';

describe('readText', () => {
  it('reads a copied page: title, dateline and the news alone', () => {
    const copied = [
      title,
      'مرسى الأخبار             عدد المشاهدات : 412 مشاهده       تفاصيل الخبر',
      title,
      dateline,
      ...paragraphs.slice(0, 2),
      'اقرأ المزيد...',
      others[0],
      '7 فبراير، 2026 ( 10:20 مساءً )',
      ...paragraphs.slice(2),
      'شارك',
      'تابعنا على يوتيوب',
      ...others.flatMap((other, i) => [other, `موقع المرفأ | ${700 - i} قراءة `]),
    ].join('\n\n');
    expect(readText(copied)).toEqual({ title, dateline, paragraphs });
  });

  it('keeps plain prose as it is, verbatim', () => {
    const prose = ['جملة أولى  طويلة تنتهي بنقطة هنا.', 'جملة ثانية لا تنتهي بنقطة'];
    expect(readText(prose.join('\n'))).toEqual({ title: null, dateline: null, paragraphs: prose });
    expect(readText('')).toEqual({ title: null, dateline: null, paragraphs: [] });
  });

  it('takes a title that it is told', () => {
    expect(readText(`${title}\n${paragraphs[0]}`, title).paragraphs).toEqual([paragraphs[0]]);
  });
});
