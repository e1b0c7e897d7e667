import { describe, expect, it } from 'vitest';
import { deskTexts } from '../../templates/desk.ts';
import { type Digits, inDigits } from '../../templates/printed.ts';

const message = {
  text: 'نتائج 2026: ‎/queue و@barqiya_2 وhttps://m.example/7',
  entities: [{ type: 'bold' as const, offset: 6, length: 4 }],
  keyboard: { inline_keyboard: [[{ text: 'حفظ 12', callback_data: 'news:keep:12' }]] },
};

describe('a newsroom’s digits', () => {
  it('stand in words and buttons, not in addresses, names and what buttons carry', () => {
    expect(inDigits(message, 'arabic')).toEqual({
      text: 'نتائج ٢٠٢٦: ‎/queue و@barqiya_2 وhttps://m.example/7',
      entities: message.entities,
      keyboard: { inline_keyboard: [[{ text: 'حفظ ١٢', callback_data: 'news:keep:12' }]] },
    });
    expect(inDigits(message, 'western')).toBe(message);
  });

  it('stand in all that an Arabic desk is told, from the moment that they are chosen', () => {
    let digits: Digits = 'western';
    const arabic = deskTexts(
      () => 'ar',
      () => digits,
    );
    const english = deskTexts(
      () => 'en',
      () => digits,
    );
    const at = Date.UTC(2026, 10, 24, 17, 30);
    expect(arabic.moment(at, at, 'Asia/Aden')).toBe('اليوم 20:30');
    digits = 'arabic';
    expect(arabic.moment(at, at, 'Asia/Aden')).toBe('اليوم ٢٠:٣٠');
    expect(arabic.queueTitle(12)).toMatch(/^١٢ /);
    expect(arabic.charts.hourLabel(12)).toBe('١٢');
    expect(english.queueTitle(12)).toMatch(/12/);
    // Buttons that show digits show those that they choose.
    expect(arabic.digitsButton.western).toContain('123');
    expect(new Set(Object.values(arabic.channelNumerals)).size).toBe(3);
    expect(arabic.channelNumerals.western).toContain('123');
  });
});
